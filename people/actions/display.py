"""A person's own wishes and inbox. Nobody else is concerned, so the audit log keeps none of it."""

from datetime import datetime

from django.db import transaction

from people.models import Notice, User
from people.staff.changes import apply_changes


@transaction.atomic
def change_display(*, user: User, **wishes: str) -> dict[str, list[object]]:
    """`wishes`: any of language, calendar, digits, theme."""
    unknown = set(wishes) - {"language", "calendar", "digits", "theme"}
    if unknown:
        raise TypeError(f"not a matter of display: {', '.join(sorted(unknown))}")
    return apply_changes(user, wishes)


def hide_starting(*, user: User) -> None:
    """The list of what is to be set up leaves this person's first page; it keeps its own."""
    apply_changes(user, {"hides_starting": True})


def show_starting(*, user: User) -> None:
    apply_changes(user, {"hides_starting": False})


def mark_notice_read(*, notice: Notice, at: datetime) -> None:
    """Doing it twice keeps the first time."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=at)


def mark_all_notices_read(*, user: User, at: datetime) -> int:
    """Those that were there at `at`; returns how many."""
    return Notice.objects.filter(recipient=user, read_at=None, created_at__lte=at).update(read_at=at)
