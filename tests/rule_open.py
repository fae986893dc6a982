"""Taking one guard away, so that the next has to say no by itself."""

from contextlib import contextmanager

import rules
from rules.permissions import permissions

from people.models import TeamLead, User


@contextmanager
def rule_open(*names):
    """Within the block everybody holds these permissions: what lies behind them is alone."""
    kept = {name: permissions[name] for name in names}
    try:
        for name in names:
            rules.set_perm(name, rules.always_allow)
        yield
    finally:
        for name, predicate in kept.items():
            rules.set_perm(name, predicate)


def fresh(staff):
    """The person's account as the next request reads it: what it remembers of roles and teams is forgotten."""
    return User.objects.get(pk=staff.user_id)


def may(staff, permission, row=None):
    """What the rule alone says."""
    return fresh(staff).has_perm(permission, row)


def make_lead(staff, team, since=None, until=None):
    return TeamLead.objects.create(team=team, staff=staff, since=since or staff.joined_on, until=until)
