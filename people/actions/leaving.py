"""A person leaves: access ends, the history stays."""

from django.db import transaction

from kit.audit.chain import record
from people import errors
from people.actions.managing import end_managing
from people.actions.staff import end_leadership
from people.holders import refuse_last
from people.models import Forgotten, StaffMember, TeamLead, User


@transaction.atomic
def record_leaving(*, staff, left_on, by, at, on):
    """`left_on` is the first day away. Up to today (`on`) access ends now, later it ends on that day by itself.

    Raises LastOfRole for the last administrator and the last in HR: another has to have the role first.
    """
    if by is not None and staff.user_id == by.pk:
        raise errors.AboutOneself
    staff = StaffMember.objects.select_for_update().get(pk=staff.pk)
    if staff.left_on is not None and staff.left_on <= on:
        raise errors.AlreadyLeft
    if left_on < staff.joined_on:
        raise errors.LeavingBeforeJoining
    if staff.user is not None:
        refuse_last(staff.user, staff.user.access_roles)
    staff.left_on = left_on
    staff.save(update_fields=["left_on"])
    record(verb="staff.leaving_recorded", on=staff, by=by, at=at, left_on=left_on.isoformat())
    if left_on <= on:
        _close_access(staff, by=by, at=at)
    return staff


@transaction.atomic
def withdraw_leaving(*, staff, by, at):
    """The leaving date was a mistake, or the person is back. A closed sign-in stays closed until it is made anew."""
    if by is not None and staff.user_id == by.pk:
        raise errors.AboutOneself
    staff = StaffMember.objects.select_for_update().get(pk=staff.pk)
    if Forgotten.objects.filter(staff=staff).exists():
        raise errors.AlreadyForgotten
    if staff.left_on is None:
        raise errors.NotLeaving
    was = staff.left_on.isoformat()
    staff.left_on = None
    staff.save(update_fields=["left_on"])
    record(verb="staff.leaving_withdrawn", on=staff, by=by, at=at, left_on=was)
    return staff


@transaction.atomic
def close_departed(*, on, at):
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


def end_sign_in(user):
    """Refused from the next request on. The password goes too, so that no session and no reset link can come back."""
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
