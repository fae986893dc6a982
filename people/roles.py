"""Predicates about who somebody is. Permissions elsewhere are built from these."""

import rules
from django.db.models import Exists, OuterRef, Q

from people.models import TeamLead
from people.models.roles import ADMINISTRATOR, AUTHOR, HR, WITNESS


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
def is_witness(user):
    """The outside person whom a small company names for what takes two people."""
    return user.is_authenticated and WITNESS in user.access_roles


def may_look_after_people(user):
    """HR and administrators."""
    return user.is_authenticated and bool(user.access_roles & {HR, ADMINISTRATOR})


def may_second(user):
    """Holds a role of those who can be the second person."""
    return user.is_authenticated and user.may_second


@rules.predicate
def is_lead(user):
    """Leads at least one team today."""
    return bool(led_team_ids(user))


def led_team_ids(user):
    """Primary keys of the teams that the user leads today: none of somebody who is not signed in."""
    return user.led_team_ids if user.is_authenticated else frozenset()


def led_on(staff, team_id, day):
    """Did `staff` lead the team on that day?"""
    return TeamLead.objects.open_on(day).filter(staff=staff, team=team_id).exists()


def led_then(user, team, day):
    """A condition on rows with the columns `team` and `day`: of a team that the user leads today, and led on that day
    already. What was before is not theirs to see, and once they lead no longer, nothing of it is."""
    teams = led_team_ids(user)
    if not teams:
        return Q(pk__in=[])
    then = TeamLead.objects.open_on(OuterRef(day)).filter(staff=staff_of(user), team=OuterRef(team))
    return Q(**{f"{team}__in": teams}) & Q(Exists(then))


def leads(user, staff):
    """Does the user lead the team that `staff` is in? Nobody leads themselves."""
    mine = staff_of(user)
    return mine is not None and staff is not None and mine.pk != staff.pk and staff.team_id in led_team_ids(user)
