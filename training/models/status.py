"""What an assignment comes to on a day: computed, never stored. Dates in, a status out; once as a function,
once as an expression of the database."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Case, CharField, Q, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan


class Status(StrEnum):
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    OVERDUE = "overdue"
    VALID = "valid"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    OUTDATED = "outdated"
    EXCUSED = "excused"


IS_DONE = frozenset({Status.VALID, Status.EXPIRING, Status.EXCUSED})
IS_OPEN = frozenset({Status.ASSIGNED, Status.IN_PROGRESS, Status.OVERDUE})
IS_NOT_VALID = frozenset({Status.OVERDUE, Status.EXPIRED, Status.OUTDATED})


@dataclass(frozen=True)
class Facts:
    """What decides. `valid_until` is the last day (None: for good); `learned_on` when the edition of the pass took
    effect; `changed_on` the latest date on which a standard of the course changed in earnest."""

    due_on: date
    is_excused: bool = False
    has_begun: bool = False
    completed_on: date | None = None
    valid_until: date | None = None
    learned_on: date | None = None
    changed_on: date | None = None
    warn_days: int = 30


def status_of(facts, on):
    if facts.completed_on is None:
        return Status.EXCUSED if facts.is_excused else _open_status(facts, on)
    if facts.valid_until is not None and on > facts.valid_until:
        return Status.EXPIRED
    if is_outdated(facts, on):
        return Status.OUTDATED
    return Status.EXPIRING if is_expiring(facts.valid_until, facts.warn_days, on) else Status.VALID


def is_outdated(facts, on):
    """A standard of the course changed in earnest in an edition later than the one that was learned."""
    if facts.changed_on is None or facts.changed_on > on:
        return False
    learned_on = facts.learned_on or facts.completed_on
    return facts.changed_on > learned_on


def is_expiring(valid_until, warn_days, on):
    """From `warn_days` before the last day, a renewal may begin."""
    return valid_until is not None and valid_until - timedelta(days=warn_days) <= on <= valid_until


def _open_status(facts, on):
    if on > facts.due_on:
        return Status.OVERDUE
    return Status.IN_PROGRESS if facts.has_begun else Status.ASSIGNED


def status_by(on, changed, path=""):
    """`status_of` in the database, of the standing to which `path` (such as "standing__") leads."""

    def when(status, **facts):
        return When(**{f"{path}{name}": value for name, value in facts.items()}, then=Value(status.value))

    changed = {course: day for course, day in changed.items() if day <= on}
    learned = Coalesce(f"{path}learned_on", f"{path}completed_on")
    outdated = [
        When(Q(**{f"{path}course__in": courses}) & LessThan(learned, Value(day)), then=Value(Status.OUTDATED.value))
        for day, courses in _courses_by_day(changed).items()
    ]
    return Case(
        when(Status.EXCUSED, completed_on=None, is_excused=True),
        when(Status.OVERDUE, completed_on=None, due_on__lt=on),
        when(Status.IN_PROGRESS, completed_on=None, begun_at__isnull=False),
        when(Status.ASSIGNED, completed_on=None),
        when(Status.EXPIRED, valid_until__lt=on),
        *outdated,
        when(Status.EXPIRING, warned_on__lte=on),
        default=Value(Status.VALID.value),
        output_field=CharField(),
    )


def _courses_by_day(changed):
    found = {}
    for course, day in changed.items():
        found.setdefault(day, []).append(course)
    return found
