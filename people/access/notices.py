"""Telling those who look after the company that somebody's access was touched."""

from people.access.holders import holders, second_people
from people.company.organisation import organisation
from people.models.roles import ACCESS_ROLES, ADMINISTRATOR, HR
from people.notices.sending import send_notice


def tell_second_people(*, about, kind, at, but=(), **facts):
    """A notice to HR and administrators, apart from whom it is about; where there are none, to outside persons."""
    inside, outside = second_people(about, *but)
    for user in list(inside) or list(outside):
        send_notice(to=user, kind=kind, at=at, dedupe_key=f"{about.key}:{at.isoformat()}", name=named(about), **facts)


def tell_all_with_a_role(*, about, kind, at, **facts):
    """A notice to everybody who holds a role, apart from whom it is about."""
    for user in holders(*ACCESS_ROLES).exclude(pk=about.pk):
        send_notice(to=user, kind=kind, at=at, dedupe_key=f"{about.key}:{at.isoformat()}", name=named(about), **facts)


def tell_of_archive(kind, *, at, but=None, url="", **facts):
    """A notice to everybody in HR and every administrator: the company's archive concerns them all."""
    for user in holders(HR, ADMINISTRATOR).exclude(pk=but and but.pk):
        send_notice(to=user, kind=kind, at=at, url=url, dedupe_key=at.isoformat(), **facts)


def name_of(request):
    """Whose account a request is about; the company's name where it is about none."""
    return named(request.account) if request.account else organisation().name


def named(user):
    """The name of an account, whoever reads it."""
    staff = user.staff_member_or_none
    return staff.name if staff else str(user)
