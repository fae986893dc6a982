"""Getting started: its own page, and hiding it from one's first page and calling it back."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from home.first_steps.lines import whole_list
from kit.access import require
from kit.http.deed_views import deed
from people.actions import hide_starting, show_starting


@require_safe
def getting_started(request):
    require(request.user, "home.view_getting_started")
    return render(request, "home/getting_started.html", {"starting": whole_list(request.user)})


@deed(
    "home.view_getting_started",
    done=gettext_lazy("It is off your first page. You find it again at the foot of the page."),
    to="home:my_day",
)
def hide(request, user):
    hide_starting(user=user)


@deed("home.view_getting_started", to="home:my_day")
def show(request, user):
    show_starting(user=user)
