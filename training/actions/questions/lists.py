"""Several questions at once: retire, bring back, weigh, tie to a standard, follow an edition, move, put in order."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from kit.audit.chain import record
from kit.dates.calendar import local_day
from people.models import User
from playbook.errors import CitationCurrent
from playbook.models import Edition
from training.actions.questions.editions import move_question
from training.actions.questions.imports import add_question
from training.actions.questions.question import tie_standards
from training.models import AttemptAnswer, Course, Question
from training.questions.drafts import draft_of


@transaction.atomic
def retire_questions(*, questions: Iterable[Question], by: User, at: datetime) -> list[Question]:
    """They are asked no more; attempts that ask them keep them. Returns those that were not retired before."""
    rows = _locked(questions).filter(is_retired=False)
    return _set(rows, {"is_retired": True}, "questions.retired", by, at)


@transaction.atomic
def bring_back_questions(*, questions: Iterable[Question], by: User, at: datetime) -> list[Question]:
    """Retired ones are asked again; an unfinished one stays unfinished."""
    return _set(_locked(questions).filter(is_retired=True), {"is_retired": False}, "questions.brought_back", by, at)


@transaction.atomic
def weigh_questions(*, questions: Iterable[Question], weight: int, by: User, at: datetime) -> list[Question]:
    """What each counts in attempts that begin from now on."""
    return _set(_locked(questions).exclude(weight=weight), {"weight": weight}, "questions.weighed", by, at, weight)


@transaction.atomic
def tie_questions_to(*, questions: Iterable[Question], code: str, by: User, at: datetime) -> list[Question]:
    """One more standard for each of them."""
    done = []
    for row in _locked(questions).prefetch_related("standards__standard", "awaited"):
        codes = {*draft_of(row).codes, *(one.code for one in row.awaited.all())}
        if code not in codes:
            tie_standards(row, codes | {code}, local_day(at))
            done.append(row)
    return _told(done, "questions.tied", by, at, code=code)


@transaction.atomic
def follow_edition(*, questions: Iterable[Question], by: User, at: datetime) -> list[Question]:
    """The author read them again: they hold for the standards as they read now."""
    edition = Edition.objects.in_force(local_day(at))
    done = []
    for row in _locked(questions) if edition else ():
        try:
            done.append(move_question(question=row, edition=edition, by=by, at=at))
        except CitationCurrent:
            continue
    return done


@transaction.atomic
def move_questions(*, questions: Iterable[Question], course: Course, by: User, at: datetime) -> list[Question]:
    """To the end of another course's quiz. One that attempts asked stays in its own, retired, and a copy of it goes:
    results and figures of its course rest on it. Returns how many went."""
    course = Course.objects.select_for_update().get(pk=course.pk)
    rows = list(_locked(questions).exclude(course=course).prefetch_related("options", "standards__standard", "awaited"))
    asked = asked_of(rows)
    last = course.questions.aggregate(last=Max("position"))["last"] or 0
    for row in rows:
        if row.pk in asked:
            _copy_into(row, course)
    last = course.questions.aggregate(last=Max("position"))["last"] or last
    free = [row for row in rows if row.pk not in asked]
    for place, row in enumerate(free, start=last + 1):
        Question.objects.filter(pk=row.pk).update(course=course, position=place)
    Question.objects.filter(pk__in=asked).update(is_retired=True)
    return _told(rows, "questions.relocated", by, at, to=course.key)


def _copy_into(row, course):
    copy = add_question(draft=draft_of(row), course=course, standards=[tag.standard for tag in row.standards.all()])
    copy.is_draft, copy.is_retired = row.is_draft, row.is_retired
    copy.save(update_fields=["is_draft", "is_retired"])
    copy.awaited.bulk_create(type(one)(question=copy, code=one.code) for one in row.awaited.all())


def asked_of(questions: Iterable[Question]) -> set[int]:
    """Ids of those that an attempt, open or handed in, asks."""
    rows = AttemptAnswer.objects.filter(question__in=[row.pk for row in questions])
    return {*rows.order_by().values_list("question", flat=True).distinct()}


@transaction.atomic
def order_questions(*, course: Course, keys: Iterable[str], by: User, at: datetime) -> bool:
    """Put the questions of `keys` into this order, each in one of the places that they have together."""
    course = Course.objects.select_for_update().get(pk=course.pk)
    rows = list(course.questions.order_by("position", "pk"))
    by_key = {row.key: row for row in rows}
    wanted = [by_key[key] for key in dict.fromkeys(keys) if key in by_key]
    moving = {row.pk for row in wanted}
    turn = iter(wanted)
    order = [next(turn) if row.pk in moving else row for row in rows]
    if order == rows:
        return False
    for place, row in enumerate(order, start=1):
        row.position = place
    Question.objects.bulk_update(order, ["position"])
    record(verb="questions.ordered", on=course, by=by, at=at)
    return True


def step_question(*, question: Question, step: int, by: User, at: datetime) -> bool:
    """One place up (-1) or down (1) in its course."""
    keys = list(question.course.questions.order_by("position", "pk").values_list("key", flat=True))
    here = keys.index(question.key)
    there = min(max(here + step, 0), len(keys) - 1)
    keys[here], keys[there] = keys[there], keys[here]
    return order_questions(course=question.course, keys=keys, by=by, at=at)


def _locked(questions):
    return Question.objects.select_for_update().filter(pk__in=[row.pk for row in questions]).order_by("course", "pk")


def _set(rows, values, verb, by, at, weight=None):
    done = list(rows)
    Question.objects.filter(pk__in=[row.pk for row in done]).update(**values)
    return _told(done, verb, by, at, **({"weight": weight} if weight is not None else {}))


def _told(done, verb, by, at, **facts):
    """One line of the log for each course."""
    courses = defaultdict(list)
    for row in done:
        courses[row.course_id].append(row.key)
    for course in Course.objects.filter(pk__in=courses):
        keys = courses[course.pk]
        record(verb=verb, on=course, by=by, at=at, count=len(keys), questions=keys, **facts)
    return done
