"""Telling those who look after the company that somebody's access was touched."""

from people.holders import holders, second_people
from people.notices import send_notice
from people.roles import ACCESS_ROLES


def tell_second_people(*, about, kind, at, but=(), **facts):
    """A notice to HR and administrators, apart from whom it is about; where there are none, to outside persons."""
    inside, outside = second_people(about, *but)
    for user in list(inside) or list(outside):
        send_notice(to=user, kind=kind, at=at, dedupe_key=f"{about.key}:{at.isoformat()}", name=named(about), **facts)


def tell_all_with_a_role(*, about, kind, at, **facts):
    """A notice to everybody who holds a role, apart from whom it is about."""
    for user in holders(*ACCESS_ROLES).exclude(pk=about.pk):
        send_notice(to=user, kind=kind, at=at, dedupe_key=f"{about.key}:{at.isoformat()}", name=named(about), **facts)


def named(user):
    """The name of an account, whoever reads it."""
    staff = user.staff_member_or_none
    return staff.name if staff else str(user)
