"""Beginning, saving and handing in an evaluation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from evaluations.actions.refusals import refuse_all_but
from evaluations.errors import EvaluationNotReady, ForeignAnswer, StaleVersion, WrongState
from evaluations.models import Answer, Criterion, CycleAssignment, Evaluation, EvaluationState, Scorecard
from evaluations.records.assessment import criteria_of, missing, score
from evaluations.records.numbers import take_numbers
from evaluations.scoring.scale_numbers import NoNumber, points
from kit.audit.chain import record
from kit.dates.calendar import local_day
from people.models import User
from people.staff.work import team_on

SCORE = ["score", "raw_score", "outcome", "is_thin", "rules_version"]
FIGURES = ["applied_weight", "contribution", "raw_contribution"]


@dataclass(frozen=True)
class GivenAnswer:
    """What the form says about one criterion. `outcome` is an Outcome's key; neither outcome nor is_na: not yet.

    `number` instead of an outcome on a scale of numbers, as `evaluations.scoring.scale_numbers.read_number` gives it.
    """

    outcome: str | None = None
    is_na: bool = False
    comment: str = ""
    number: str = ""


@transaction.atomic
def start_evaluation(*, assignment: CycleAssignment, by: User, at: datetime) -> Evaluation:
    """The open draft of an assignment, or a new one. Refused when all wanted evaluations are handed in."""
    assignment = CycleAssignment.objects.select_for_update().get(pk=assignment.pk)
    refuse_all_but(assignment.evaluator_id, by)
    draft = assignment.evaluations.filter(state=EvaluationState.DRAFT).first()
    if draft:
        return draft
    done = assignment.evaluations.filter(is_current=True).exclude(state=EvaluationState.VOID).count()
    if not assignment.cycle.is_open or done >= assignment.wanted:
        raise WrongState("nothing is left to evaluate here")
    day = local_day(at)
    evaluation = Evaluation.objects.create(
        number=take_numbers(day)[0],
        assignment=assignment,
        cycle=assignment.cycle,
        subject=assignment.subject,
        evaluator=assignment.evaluator,
        team=team_on(assignment.subject, day),
        source=assignment.source,
        scorecard=assignment.scorecard,
        edition=assignment.scorecard.edition,
        observed_on=day,
        started_at=at,
        saved_at=at,
    )
    record(verb="evaluation.started", on=evaluation, by=by, at=at, number=evaluation.number)
    return evaluation


@transaction.atomic
def save_answers(
    *, evaluation: Evaluation, answers: Mapping[str, GivenAnswer], version: int, by: User, at: datetime
) -> Evaluation:
    """Save a draft: {criterion key: GivenAnswer}; criteria not named keep what they have.

    Succeeds only when `version` is the present one, and makes it one higher. The same answers again are taken as the
    repeated sending of a save whose reply was lost: nothing changes. Otherwise StaleVersion, and nothing is changed.
    """
    evaluation = Evaluation.objects.select_for_update().get(pk=evaluation.pk)
    refuse_all_but(evaluation.evaluator_id, by)
    if not evaluation.is_draft:
        raise WrongState("the evaluation was handed in")
    scorecard = Scorecard.objects.with_lines().get(pk=evaluation.scorecard_id)
    stored = {answer.criterion_id: answer for answer in evaluation.answers.all()}
    changed = _changed(evaluation, scorecard, answers, stored)
    if not changed:
        return evaluation
    if evaluation.version != version:
        raise StaleVersion(evaluation)
    _write(changed)
    evaluation.version += 1
    evaluation.saved_at = at
    evaluation.save(update_fields=["version", "saved_at"])
    record(verb="evaluation.saved", on=evaluation, by=by, at=at, version=evaluation.version, criteria=len(changed))
    return evaluation


def _changed(evaluation, scorecard, answers, stored):
    """The answer rows that differ from what is stored, new ones without a primary key."""
    criteria = {criterion.key: criterion for criterion in criteria_of(scorecard)}
    changed = []
    for key, given in answers.items():
        if key not in criteria:
            raise ForeignAnswer("this criterion is not on the scorecard")
        criterion = criteria[key]
        row = stored.get(criterion.pk) or Answer(evaluation=evaluation, criterion=criterion)
        before = (row.outcome_id, row.given, row.is_na, row.comment)
        apply_given(row, criterion, given)
        if (row.outcome_id, row.given, row.is_na, row.comment) != before:
            changed.append(row)
    return changed


def apply_given(row: Answer, criterion: Criterion, given: GivenAnswer) -> None:
    """Put a GivenAnswer on an answer row (in memory)."""
    outcome = None
    if given.is_na and not criterion.allows_na:
        raise ForeignAnswer("this criterion cannot be left out")
    if given.outcome and not given.is_na:
        outcome = next((o for o in criterion.scale.outcomes.all() if o.key == given.outcome), None)
        if outcome is None:
            raise ForeignAnswer("this outcome is not on the scale")
    row.outcome, row.is_na = outcome, given.is_na
    row.given = _number(criterion, given)
    row.value = outcome.value if outcome else points(row.given, criterion.scale) if row.given else None
    row.comment = given.comment.replace("\r\n", "\n").strip()


def _number(criterion, given):
    if given.is_na or not given.number:
        return ""
    try:
        points(given.number, criterion.scale)
    except (NoNumber, TypeError) as problem:
        raise ForeignAnswer("this number is not on the scale") from problem
    return given.number


def _write(rows):
    Answer.objects.bulk_create([row for row in rows if row.pk is None])
    Answer.objects.bulk_update([row for row in rows if row.pk], ["outcome", "given", "is_na", "value", "comment"])


@transaction.atomic
def submit_evaluation(*, evaluation: Evaluation, by: User, at: datetime, version: int | None = None) -> Evaluation:
    """Hand in: complete, scored, locked. Raises EvaluationNotReady, WrongState, StaleVersion (`version` is old)."""
    evaluation = Evaluation.objects.select_for_update().get(pk=evaluation.pk)
    refuse_all_but(evaluation.evaluator_id, by)
    if not evaluation.is_draft:
        raise WrongState("the evaluation was handed in")
    if version is not None and version != evaluation.version:
        raise StaleVersion(evaluation)
    evaluation.scorecard = Scorecard.objects.with_lines().get(pk=evaluation.scorecard_id)
    answers = {answer.criterion_id: answer for answer in evaluation.answers.all()}
    lacking = missing(evaluation.scorecard, answers, set(evaluation.evidence.values_list("criterion_id", flat=True)))
    if lacking:
        raise EvaluationNotReady(lacking)
    score(evaluation, answers)
    Answer.objects.bulk_update(answers.values(), FIGURES)
    evaluation.state, evaluation.submitted_at = EvaluationState.SUBMITTED, at
    evaluation.save(update_fields=["state", "submitted_at", *SCORE])
    about: dict[str, Any] = {"number": evaluation.number, "rules_version": evaluation.rules_version}
    record(verb="evaluation.submitted", on=evaluation, by=by, at=at, seals=answers.values(), **about)
    return evaluation
