"""Writing the question bank by other ways than the author's form."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max, QuerySet

from kit.audit.chain import record
from people.models import User
from playbook.models import Edition, FrozenStandard
from training.bank.intake import normal
from training.kinds.drafts import Draft
from training.models import AnswerOption, AwaitedStandard, Course, Question, QuestionStandard
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


def new_drafts(drafts: Iterable[Draft], course: Course, standards: Mapping[str, FrozenStandard]) -> list[Draft]:
    """Those of the drafts that the course does not ask already, each once; only codes of `standards` are kept."""
    return compared(drafts, course, standards).new


@dataclass(frozen=True)
class Changed:
    """A question of the course, and a draft of the same name and text that says something else. `parts`: what.
    `found` is the draft as it stands in the file; `draft` has what the file says nothing about."""

    question: Question
    found: Draft
    before: Draft
    draft: Draft
    parts: list


@dataclass(frozen=True)
class Compared:
    """`new`: drafts to write as they are, those of `changed` too where both are kept."""

    new: list
    changed: list


PARTS = ("options", "feedback", "weight", "codes", "category", "note", "text_format")


def compared(drafts: Iterable[Draft], course: Course, standards: Mapping[str, FrozenStandard]) -> Compared:
    """What the course has already, apart from what is new; four queries."""
    have = [(question, normal(draft_of(question))) for question in bank_of(course)]
    known = {draft for _question, draft in have}
    taken: set[int] = set()
    by_text = defaultdict(list)
    for question, own in have:
        by_text[own.kind, own.text].append((question, own))
    new, changed = [], []
    for given in drafts:
        draft = normal(replace(given, codes=tuple(code for code in given.codes if code in standards)))
        alike = by_text[draft.kind, draft.text]
        said = {draft, *(_completed(draft, own) for _question, own in alike if _may_be(draft, own))}
        if said & known:
            continue
        known |= said
        new.append(draft)
        twin = _twin(draft, alike, taken)
        if twin:
            question, before = twin
            taken.add(question.pk)
            full = _completed(draft, before)
            parts = [name for name in PARTS if getattr(full, name) != getattr(before, name)]
            changed.append(Changed(question, draft, before, full, parts))
    return Compared(new, changed)


def _twin(draft, alike, taken):
    """Of those of its kind and text the one of the same name, or where either has none; each is one draft's alone."""
    free = [(question, own) for question, own in alike if question.pk not in taken and _may_be(draft, own)]
    by_name = [pair for pair in free if pair[1].name == draft.name]
    return next(iter(by_name or free), None)


def _may_be(draft, own):
    return draft.name == own.name or not (draft.name and own.name)


def _completed(draft, before):
    """What a file of another program says nothing about stays: standards, notes, the folder, the name."""
    unsaid = {name: getattr(before, name) for name in ("codes", "note", "category", "name") if not getattr(draft, name)}
    return replace(draft, **unsaid)


def bank_of(course: Course) -> QuerySet[Question]:
    """The questions of a course that are asked, with everything a draft needs; four queries."""
    return Question.objects.in_use().filter(course=course).prefetch_related("options", "standards__standard")
