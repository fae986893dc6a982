"""Reminders: one notice and one mail for each person and day, whatever waits for them."""

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from people.models import Absence
from people.notices.sending import send_notice
from training.models import Reminder, Standing
from training.models.status import Status
from training.notices.kinds import DIGEST
from training.notices.reminders import facts_of, item_of
from training.progress.staleness import all_changes

SILENT = [Status.VALID.value, Status.EXCUSED.value]


def remind_of_courses(*, on: date, at: datetime) -> int:
    """Tell everyone at work what is new, late, due soon, expiring or outdated and was not told yet: each in one digest.
    Who is on leave is told when they are back.

    Returns how many people were told; doing it twice tells nobody twice.
    """
    rows = Standing.objects.at_work(on).filter(staff__user__is_active=True).with_status(on, all_changes(on))
    rows = rows.exclude(staff__in=Absence.objects.away_on(on).values("staff"))
    found = defaultdict(list)
    for row in rows.exclude(status__in=SILENT).select_related("course", "assignment", "staff__user"):
        item = item_of(row, Status(row.status), on)
        if item:
            found[row.staff].append(item)
    fresh = _not_told(found, on) if found else {}
    return sum(_tell(staff, items, on, at) for staff, items in fresh.items() if items)


def _not_told(found, on):
    """{staff: items} without what was told before; whoever has had today's digest gets the rest tomorrow."""
    rows = list(Reminder.objects.order_by().values_list("staff", "course", "term", "stage", "told_on"))
    told, had = {row[:-1] for row in rows}, {row[0] for row in rows if row[-1] == on}
    waiting = {staff: items for staff, items in found.items() if staff.pk not in had}
    return {staff: [item for item in items if item.token not in told] for staff, items in waiting.items()}


@transaction.atomic
def _tell(staff, items, on, at):
    rows = [
        Reminder(staff=staff, course=item.standing.course, term=item.standing.term, stage=item.stage, told_on=on)
        for item in items
    ]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    about = {"kind": DIGEST, "dedupe_key": on.isoformat(), "url": reverse("training:mine"), **facts_of(items)}
    return send_notice(to=staff.user, at=at, **about) is not None
