"""The last day for a course: as asked for, moved by the days of leave in between."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from kit.dates.calendar import local_day
from people.staff.absences import last_day


def moved_day(reasons: Iterable[Any], absences: Any) -> date | None:
    """The earliest last day that `reasons` (each added on a day, due on one) ask for when leave is not counted, or
    None without reasons; `absences` as `absences_of` gives them."""
    return min((_moved(local_day(reason.added_at), reason.due_on, absences) for reason in reasons), default=None)


def _moved(start: date, asked_for: date, absences: Any) -> date:
    return last_day(start, (asked_for - start).days, absences)


def day_before_leave(assignment: Any, reasons: Iterable[Any]) -> date | None:
    """The day that was asked for, where leave has moved it, else None."""
    asked_for = min((reason.due_on for reason in reasons), default=assignment.due_on)
    return asked_for if asked_for < assignment.due_on else None
