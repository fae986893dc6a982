"""Sitting a quiz. The server's clock, the server's marking; what was given is kept as it was given."""

import random
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from kit.audit.chain import record
from kit.dates.calendar import local_day
from people.models import StaffMember, User
from people.roles import staff_of
from playbook.models import Edition
from training.actions.completions import complete_if_ready
from training.actions.standings import refresh_standing
from training.kinds import kind_of
from training.kinds.layout import UnknownAnswer
from training.marking.attempts import marked_again
from training.marking.engine import newest_rule
from training.models import Attempt, AttemptAnswer, Course
from training.progress.terms import current_term
from training.questions.versions import versions_of
from training.quiz.door import AttemptRefused, quiz_door
from training.quiz.draw import draw
from training.signals import course_passed


class NotYourAttempt(Exception):
    """Nobody sits a quiz for somebody else."""


class AttemptClosed(Exception):
    """The attempt was submitted; nothing more can be answered."""


@transaction.atomic
def start_attempt(
    *,
    course: Course,
    staff: StaffMember,
    by: User | None,
    at: datetime,
    chance: random.Random | None = None,
    questions: Collection[int] | None = None,
) -> Attempt:
    """Begin the quiz, or go on with the attempt that is open. Raises AttemptRefused (its `door` says why) and
    NotYourAttempt.

    `questions`: ids of those to ask, of what changed since a pass (see `actions.renewals`).
    """
    _refuse_others(staff.pk, by)
    StaffMember.objects.select_for_update().get(pk=staff.pk)
    door = quiz_door(course, staff, at)
    if door.open_attempt:
        return door.open_attempt
    if not door.is_open:
        raise AttemptRefused(door)
    edition = Edition.objects.in_force(local_day(at))
    attempt = Attempt.objects.create(
        staff=staff,
        course=course,
        term=door.term.number,
        number=door.used + 1,
        edition=edition,
        pass_mark=course.pass_mark,
        critical_mark=course.critical_mark,
        is_delta=questions is not None,
        started_at=at,
    )
    versions = _lay_out(attempt, edition, at, chance or random.SystemRandom(), questions)
    refresh_standing(staff=staff, course=course)
    fresh = [version for version in versions if version.made_at == at]
    record(verb="attempt.started", on=attempt, by=by, at=at, seals=fresh, course=course.key, number=attempt.number)
    return attempt


def _refuse_others(staff_id, by):
    mine = staff_of(by)
    if mine is None or mine.pk != staff_id:
        raise NotYourAttempt


def _lay_out(attempt, edition, at, chance, wanted):
    questions = _asked(attempt.course, chance, wanted)
    critical = dict(edition.standards.values_list("code", "is_critical")) if edition else {}
    asked = versions_of(questions, critical, at)
    AttemptAnswer.objects.bulk_create(
        AttemptAnswer(
            attempt=attempt,
            question=question,
            version=version,
            position=position,
            layout=kind_of(version.content["kind"]).layout(version.content, chance),
        )
        for position, (question, version) in enumerate(asked, start=1)
    )
    return [version for _question, version in asked]


def _asked(course, chance, wanted):
    """Those of the ids `wanted`; without it all, or as many for each standard as the course says."""
    bank = course.questions.in_use().prefetch_related("options", "standards__standard")
    if wanted is not None:
        return list(bank.filter(pk__in=wanted))
    tagged = [(each, {tag.standard.code for tag in each.standards.all()}) for each in bank]
    return draw(tagged, course.draw_per_standard, chance)


@transaction.atomic
def save_answer(*, attempt: Attempt, position: int, answer: object, at: datetime) -> AttemptAnswer:
    """Keep what was given to the question at `position` (see `Kind.given`); nothing given clears it.

    Told with every press, so it is not written to the audit log; the row keeps the time itself. Raises UnknownAnswer
    or UnreadableAnswer.
    """
    attempt = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if attempt.is_submitted:
        raise AttemptClosed
    row = AttemptAnswer.objects.filter(attempt=attempt, position=position).select_related("version").first()
    if row is None:
        raise UnknownAnswer
    row.given, row.answered_at = kind_of(row.version.content["kind"]).given(row.layout, answer), at
    row.save(update_fields=["given", "answered_at"])
    return row


@transaction.atomic
def submit_attempt(*, attempt: Attempt, by: User | None, at: datetime) -> Attempt:
    """Mark the attempt; a pass is recorded as a completion. Submitting again changes nothing. Returns the attempt."""
    _refuse_others(attempt.staff_id, by)
    StaffMember.objects.select_for_update().get(pk=attempt.staff_id)
    attempt = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if attempt.is_submitted:
        return attempt
    answers, result = _mark(attempt)
    attempt.submitted_at, attempt.score, attempt.is_passed = at, result.score, result.is_passed
    attempt.save(update_fields=["submitted_at", "score", "is_passed", "rules_version"])
    figures: dict[str, Any] = {
        "score": result.score,
        "is_passed": result.is_passed,
        "rules_version": attempt.rules_version,
    }
    record(verb="attempt.submitted", on=attempt, by=by, at=at, seals=answers, **figures)
    if attempt.is_passed:
        _complete(attempt, by, at)
        course_passed.send(Attempt, attempt=attempt)
    return attempt


def _mark(attempt):
    """By the newest rule, whatever it was when the attempt began."""
    attempt.rules_version = newest_rule()
    answers = list(attempt.answers.select_related("version"))
    marked, result = marked_again(attempt, answers)
    for answer, own in zip(answers, marked, strict=True):
        answer.points = own.points
    AttemptAnswer.objects.bulk_update(answers, ["points"])
    return answers, result


def _complete(attempt, by, at):
    term = current_term(attempt.staff, attempt.course, local_day(at))
    if term.number == attempt.term:
        complete_if_ready(staff=attempt.staff, course=attempt.course, term=term, by=by, at=at)
