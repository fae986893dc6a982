"""What is worth a reminder on a day: one line for each course, in its stage. Pure but for the titles' language."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation

from kit.dates.calendar import local_day
from kit.phrases import listed
from kit.text.bilingual import LANGUAGES
from training.labels import REMINDERS
from training.models.status import IS_OPEN, Status

DUE_SOON_DAYS = 3
LAST_DAYS = 7
NEW_DAYS = 7
MOST_WEEKS_LATE = 8


@dataclass(frozen=True)
class ReminderItem:
    """`stage` is told once in a term; `kind` is how it is said."""

    standing: Any
    kind: str
    stage: str

    @property
    def token(self) -> tuple[int, int, int, str]:
        row = self.standing
        return (row.staff_id, row.course_id, row.term, self.stage)


def item_of(standing: Any, status: Status, on: date) -> ReminderItem | None:
    """The ReminderItem of a standing with its status on a day, or None."""
    if status == Status.OVERDUE:
        week = min((on - standing.due_on).days // 7, MOST_WEEKS_LATE)
        return ReminderItem(standing, "overdue", f"overdue-{week}")
    if status in IS_OPEN:
        is_soon = (standing.due_on - on).days <= DUE_SOON_DAYS
        if is_soon:
            return ReminderItem(standing, "due_soon", "due-soon")
        is_new = status == Status.ASSIGNED and _is_new(standing, on)
        return ReminderItem(standing, "assigned", "assigned") if is_new else None
    if status == Status.EXPIRING:
        is_last = (standing.valid_until - on).days <= LAST_DAYS
        return ReminderItem(standing, "expiring", "expiring-last" if is_last else "expiring")
    if status in (Status.EXPIRED, Status.OUTDATED):
        return ReminderItem(standing, str(status), str(status))
    return None


def _is_new(standing: Any, on: date) -> bool:
    """Given in the last days: whoever was given it earlier has been told long since."""
    return (on - local_day(standing.assignment.assigned_at)).days <= NEW_DAYS


def lines(items: Iterable[ReminderItem], language: str) -> str:
    """«دیر شده: الف و ب. به‌زودی: پ.»: what is most pressing first."""
    titles = defaultdict(list)
    with translation.override(language):
        for item in items:
            titles[item.kind].append(item.standing.course.title)
        said = [REMINDERS[kind] % {"titles": listed(titles[kind])} for kind in REMINDERS if kind in titles]
    return " ".join(said)


def facts_of(items: Collection[ReminderItem]) -> dict[str, Any]:
    """What the digest's notice keeps: both languages, for its reader may change theirs."""
    return {"count": len(items)} | {f"lines_{language}": lines(items, language) for language in LANGUAGES}
