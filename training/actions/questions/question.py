"""Writing one question: as a draft that is not asked yet, or whole."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction

from kit.audit.chain import record
from kit.dates.calendar import local_day
from people.models import User
from playbook.models import Edition, StandardPage
from training.actions.questions.imports import add_question
from training.kinds.checks import problems
from training.kinds.drafts import Draft
from training.models import AnswerOption, AwaitedStandard, Course, Question, QuestionStandard
from training.models.standards import frozen_of
from training.questions.drafts import draft_of, question_of
from training.questions.fingerprint import fingerprint

WRITTEN = (
    *("name", "category", "text_fa", "text_en", "text_format"),
    *("feedback_fa", "feedback_en", "weight", "note"),
)


class QuestionUnfinished(Exception):
    """It cannot be asked as it stands; `problems` says why. It may be kept as a draft."""

    def __init__(self, found):
        super().__init__(", ".join(found))
        self.problems = found


class QuestionChanged(Exception):
    """Somebody else changed it since the author opened it; nothing was written."""


@transaction.atomic
def write_question(*, course: Course, draft: Draft, is_draft: bool, by: User, at: datetime) -> Question:
    """A new question at the end of a course's quiz, about the standards of `draft.codes`. Raises QuestionUnfinished
    unless `is_draft`. Returns it."""
    _refuse_unfinished(draft, is_draft)
    course = Course.objects.select_for_update().get(pk=course.pk)
    question = add_question(draft=draft, course=course, standards=[])
    if is_draft:
        question.is_draft = True
        question.save(update_fields=["is_draft"])
    tie_standards(question, draft.codes, local_day(at))
    record(verb="question.written", on=question, by=by, at=at, course=course.key, unfinished=is_draft)
    return question


@transaction.atomic
def rewrite_question(
    *, question: Question, draft: Draft, kept: Sequence[int | None], is_draft: bool, seen: str, by: User, at: datetime
) -> Question:
    """The question as the draft says it, in its place; attempts keep what they asked.

    `kept`: for each option of the draft the number of the option that it was, or None. `seen`: the fingerprint of what
    the author had before her. Raises QuestionUnfinished unless `is_draft`, and QuestionChanged.
    """
    _refuse_unfinished(draft, is_draft)
    question = Question.objects.select_for_update().get(pk=question.pk)
    if says_it_already(question, draft, is_draft):
        return question
    if fingerprint(question) != seen:
        raise QuestionChanged
    fresh, options = question_of(draft, question.course, question.position)
    for name in WRITTEN:
        setattr(question, name, getattr(fresh, name))
    question.is_draft = is_draft
    question.save()
    _keep_options(question, options, kept)
    tie_standards(question, draft.codes, local_day(at))
    record(verb="question.changed", on=question, by=by, at=at, course=question.course.key, unfinished=is_draft)
    return question


def says_it_already(question: Question, draft: Draft, is_draft: bool) -> bool:
    """Pressed twice: there is nothing to write."""
    stands = draft_of(question)
    codes = {*stands.codes, *question.awaited.values_list("code", flat=True)}
    same = all(getattr(stands, name) == getattr(draft, name) for name in ("kind", "text", "options", "feedback"))
    same = same and all(getattr(stands, name) == getattr(draft, name) for name in ("name", "category", "note"))
    return same and stands.weight == draft.weight and codes == {*draft.codes} and question.is_draft == is_draft


def _refuse_unfinished(draft, is_draft):
    found = [] if is_draft else problems(draft)
    if found:
        raise QuestionUnfinished(found)


def _keep_options(question, options, kept):
    """An option that the author kept keeps its key, so that earlier answers can be counted again by the new text."""
    had = list(AnswerOption.objects.filter(question=question))
    stays = set()
    for option, number in zip(options, kept, strict=True):
        old = had[number] if number is not None and 0 <= number < len(had) and number not in stays else None
        option.question = question
        if old:
            stays.add(number)
            option.pk, option.key = old.pk, old.key
        option.save()
    AnswerOption.objects.filter(pk__in=[row.pk for number, row in enumerate(had) if number not in stays]).delete()


def tie_standards(question: Question, codes: Collection[str], on: date) -> None:
    """Exactly these standards: a tag that stands keeps the wording it was written about; of a new one it is that in
    force, and where no edition holds it yet the question waits for the one that will."""
    tags = QuestionStandard.objects.filter(question=question)
    tags.exclude(standard__code__in=codes).delete()
    question.awaited.exclude(code__in=codes).delete()
    have = {*tags.values_list("standard__code", flat=True)}
    new = {*codes} - have
    frozen = frozen_of(new, on)
    QuestionStandard.objects.bulk_create(QuestionStandard(question=question, standard=row) for row in frozen.values())
    question.awaited.filter(code__in={*frozen, *have}).delete()
    waiting = new - {*frozen} - {*question.awaited.values_list("code", flat=True)}
    written = {*StandardPage.objects.filter(code__in=waiting).values_list("code", flat=True)}
    AwaitedStandard.objects.bulk_create(AwaitedStandard(question=question, code=code) for code in sorted(written))


@transaction.atomic
def tie_questions(*, edition: Edition) -> int:
    """Questions that waited for a standard ask about it, now that an edition holds it. Returns how many tags."""
    standards = {row.code: row for row in edition.standards.all()}
    waiting = list(AwaitedStandard.objects.select_for_update().filter(code__in=standards))
    tags = [QuestionStandard(question_id=row.question_id, standard=standards[row.code]) for row in waiting]
    QuestionStandard.objects.bulk_create(tags, ignore_conflicts=True)
    AwaitedStandard.objects.filter(pk__in=[row.pk for row in waiting]).delete()
    return len(waiting)
