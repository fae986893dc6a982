"""Whether somebody may begin the quiz of a course now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kit.dates.calendar import local_day
from training.models import Attempt, Completion
from training.progress.terms import Term, current_term


class Refusal(StrEnum):
    NOT_LIVE = "not_live"
    NO_QUESTIONS = "no_questions"
    ALREADY_PASSED = "already_passed"
    PREREQUISITES = "prerequisites"
    LIMIT = "limit"
    WAIT = "wait"
    OBSERVATION = "observation"


class AttemptRefused(Exception):
    """The quiz may not be begun now; `door` says why."""

    def __init__(self, door):
        super().__init__(door.refusal)
        self.door = door


@dataclass(frozen=True)
class Door:
    """`refusal` None: open. `left`: attempts left (None: as many as wanted). `opens_at`: the end of the wait."""

    term: Term
    open_attempt: Attempt | None
    used: int
    left: int | None
    refusal: Refusal | None = None
    opens_at: datetime | None = None

    @property
    def is_open(self):
        return self.refusal is None


def quiz_door(course, staff, at):
    """The door of the quiz for `staff` at the instant `at`, by the server's clock. An open attempt is always let in."""
    term = current_term(staff, course, local_day(at))
    attempts = list(Attempt.objects.filter(staff=staff, course=course, term=term.number).order_by("number"))
    open_attempt = Attempt.objects.filter(staff=staff, course=course).is_open().first()
    sat = [attempt for attempt in attempts if attempt.is_submitted]
    allowed = course.attempt_limit + (term.assignment.extra_attempts if term.assignment else 0)
    left = max(0, allowed - len(sat)) if course.attempt_limit else None
    opens_at = sat[-1].submitted_at + timedelta(minutes=course.wait_minutes) if sat and course.wait_minutes else None
    refusal = None if open_attempt else _refusal(course, staff, term, left, opens_at, at)
    return Door(term, open_attempt, len(sat), left, refusal, opens_at)


def _refusal(course, staff, term, left, opens_at, at):
    if not course.is_live:
        return Refusal.NOT_LIVE
    if term.is_done:
        return Refusal.ALREADY_PASSED
    if Attempt.objects.passed().filter(staff=staff, course=course, term=term.number).exists():
        return Refusal.OBSERVATION
    if not course.questions.in_use().exists():
        return Refusal.NO_QUESTIONS
    if missing_prerequisites(course, staff).exists():
        return Refusal.PREREQUISITES
    if left == 0:
        return Refusal.LIMIT
    if opens_at and at < opens_at:
        return Refusal.WAIT
    return None


def missing_prerequisites(course, staff):
    """Courses to pass first that `staff` has not completed yet."""
    return course.prerequisites.filter(is_live=True).exclude(
        pk__in=Completion.objects.filter(staff=staff).values("course")
    )
