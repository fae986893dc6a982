"""What an assignment comes to on a day: computed, never stored. Dates in, a status out; once as a function,
once as an expression of the database."""

from dataclasses import dataclass
from datetime import date, datetime
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
    """What decides, by the names that the columns of a Standing have. `due_on` None: nothing was asked; `valid_until`
    is the last day (None: for good), `warned_on` the first on which a renewal may begin; `learned_on` when the edition
    of the pass took effect. Built by `progress.facts.facts_of` alone."""

    due_on: date | None
    is_excused: bool = False
    begun_at: datetime | None = None
    completed_on: date | None = None
    valid_until: date | None = None
    warned_on: date | None = None
    learned_on: date | None = None


def status_of(facts, on, changed=None):
    """What Facts, or a Standing, come to on a day. `changed`: the latest date on which a standard of the course changed
    in earnest, or None."""
    if facts.completed_on is None:
        return Status.EXCUSED if facts.is_excused else _open_status(facts, on)
    if facts.valid_until is not None and on > facts.valid_until:
        return Status.EXPIRED
    if is_outdated(facts, on, changed):
        return Status.OUTDATED
    return Status.EXPIRING if facts.warned_on is not None and facts.warned_on <= on else Status.VALID


def is_outdated(facts, on, changed):
    """A standard of the course changed in earnest in an edition later than the one that was learned."""
    if changed is None or changed > on:
        return False
    return changed > (facts.learned_on or facts.completed_on)


def _open_status(facts, on):
    if on > facts.due_on:
        return Status.OVERDUE
    return Status.ASSIGNED if facts.begun_at is None else Status.IN_PROGRESS


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
