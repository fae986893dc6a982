"""Writing the question bank by other ways than the author's form."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from kit.audit.chain import record
from people.models import User
from playbook.models import Edition, FrozenStandard
from training.kinds.drafts import Draft
from training.models import AnswerOption, AwaitedStandard, Course, Question, QuestionStandard
from training.questions.comparison import new_drafts
from training.questions.drafts import draft_of, question_of


@transaction.atomic
def duplicate_question(*, question: Question, by: User, at: datetime, course: Course | None = None) -> Question:
    """A copy at the end of the quiz, or of another course's: a draft until its author saves it. Returns it."""
    course = Course.objects.select_for_update().get(pk=course.pk if course else question.course_id)
    standards = [tag.standard for tag in question.standards.select_related("standard")]
    copy = add_question(draft=draft_of(question), course=course, standards=standards)
    copy.is_draft = True
    copy.save(update_fields=["is_draft"])
    copy.awaited.bulk_create(AwaitedStandard(question=copy, code=row.code) for row in question.awaited.all())
    record(verb="question.duplicated", on=copy, by=by, at=at, source=question.key, course=course.key)
    return copy


def add_question(*, draft: Draft, course: Course, standards: Iterable[FrozenStandard]) -> Question:
    """Write a draft as the last question of a course, tagged with frozen standards. The course is locked already."""
    last = course.questions.aggregate(last=Max("position"))["last"] or 0
    question, options = question_of(draft, course, last + 1)
    question.save()
    AnswerOption.objects.bulk_create(options)
    QuestionStandard.objects.bulk_create(
        QuestionStandard(question=question, standard=standard) for standard in standards
    )
    return question


@transaction.atomic
def import_questions(
    *,
    drafts: Iterable[Draft],
    course: Course,
    standards: Mapping[str, FrozenStandard],
    by: User,
    at: datetime,
    replaced: Sequence[tuple[Question, Draft]] = (),
) -> list[Question]:
    """Write drafts that the course does not have yet, all or none; the same file twice changes nothing.

    `standards`: {code: FrozenStandard}; other codes are left out. `replaced`: [(question, draft)] of those that are put
    right; attempts keep what they asked. Returns the new questions.
    """
    course = Course.objects.select_for_update().get(pk=course.pk)
    for question, draft in replaced:
        _replace(question, draft, standards)
    made = [
        add_question(draft=draft, course=course, standards=[standards[code] for code in draft.codes])
        for draft in new_drafts(drafts, course, standards)
    ]
    if made:
        keys = [question.key for question in made]
        record(verb="questions.imported", on=course, by=by, at=at, count=len(made), first=keys[0], last=keys[-1])
    if replaced:
        keys = [question.key for question, _draft in replaced]
        record(verb="questions.replaced", on=course, by=by, at=at, count=len(keys), questions=keys)
    return made


REPLACED = (
    *("name", "category", "text_fa", "text_en", "text_format"),
    *("feedback_fa", "feedback_en", "weight", "note"),
)


def _replace(question, draft, standards):
    """The question as the draft says it, in its place. An option that reads the same keeps its key, so what was
    answered earlier can be counted again by the new one."""
    fresh, options = question_of(draft, question.course, question.position)
    for name in REPLACED:
        setattr(question, name, getattr(fresh, name))
    question.save()
    had = {_reads(option): option for option in reversed(AnswerOption.objects.filter(question=question))}
    for option in options:
        same = had.pop(_reads(option), None)
        option.question = question
        if same:
            option.pk, option.key = same.pk, same.key
        option.save()
    AnswerOption.objects.filter(pk__in=[option.pk for option in had.values()]).delete()
    have = {tag.standard.code for tag in question.standards.select_related("standard")}
    if set(draft.codes) != have:
        question.standards.all().delete()
        tags = [QuestionStandard(question=question, standard=standards[code]) for code in draft.codes]
        QuestionStandard.objects.bulk_create(tags)


def _reads(option):
    words = (option.text_fa, option.text_en, option.match_fa, option.match_en)
    return (*words, "" if any(words) else f"{option.number}±{option.tolerance}")


@transaction.atomic
def tag_questions(*, codes: Mapping[str, str], edition: Edition, by: User | None, at: datetime) -> int:
    """Tag questions that were written before there was an edition: `codes` {key of the question: code of a standard}.

    Codes that the edition does not have are left out; tagged twice is tagged once. Returns how many are new.
    """
    standards = {row.code: row for row in edition.standards.filter(code__in=codes.values())}
    questions = Question.objects.select_for_update().filter(key__in=codes).order_by("pk")
    tags = [(question, standards.get(codes[question.key])) for question in questions]
    tagged = {*QuestionStandard.objects.filter(question__key__in=codes).values_list("question", "standard__code")}
    new = [
        QuestionStandard(question=question, standard=standard)
        for question, standard in tags
        if standard and (question.pk, standard.code) not in tagged
    ]
    QuestionStandard.objects.bulk_create(new)
    if new:
        record(verb="questions.tagged", on=edition, by=by, at=at, count=len(new))
    return len(new)
