"""Until when a pass holds and from when it may be renewed; alone knows what falls back on the course. Pure."""

from datetime import date, timedelta
from typing import Any

from kit.dates.calendar import GREGORIAN, add_months


def warn_days_of(row: Any, course: Any) -> int:
    """How many days before its end a pass may be renewed: a Completion's or a Requirement's, else the course's."""
    return course.warn_days if row.warn_days is None else row.warn_days


def months_of(requirement: Any, course: Any) -> int:
    """How many months a pass holds: a Requirement's, else the course's."""
    return course.validity_months if requirement.validity_months is None else requirement.validity_months


def warned_on(valid_until: date | None, days: int) -> date | None:
    """The first day on which a renewal may begin; None for good."""
    return valid_until - timedelta(days=days) if valid_until else None


def is_expiring(valid_until: date | None, warn_days: int, on: date) -> bool:
    """From `warn_days` before the last day, a renewal may begin."""
    first = warned_on(valid_until, warn_days)
    return valid_until is not None and first is not None and first <= on <= valid_until


def valid_until(*, completed_on: date, months: int, previous: date | None, warn_days: int) -> date | None:
    """The last day a completion holds (None: for good).

    A renewal inside the warn window of `previous` (the last day of the pass before) counts from that day, so that
    renewing early costs nothing. `warn_days` are those of the new pass.
    """
    if not months:
        return None
    start = previous if previous and is_expiring(previous, warn_days, completed_on) else completed_on
    return add_months(start, months, GREGORIAN)
