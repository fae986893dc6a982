from datetime import datetime, timedelta

from django.urls import reverse

from kit.dates.calendar import local_day
from people.models import StaffMember
from people.notices.sending import send_notice
from playbook.models import Edition
from playbook.notices import SIGN_REMINDER
from playbook.signatures.board import board_rows

DAYS_BEFORE = 2


def remind_to_sign(*, at: datetime) -> int:
    """Once two days before the last day and once when it has passed, per edition; nobody on leave. Returns how many."""
    today = local_day(at)
    edition = Edition.objects.in_force(today)
    if edition is None:
        return 0
    people = StaffMember.objects.active_on(today).filter(user__is_active=True).select_related("user")
    told = 0
    for row in board_rows(edition, people, today):
        if not row.missing or row.back_on or row.last_day - timedelta(days=DAYS_BEFORE) > today:
            continue
        told += _remind(row, edition, row.last_day, "late" if row.last_day < today else "soon", at)
    return told


def _remind(row, edition, last_day, when, at):
    notice = send_notice(
        to=row.staff.user,
        kind=SIGN_REMINDER,
        at=at,
        url=reverse("playbook:sign"),
        dedupe_key=f"{edition.key}:{when}",
        count=row.missing,
        due_on=last_day.isoformat(),
    )
    return notice is not None
