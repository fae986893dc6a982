"""After a change of the folder: people renew by what changed, authors move lessons and questions along."""

from django.db import transaction

from kit.audit.chain import record
from kit.calendar import local_day
from people.models import StaffMember
from training.actions.attempts import start_attempt
from training.actions.completions import complete_course
from training.delta import delta_for
from training.models import Lesson, LessonStandard, Question, QuestionStandard
from training.terms import current_term


class NothingChanged(Exception):
    """There is nothing to renew by: no pass, or an old one, or the standards read as they did."""


class NotFrozen(Exception):
    """Lessons and questions are moved to an edition that nothing changes any more."""


@transaction.atomic
def renew_by_changes(*, course, staff, by, at):
    """Ask about what changed since the pass; where no question does, having read it is enough and renews at once.

    Returns the attempt, or the completion. Raises NothingChanged or AttemptRefused.
    """
    StaffMember.objects.select_for_update().get(pk=staff.pk)
    term = current_term(staff, course, local_day(at))
    delta = delta_for(course, term, local_day(at))
    if delta is None:
        raise NothingChanged
    if delta.questions:
        return start_attempt(course=course, staff=staff, by=by, at=at, questions=delta.questions)
    record(verb="changes.read", on=course, by=by, at=at, staff=staff.key, codes=delta.codes, edition=delta.now.key)
    return complete_course(staff=staff, course=course, term=term, by=by, at=at, edition=delta.now)


@transaction.atomic
def move_lesson_to_edition(*, lesson, edition, by, at):
    """The author looked at the lesson: it says what the edition says. Doing it twice changes nothing."""
    lesson = Lesson.objects.select_for_update().select_related("course").get(pk=lesson.pk)
    rows = list(LessonStandard.objects.filter(lesson=lesson))
    moved = _move(rows, {row.code: row for row in rows}, edition)
    LessonStandard.objects.bulk_update(moved, ["standard"])
    if moved:
        _log(lesson.course, edition, by, at, lesson=str(lesson.translation_key), codes=[row.code for row in moved])
    return moved


@transaction.atomic
def move_question_to_edition(*, question, edition, by, at):
    """The author looked at the question: it asks about what the edition says. Doing it twice changes nothing."""
    question = Question.objects.select_for_update().get(pk=question.pk)
    rows = list(QuestionStandard.objects.filter(question=question).select_related("standard"))
    moved = _move(rows, {row.standard.code: row for row in rows}, edition)
    QuestionStandard.objects.bulk_update(moved, ["standard"])
    if moved:
        codes = [row.standard.code for row in moved]
        _log(question.course, edition, by, at, question=question.key, codes=codes)
    return moved


def _move(rows, by_code, edition):
    if not edition.is_frozen:
        raise NotFrozen
    now = {row.code: row for row in edition.standards.filter(code__in=by_code)}
    taken = {row.standard_id for row in rows}
    moved = []
    for code, row in by_code.items():
        if code in now and now[code].pk not in taken:
            row.standard = now[code]
            moved.append(row)
    return moved


def _log(course, edition, by, at, **what):
    record(verb="course.moved_to_edition", on=course, by=by, at=at, edition=edition.key, **what)
