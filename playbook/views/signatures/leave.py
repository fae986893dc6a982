"""Leave, where it matters for signing: entered by the lead or HR, it moves the last day."""

from operator import attrgetter

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kit.access import require
from kit.http.deed_views import as_info, deed
from people.actions.absences import enter_absence, withdraw_absence
from people.errors import AbsenceOverlaps
from people.models import Absence
from playbook.forms.signatures import LeaveForm
from playbook.views.signatures.board import people_on_board


@require_http_methods(["GET", "POST"])
def leave(request, key):
    require(request.user, "playbook.view_signature_board")
    person = get_object_or_404(people_on_board(request.user, timezone.localdate()), key=key)
    require(request.user, "playbook.enter_absence", person)
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            enter_absence(staff=person, **form.period(), by=request.user, at=timezone.now())
        except AbsenceOverlaps:
            form.add_error(None, _("Leave stands already on some of these days."))
        else:
            messages.success(request, _("The leave is entered; the last day to sign has moved."))
            return redirect("playbook:signatures_of", key=person.key)
    return render(request, "playbook/leave.html", {"person": person, "form": form})


def _absence(request, key):
    people = people_on_board(request.user, timezone.localdate())
    return get_object_or_404(Absence.objects.filter(staff__in=people).select_related("staff"), key=key)


@deed(
    "playbook.enter_absence",
    first="playbook.view_signature_board",
    fetch=_absence,
    about=attrgetter("staff"),
    done=as_info(gettext_lazy("The leave was taken back; the last day counts as before.")),
    to=lambda absence: reverse("playbook:signatures_of", args=[absence.staff.key]),
)
def leave_end(request, absence):
    withdraw_absence(absence=absence, by=request.user, at=timezone.now())
