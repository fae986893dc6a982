"""A person is away with leave: entered by their lead or HR, taken back where it was a mistake."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from kit.audit.chain import record
from people import errors
from people.models import Absence, StaffMember, User
from people.signals import absence_changed


@transaction.atomic
def enter_absence(
    *, staff: StaffMember, starts_on: date, ends_on: date, reason: str, by: User, at: datetime
) -> Absence:
    """Away on [starts_on, ends_on). Raises AboutOneself, AbsenceOverlaps."""
    if staff.user_id is not None and staff.user_id == by.pk:
        raise errors.AboutOneself
    staff = StaffMember.objects.select_for_update().get(pk=staff.pk)
    standing = Absence.objects.standing().filter(staff=staff)
    if standing.filter(starts_on__lt=ends_on, ends_on__gt=starts_on).exists():
        raise errors.AbsenceOverlaps
    absence = Absence.objects.create(
        staff=staff, starts_on=starts_on, ends_on=ends_on, reason=reason, entered_by=by, entered_at=at
    )
    days: dict[str, Any] = {"starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat()}
    record(verb="absence.entered", on=absence, by=by, at=at, staff=staff.key, **days)
    absence_changed.send(sender=Absence, staff=staff)
    return absence


@transaction.atomic
def withdraw_absence(*, absence: Absence, by: User, at: datetime) -> Absence:
    """It was a mistake, or did not come about. Taking it back twice is taking it back once. Raises AboutOneself."""
    absence = Absence.objects.select_for_update().get(pk=absence.pk)
    if absence.staff.user_id is not None and absence.staff.user_id == by.pk:
        raise errors.AboutOneself
    if absence.withdrawn_at is None:
        absence.withdrawn_at, absence.withdrawn_by = at, by
        absence.save(update_fields=["withdrawn_at", "withdrawn_by"])
        record(verb="absence.withdrawn", on=absence, by=by, at=at, staff=absence.staff.key)
        absence_changed.send(sender=Absence, staff=absence.staff)
    return absence
