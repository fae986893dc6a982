"""The ways in of many at once: each opened as it would be alone, all of them or none."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from people import errors
from people.actions.accounts.sign_in import open_sign_in
from people.models import SignInLink, StaffMember, User


@transaction.atomic
def open_sign_ins(
    *, wanted: Sequence[tuple[StaffMember, str]], by: User, at: datetime
) -> list[tuple[StaffMember, User, SignInLink | None]]:
    """open_sign_in for each (person, user name) of `wanted`. Returns [(person, account, SignInLink or None)].

    Raises NotForAll, which says at whom it stopped; then nobody's is opened.
    """
    # All of them first, in one order: two who open the same ones wait for each other once, not crosswise.
    keys = [staff.pk for staff, _name in wanted]
    list(StaffMember.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk", flat=True))
    return [(staff, *_open(staff, username, by, at)) for staff, username in wanted]


def _open(staff, username, by, at):
    try:
        return open_sign_in(staff=staff, username=username, by=by, at=at)
    except errors.PeopleError as problem:
        raise errors.NotForAll(staff, problem) from problem
