"""Whether somebody may begin the quiz of a course now, and what a question says when it is asked."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kit.dates.calendar import local_day
from kit.values.canonical import content_hash
from training.kinds import kind_of
from training.models import Attempt, Completion, QuestionVersion
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


def content_of(question, critical_codes):
    """What a QuestionVersion keeps (see there). `critical_codes`: {code: is critical} of the edition in force."""
    tagged = {tag.standard.code: tag.standard.is_critical for tag in question.standards.all()}
    return {
        "kind": question.kind,
        "weight": question.weight,
        "format": question.text_format,
        "text": {"fa": question.text_fa, "en": question.text_en},
        "feedback": {"fa": question.feedback_fa, "en": question.feedback_en},
        "options": [_option_content(question.kind, option) for option in question.options.all()],
        "standards": [
            {"code": code, "is_critical": critical_codes.get(code, was_critical)}
            for code, was_critical in sorted(tagged.items())
        ],
    }


def _option_content(kind, option):
    return {
        "key": option.key,
        "fa": option.text_fa,
        "en": option.text_en,
        "correct": option.is_correct,
        "share": option.share,
        "feedback_fa": option.feedback_fa,
        "feedback_en": option.feedback_en,
        **{name: getattr(option, name) for name in kind_of(kind).columns},
    }


def versions_of(questions, critical_codes, at):
    """[(question, its version as it reads now)], making versions that are new; two queries and one a new version."""
    contents = {question: content_of(question, critical_codes) for question in questions}
    hashes = {question: content_hash(content) for question, content in contents.items()}
    have = {
        (version.question_id, version.content_hash): version
        for version in QuestionVersion.objects.filter(question__in=questions, content_hash__in=set(hashes.values()))
    }
    return [
        (question, have.get((question.pk, own)) or _new_version(question, contents[question], own, at))
        for question, own in hashes.items()
    ]


def _new_version(question, content, own_hash, at):
    version, _ = QuestionVersion.objects.get_or_create(
        question=question, content_hash=own_hash, defaults={"content": content, "made_at": at}
    )
    return version
