"""Leave moves the last days of courses. They follow from what is recorded elsewhere, so nothing is logged here."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from people.models import StaffMember
from people.staff.absences import absences_of
from training.actions.standings import refresh_standing
from training.models import Assignment, AssignmentReason
from training.progress.due_days import moved_day


@transaction.atomic
def follow_leave(*, staff: StaffMember) -> None:
    """Count the days of every open assignment of `staff` anew; told when a leave was entered or taken back."""
    StaffMember.objects.select_for_update().get(pk=staff.pk)
    absences = absences_of([staff.pk])[staff.pk]
    rows = Assignment.objects.is_open().filter(staff=staff).select_related("course").prefetch_related("reasons")
    for assignment in rows:
        if set_due_day(assignment, assignment.reasons.all(), absences):
            refresh_standing(staff=staff, course=assignment.course)


def set_due_day(
    assignment: Assignment, reasons: Iterable[AssignmentReason], absences: Sequence[tuple[date, date]]
) -> bool:
    """Whether it is another day now. The person is locked already."""
    day = moved_day(reasons, absences) or assignment.due_on
    if day == assignment.due_on:
        return False
    assignment.due_on = day
    assignment.save(update_fields=["due_on"])
    return True
