"""Predicates about who somebody is. Permissions elsewhere are built from these."""

import rules
from django.utils import timezone

AUTHOR, HR, ADMINISTRATOR = "author", "hr", "administrator"
ACCESS_ROLES = (AUTHOR, HR, ADMINISTRATOR)


def staff_of(user):
    """The StaffMember behind a user, or None."""
    return getattr(user, "staff_member_or_none", None)


@rules.predicate
def is_staff_member(user):
    return staff_of(user) is not None


@rules.predicate
def is_author(user):
    return user.is_authenticated and AUTHOR in user.access_roles


@rules.predicate
def is_hr(user):
    return user.is_authenticated and HR in user.access_roles


@rules.predicate
def is_administrator(user):
    return user.is_authenticated and ADMINISTRATOR in user.access_roles


@rules.predicate
def is_lead(user):
    """Leads at least one team today."""
    return bool(led_team_ids(user))


def led_team_ids(user):
    """Primary keys of the teams that the user leads today; asked once per user object."""
    if not hasattr(user, "_led_team_ids"):
        user._led_team_ids = frozenset(_led_team_ids(staff_of(user), timezone.localdate()))
    return user._led_team_ids


def _led_team_ids(staff, day):
    from people.models import TeamLead

    if staff is None:
        return ()
    return TeamLead.objects.open_on(day).filter(staff=staff).values_list("team_id", flat=True)


def leads(user, staff):
    """Does the user lead the team that `staff` is in? Nobody leads themselves."""
    mine = staff_of(user)
    return mine is not None and staff is not None and mine.pk != staff.pk and staff.team_id in led_team_ids(user)
