"""Writing the question bank by other ways than the author's form."""

from dataclasses import replace

from django.db import transaction
from django.db.models import Max

from kit.audit.chain import record
from training.bank.reading import normal
from training.drafting import draft_of, question_of
from training.models import AnswerOption, Course, Question, QuestionStandard


@transaction.atomic
def duplicate_question(*, question, by, at):
    """A copy at the end of the quiz, retired until its author says otherwise. Returns it."""
    course = Course.objects.select_for_update().get(pk=question.course_id)
    standards = [tag.standard for tag in question.standards.select_related("standard")]
    copy = add_question(draft=draft_of(question), course=course, standards=standards)
    copy.is_retired = True
    copy.save(update_fields=["is_retired"])
    record(verb="question.duplicated", on=copy, by=by, at=at, source=question.key, course=course.key)
    return copy


def add_question(*, draft, course, standards):
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
def import_questions(*, drafts, course, standards, by, at):
    """Write drafts that the course does not have yet, all or none; the same file twice changes nothing.

    `standards`: {code: FrozenStandard}; other codes are left out. Returns the new questions.
    """
    course = Course.objects.select_for_update().get(pk=course.pk)
    made = [
        add_question(draft=draft, course=course, standards=[standards[code] for code in draft.codes])
        for draft in new_drafts(drafts, course, standards)
    ]
    if made:
        keys = [question.key for question in made]
        record(verb="questions.imported", on=course, by=by, at=at, count=len(made), first=keys[0], last=keys[-1])
    return made


@transaction.atomic
def tag_questions(*, codes, edition, by, at):
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


def new_drafts(drafts, course, standards):
    """Those of the drafts that the course does not ask already, each once; only codes of `standards` are kept."""
    have = {normal(draft_of(question)) for question in bank_of(course)}
    found = []
    for draft in drafts:
        draft = normal(replace(draft, codes=tuple(code for code in draft.codes if code in standards)))
        if draft not in have:
            have.add(draft)
            found.append(draft)
    return found


def bank_of(course):
    """The questions of a course that are asked, with everything a draft needs; four queries."""
    return Question.objects.in_use().filter(course=course).prefetch_related("options", "standards__standard")
