"""Lessons and questions follow a standard to a later edition."""

from datetime import datetime

from django.db import transaction

from kit.audit.chain import record
from kit.dates.calendar import local_day
from people.models import User
from playbook.errors import CitationCurrent, EditionNotInForce
from playbook.models import Edition
from training.models import Lesson, Question, QuestionStandard


@transaction.atomic
def move_lesson(*, lesson: Lesson, edition: Edition, by: User | None, at: datetime) -> Lesson:
    """Its tags name the standards of `edition` from now on; the author read it again and it holds.

    Raises EditionNotInForce before the edition's first day, CitationCurrent where no tag can follow.
    """
    lesson = Lesson.objects.select_for_update().select_related("course").get(pk=lesson.pk)
    _refuse_early(edition, at)
    tags = list(lesson.standards.exclude(standard__edition=edition))
    targets = _targets(edition, [tag.code for tag in tags])
    moved = [tag for tag in tags if tag.code in targets]
    if not moved:
        raise CitationCurrent
    for tag in moved:
        tag.standard = targets[tag.code]
        tag.save(update_fields=["standard"])
    _record("lesson.moved", lesson.course, edition, moved, by, at, lesson=str(lesson.translation_key))
    return lesson


@transaction.atomic
def move_question(*, question: Question, edition: Edition, by: User | None, at: datetime) -> Question:
    """The same for a question. Attempts under way keep the version that they ask."""
    question = Question.objects.select_for_update().select_related("course").get(pk=question.pk)
    _refuse_early(edition, at)
    tags = list(QuestionStandard.objects.filter(question=question).select_related("standard"))
    old = [tag for tag in tags if tag.standard.edition_id != edition.pk]
    targets = _targets(edition, [tag.standard.code for tag in old])
    moved = [tag for tag in old if tag.standard.code in targets]
    if not moved:
        raise CitationCurrent
    have = {tag.standard_id for tag in tags}
    for tag in moved:
        target = targets[tag.standard.code]
        if target.pk in have:
            tag.delete()
            continue
        have.add(target.pk)
        tag.standard = target
        tag.save(update_fields=["standard"])
    _record("question.moved", question, edition, moved, by, at)
    return question


def _refuse_early(edition, at):
    if not edition.is_in_force_on(local_day(at)):
        raise EditionNotInForce


def _targets(edition, codes):
    return {row.code: row for row in edition.standards.filter(code__in=codes)}


def _record(verb, on, edition, tags, by, at, **detail):
    codes = sorted({tag.standard.code if tag.standard_id else tag.code for tag in tags})
    record(verb=verb, on=on, by=by, at=at, edition=edition.number, codes=codes, **detail)
