"""The outside person of a small company: named by link, ended by a press."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kit.access import require
from kit.http.deed_views import deed, itself
from people import errors
from people.accounts.confirmation import password_again
from people.actions import end_outside_person, name_outside_person
from people.forms.access import OutsiderForm
from people.models import User
from people.models.roles import WITNESS
from people.refusals import refusal


@require_http_methods(["GET", "POST"])
@password_again
def outsiders(request):
    """Who they are, and a form to name another."""
    require(request.user, "people.name_outside_person")
    form = OutsiderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            name_outside_person(by=request.user, at=timezone.now(), **form.cleaned_data)
        except errors.NameTaken:
            form.add_error("email", _("Somebody at work has this address; an outside person needs one of their own."))
        else:
            messages.success(request, _("Named. The link was mailed; everybody with a role is told."))
            return redirect("people:outsiders")
    named_so_far = User.objects.filter(groups__name=WITNESS, is_active=True).order_by("pk")
    return render(request, "people/outsiders.html", {"form": form, "outsiders": named_so_far})


def _outsider(request, key):
    require(request.user, "people.name_outside_person")
    return get_object_or_404(User, key=key, is_active=True, groups__name=WITNESS)


@password_again
@deed(
    "people.end_outside_person",
    fetch=_outsider,
    about=itself,
    refused={errors.PeopleError: refusal},
    done=gettext_lazy("The account is closed. What it confirmed stays."),
    to="people:outsiders",
)
def end(request, who):
    end_outside_person(user=who, by=request.user, at=timezone.now())
