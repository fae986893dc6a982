"""Everything of training that can be proved again from its rows. Called by `manage.py verify`."""

from kit.values.canonical import content_hash
from people.models import StaffMember
from people.staff.absences import absences_of
from training.marking import engine
from training.marking.attempts import marked_again
from training.marking.engine import UnknownRule
from training.models import Assignment, Attempt, Completion, Course, QuestionVersion, RegradedAttempt, Standing
from training.progress.due_days import moved_day
from training.progress.facts import expected_standings
from training.quiz.regradings import kept_marks, result_of

CHUNK = 500


def problems():
    """Yield a sentence for everything that does not add up."""
    yield from version_problems()
    yield from attempt_problems()
    yield from regraded_problems()
    yield from completion_problems()
    yield from standing_problems()
    yield from due_problems()


def version_problems():
    """A question as it was asked never changes."""
    for version in QuestionVersion.objects.order_by("pk").iterator(chunk_size=CHUNK):
        if version.content_hash != content_hash(version.content):
            yield f"question version {version.pk}: its text or its key was changed after it was asked"


def attempt_problems():
    """Mark every submitted attempt again from its answers."""
    attempts = Attempt.objects.submitted().order_by("pk").prefetch_related("answers__version")
    for attempt in attempts.iterator(chunk_size=CHUNK):
        try:
            yield from _problems_of(attempt)
        except UnknownRule as unknown:
            yield f"attempt {attempt.key}: {unknown}"
        except Exception as broken:  # what somebody wrote into the JSON may be anything
            yield f"attempt {attempt.key}: its answers cannot be read ({type(broken).__name__}: {broken})"


def _problems_of(attempt):
    if attempt.is_delta and attempt.term == 1:
        yield f"attempt {attempt.key}: it asks what changed since a pass that there is not"
    answers = list(attempt.answers.all())
    marked, result = marked_again(attempt, answers)
    for answer, own in zip(answers, marked, strict=True):
        if answer.points != own.points:
            yield f"attempt {attempt.key}: answer {answer.position} earns {own.points}, but {answer.points} stands"
    if (attempt.score, attempt.is_passed) != (result.score, result.is_passed):
        yield f"attempt {attempt.key}: its answers give {result.score}, but {attempt.score} stands"


def regraded_problems():
    """Count every newer result again from what it says it rests on."""
    rows = RegradedAttempt.objects.order_by("pk").select_related("attempt").prefetch_related("attempt__answers")
    versions = {}
    for row in rows.iterator(chunk_size=CHUNK):
        try:
            yield from _problems_of_regraded(row, versions)
        except UnknownRule as unknown:
            yield f"attempt {row.attempt.key}: counted again, {unknown}"
        except Exception as broken:  # what somebody wrote into the JSON may be anything
            yield f"attempt {row.attempt.key}: counted again, it cannot be read ({type(broken).__name__}: {broken})"


def _problems_of_regraded(row, versions):
    asked = {answer.position: answer.question_id for answer in row.attempt.answers.all()}
    marks = kept_marks(row.marks, {}, versions)
    if {mark.position: mark.question for mark in marks} != asked:
        yield f"attempt {row.attempt.key}: what was counted again is not what was asked"
    for mark in marks:
        earned = engine.mark(mark.content, mark.given, mark.rule).points
        if earned != mark.points:
            yield f"attempt {row.attempt.key}: counted again, answer {mark.position} earns {earned}, not {mark.points}"
    result = result_of(row.attempt, marks, row.rules_version)
    if (row.score, row.is_passed) != (result.score, result.is_passed):
        yield f"attempt {row.attempt.key}: counted again it has {result.score}, but {row.score} stands"


def completion_problems():
    """A completion that names an attempt names a passed one of the same person, course and term."""
    for row in Completion.objects.filter(attempt__isnull=False).select_related("attempt").iterator(chunk_size=CHUNK):
        attempt = row.attempt
        if (row.staff_id, row.course_id, row.term) != (attempt.staff_id, attempt.course_id, attempt.term):
            yield f"completion {row.key}: it rests on somebody else's attempt"
        if not (attempt.is_passed or attempt.regraded.filter(is_passed=True).exists()):
            yield f"completion {row.key}: it rests on an attempt that was not passed"


def standing_problems():
    """Where people stand says what assignments and completions say."""
    for course in Course.objects.order_by("pk"):
        expected = expected_standings(course)
        kept = {row.staff_id: row for row in Standing.objects.filter(course=course)}
        for staff in sorted({*expected, *kept}):
            facts = _named(expected.get(staff))
            if facts != _named(vars(kept[staff]) if staff in kept else None, facts):
                yield f"standing of person {staff} in course {course.key}: it does not say what the records say"


def due_problems():
    """The last day of an open assignment is the one asked for, moved by leave."""
    absences = absences_of(StaffMember.objects.all())
    rows = Assignment.objects.is_open().order_by("pk").prefetch_related("reasons")
    for row in rows.iterator(chunk_size=CHUNK):
        day = moved_day(row.reasons.all(), absences.get(row.staff_id, ()))
        if day is not None and day != row.due_on:
            yield f"assignment {row.key}: it is due on {row.due_on}, but its reasons and leave say {day}"


def _named(facts, like=None):
    """When somebody began may be kept more exactly than the lessons, which move on, still tell."""
    if facts is None:
        return None
    names = [name for name in like or facts if name != "has_begun"]
    picked = {name: facts[name] for name in names if name != "begun_at"}
    return picked | {"has_begun": facts["begun_at"] is not None}
