"""Correcting a released evaluation by a new revision, and declaring one void. Nothing is deleted or overwritten."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from evaluations import notices
from evaluations.actions.answers import GivenAnswer, apply_given
from evaluations.actions.refusals import refuse_evaluator_once_released, refuse_subject
from evaluations.actions.releases import WORKING_DAYS_TO_ANSWER, seal
from evaluations.errors import EvaluationNotReady, ForeignAnswer, WrongState
from evaluations.models import Answer, Evaluation, EvaluationEvidence, EvaluationState, Scorecard
from evaluations.records.assessment import criteria_of, missing, score
from evaluations.records.criterion_summaries import refresh_summaries
from evaluations.records.numbers import revision_number
from evaluations.signals import evaluation_corrected, evaluation_voided
from kit.audit.chain import record
from kit.dates.calendar import local_day
from kit.dates.working_days import add_working_days
from people.models import User
from people.notices.sending import send_notice

CORRECTABLE = ("released", "seen", "acknowledged", "disputed", "final")


@transaction.atomic
def correct_evaluation(
    *, evaluation: Evaluation, answers: Mapping[str, GivenAnswer], reason: str, by: User, at: datetime
) -> Evaluation:
    """A new released revision with these answers changed ({criterion key: GivenAnswer}); the old one stays readable.

    Returns the new revision. Raises EvaluationNotReady when the corrected form lacks something.
    """
    old = _lock(evaluation)
    if old.state not in CORRECTABLE or not old.is_current:
        raise WrongState("only the newest released revision can be corrected")
    _refuse_objected_to(old)
    refuse_subject(old, by, "corrects")
    if not reason.strip():
        raise ForeignAnswer("a correction needs a reason")
    new = _copy(old, reason.strip(), by, at)
    rows = _corrected_answers(old, new, answers)
    _close(old, at)
    new.save()
    Answer.objects.bulk_create(rows)
    evidence = _cite_evidence(old, new)
    seal([new])
    new.save(update_fields=["content_hash"])
    refresh_summaries(new.cycle_id, {new.team_id})
    about: dict[str, Any] = {"number": new.number, "corrects": old.number, "rules_version": new.rules_version}
    record(verb="evaluation.corrected", on=new, by=by, at=at, seals=[old, *evidence], **about)
    if _is_shown(new):
        _tell(new, notices.CORRECTED, at)
    evaluation_corrected.send(sender=Evaluation, evaluation=new, corrected=old)
    return new


def _refuse_objected_to(evaluation):
    """Who wrote an evaluation does not settle an objection to it by the back door."""
    if evaluation.disputes.open().exists():
        raise WrongState("an objection to it is open; that is decided first")


def _lock(evaluation):
    rows = Evaluation.objects.select_for_update(of=("self",)).select_related(
        "subject__user", "evaluator", "team", "cycle", "edition", "revision_of"
    )
    row = rows.get(pk=evaluation.pk)
    row.scorecard = Scorecard.objects.with_lines().get(pk=row.scorecard_id)
    return row


def _copy(old, reason, by, at):
    new = Evaluation(
        number=revision_number(old.number, old.revision + 1),
        revision=old.revision + 1,
        revision_of=old,
        correction_reason=reason,
        corrected_by=by,
        state=EvaluationState.RELEASED,
        started_at=at,
        saved_at=at,
        submitted_at=at,
        released_at=at,
        final_due_on=add_working_days(local_day(at), WORKING_DAYS_TO_ANSWER),
        content_hash="-",
    )
    kept = ("assignment", "cycle", "subject", "evaluator", "team", "source", "scorecard", "edition", "observed_on")
    for name in kept:
        setattr(new, name, getattr(old, name))
    return new


def _corrected_answers(old, new, given):
    criteria = {criterion.key: criterion for criterion in criteria_of(new.scorecard)}
    if set(given) - set(criteria):
        raise ForeignAnswer("this criterion is not on the scorecard")
    before = {answer.criterion_id: answer for answer in old.answers.select_related("outcome")}
    rows = {}
    for criterion in criteria.values():
        was = before[criterion.pk]
        row = Answer(evaluation=new, criterion=criterion, outcome=was.outcome, is_na=was.is_na, value=was.value)
        row.given, row.comment = was.given, was.comment
        if criterion.key in given:
            apply_given(row, criterion, given[criterion.key])
        rows[criterion.pk] = row
    lacking = missing(new.scorecard, rows, set(old.evidence.values_list("criterion_id", flat=True)))
    if lacking:
        raise EvaluationNotReady(lacking)
    score(new, rows)
    return list(rows.values())


def _close(old, at):
    old.is_current = False
    old.state, old.final_at = EvaluationState.FINAL, old.final_at or at
    old.save(update_fields=["is_current", "state", "final_at"])


def _cite_evidence(old, new):
    fields = ("criterion_id", "object_key", "name", "content_type", "size", "sha256", "added_at")
    return EvaluationEvidence.objects.bulk_create(
        [EvaluationEvidence(evaluation=new, **{f: getattr(row, f) for f in fields}) for row in old.evidence.all()]
    )


@transaction.atomic
def void_evaluation(*, evaluation: Evaluation, reason: str, by: User, at: datetime) -> Evaluation:
    """It no longer counts. It stays readable to those who could read it, with the reason."""
    evaluation = _lock(evaluation)
    if evaluation.is_void or not evaluation.is_current:
        raise WrongState("it does not count any more")
    _refuse_objected_to(evaluation)
    refuse_subject(evaluation, by, "voids")
    refuse_evaluator_once_released(evaluation, by)
    if not reason.strip():
        raise ForeignAnswer("a void evaluation needs a reason")
    return _void(evaluation, reason, by, at)


@transaction.atomic
def void_draft(*, evaluation: Evaluation, reason: str, by: User | None, at: datetime) -> Evaluation:
    """A draft that its cycle leaves behind: nothing was judged, so it may be about `by` too."""
    evaluation = _lock(evaluation)
    if not evaluation.is_draft:
        raise WrongState("it is no draft any more")
    return _void(evaluation, reason, by, at)


def _void(evaluation, reason, by, at):
    was_released, was_shown = evaluation.is_released, _is_shown(evaluation)
    evaluation.state, evaluation.voided_at, evaluation.void_reason = EvaluationState.VOID, at, reason.strip()
    evaluation.save(update_fields=["state", "voided_at", "void_reason"])
    record(verb="evaluation.voided", on=evaluation, by=by, at=at, number=evaluation.number)
    if was_released:
        refresh_summaries(evaluation.cycle_id, {evaluation.team_id})
        if was_shown:
            _tell(evaluation, notices.VOIDED, at)
        evaluation_voided.send(sender=Evaluation, evaluation=evaluation)
    return evaluation


def _is_shown(evaluation):
    """Nobody hears of what is hidden from them."""
    return Evaluation.objects.shown().filter(pk=evaluation.pk).exists()


def _tell(evaluation, kind, at):
    send_notice(
        to=evaluation.subject.user,
        kind=kind,
        at=at,
        url=evaluation.get_absolute_url(),
        dedupe_key=evaluation.key,
        number=evaluation.number,
    )
