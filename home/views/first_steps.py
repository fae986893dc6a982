"""Getting started: its own page, and hiding it from one's first page and calling it back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from home.first_steps.lines import whole_list
from kit.access import require
from people.actions import hide_starting, show_starting


@require_safe
def getting_started(request):
    require(request.user, "home.view_getting_started")
    return render(request, "home/getting_started.html", {"starting": whole_list(request.user)})


@require_POST
def hide(request):
    require(request.user, "home.view_getting_started")
    hide_starting(user=request.user)
    messages.success(request, _("It is off your first page. You find it again at the foot of the page."))
    return redirect("home:my_day")


@require_POST
def show(request):
    require(request.user, "home.view_getting_started")
    show_starting(user=request.user)
    return redirect("home:my_day")
