"""A person leaves: access ends, the history stays."""

from datetime import date, datetime

from django.db import transaction

from kit.audit.chain import record
from kit.dates.calendar import local_day
from people import errors
from people.access.holders import refuse_last
from people.actions.managers import end_managing
from people.actions.periods import columns_of, locked, spans_of, write
from people.actions.staff import end_leadership
from people.models import StaffMember, TeamLead, User
from people.staff.spans import SpanError, begun, current, ended, goes_on


@transaction.atomic
def record_leaving(*, staff: StaffMember, left_on: date, by: User | None, at: datetime, on: date) -> StaffMember:
    """`left_on` is the first day away. Up to today (`on`) access ends now, later it ends on that day by itself.

    Raises PeriodsCross where it lies in an employment recorded for later, LastOfRole for the last administrator and the
    last in HR: another has to have the role first.
    """
    staff = locked(staff, by)
    if staff.left_on is not None and staff.left_on <= on:
        raise errors.AlreadyLeft
    if left_on < staff.joined_on:
        raise errors.LeavingBeforeJoining
    if staff.user is not None:
        refuse_last(staff.user, staff.user.access_roles)
    before = spans_of(staff)
    try:
        after = ended(before, current(before, on), left_on)
    except SpanError as problem:
        raise errors.PeriodsCross from problem
    staff.left_on = left_on  # also where no day is left, and so no period says it
    staff.save(update_fields=["left_on"])
    write(staff, before, after, verb="staff.leaving_recorded", by=by, at=at, on=on, left_on=left_on.isoformat())
    if left_on <= on:
        _close_access(staff, by=by, at=at)
    return staff


@transaction.atomic
def withdraw_leaving(*, staff: StaffMember, by: User, at: datetime) -> StaffMember:
    """The leaving date was a mistake: the person never left. (Who is back: `return_to_work`.) A closed sign-in stays
    closed until it is made anew."""
    staff = locked(staff, by)
    if staff.left_on is None:
        raise errors.NotLeaving
    left_on, before, was, on = staff.left_on, spans_of(staff), columns_of(staff), local_day(at)
    part = current(before, on)
    after = goes_on(before, part) if part else begun(before, was.starts_on, **was.work)
    write(staff, before, after, verb="staff.leaving_withdrawn", by=by, at=at, on=on, left_on=left_on.isoformat())
    return staff


@transaction.atomic
def close_departed(*, on: date, at: datetime) -> int:
    """Switch off the sign-ins of everybody whose leaving day has come; returns how many. For the daily upkeep."""
    due = StaffMember.objects.filter(left_on__lte=on, user__is_active=True).select_related("user")
    departed = list(due.select_for_update(of=("self",)))
    for staff in departed:
        _close_access(staff, by=None, at=at)
    return len(departed)


def _close_access(staff, *, by, at):
    for leadership in TeamLead.objects.filter(staff=staff, until=None):
        end_leadership(leadership, staff.left_on, by=by, at=at)
    end_managing(staff, staff.left_on, by=by, at=at)
    if staff.user_id is None:
        return
    user = User.objects.select_for_update().get(pk=staff.user_id)
    end_sign_in(user)
    user.groups.clear()
    record(verb="access.closed", on=user, by=by, at=at, staff=staff.code)


def end_sign_in(user: User) -> None:
    """Refused from the next request on. The password goes too, so that no session and no reset link can come back."""
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
