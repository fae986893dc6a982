"""An objection to criteria of a released evaluation, and the decision about it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from evaluations import notices
from evaluations.actions.acknowledgements import finalise
from evaluations.actions.answers import GivenAnswer
from evaluations.actions.corrections import correct_evaluation
from evaluations.actions.refusals import refuse_all_but
from evaluations.errors import ConflictOfInterest, ForeignAnswer, WrongState
from evaluations.models import Criterion, Dispute, DisputePoint, DisputeState, Evaluation, EvaluationState
from evaluations.models.judges import judges_of
from evaluations.signals import dispute_resolved, evaluation_disputed
from kit.audit.chain import record
from people.access.second_people import is_server
from people.models import User
from people.notices.sending import send_notice
from people.roles import HR, is_witness, leads, staff_of


@transaction.atomic
def open_dispute(*, evaluation: Evaluation, points: Mapping[str, str], by: User, at: datetime) -> Dispute:
    """Object to criteria: {criterion key: reason}, each with a reason. Holds the evaluation until it is decided."""
    evaluation = Evaluation.objects.select_for_update().get(pk=evaluation.pk)
    refuse_all_but(evaluation.subject_id, by)
    if not evaluation.is_answerable:
        raise WrongState("it can no longer be objected to")
    criteria = Criterion.objects.filter(section__scorecard=evaluation.scorecard_id).in_bulk(
        points.keys(), field_name="key"
    )
    if not points or len(criteria) != len(points) or not all(reason.strip() for reason in points.values()):
        raise ForeignAnswer("an objection names criteria of the evaluation, each with a reason")
    dispute = Dispute.objects.create(evaluation=evaluation, opened_at=at, opened_by=by)
    rows = DisputePoint.objects.bulk_create(
        [DisputePoint(dispute=dispute, criterion=criteria[key], reason=reason) for key, reason in points.items()]
    )
    evaluation.state, evaluation.seen_at = EvaluationState.DISPUTED, evaluation.seen_at or at
    evaluation.save(update_fields=["state", "seen_at"])
    about: dict[str, Any] = {"dispute": dispute.key, "criteria": len(points)}
    record(verb="evaluation.disputed", on=evaluation, by=by, at=at, seals=[dispute, *rows], **about)
    _tell_judges(evaluation, dispute, by, at)
    evaluation_disputed.send(sender=Dispute, evaluation=evaluation, dispute=dispute)
    return dispute


def _tell_judges(evaluation, dispute, by, at):
    hr = User.objects.filter(groups__name=HR, is_active=True).exclude(pk=by.pk)
    for user in dict.fromkeys([evaluation.evaluator.user, *hr, *judges_of(evaluation)]):
        send_notice(
            to=user,
            kind=notices.DISPUTED,
            at=at,
            url=_where(user, evaluation, dispute),
            dedupe_key=dispute.key,
            number=evaluation.number,
        )


def _where(user, evaluation, dispute):
    """An outside person sees the objection, and not the evaluation's own page."""
    return dispute.get_absolute_url() if user and is_witness(user) else evaluation.get_absolute_url()


@transaction.atomic
def resolve_dispute(
    *,
    dispute: Dispute,
    is_accepted: bool,
    resolution: str,
    by: User,
    at: datetime,
    answers: Mapping[str, GivenAnswer] | None = None,
) -> Dispute:
    """Decide: accepted with the corrected answers ({criterion key: GivenAnswer}), or rejected. The reason is required.

    The decider is neither the subject nor the evaluator nor the subject's lead; an outside person decides only what
    nobody in HR can.
    """
    dispute, evaluation = _lock(dispute)
    judge = staff_of(by)
    if (is_witness(by) or is_server(by)) and not is_last_instance(by, evaluation):
        raise ConflictOfInterest("somebody in HR can decide about this objection")
    if judge in (evaluation.subject, evaluation.evaluator) or leads(by, evaluation.subject):
        raise ConflictOfInterest("somebody else must decide about this objection")
    if not resolution.strip():
        raise ForeignAnswer("a decision needs a reason")
    state = DisputeState.ACCEPTED if is_accepted else DisputeState.REJECTED
    _resolve(dispute, evaluation, state, resolution, by, at)
    if is_accepted:
        correct_evaluation(evaluation=evaluation, answers=answers or {}, reason=resolution, by=by, at=at)
    else:
        finalise(evaluation, by=by, at=at)
    send_notice(
        to=evaluation.subject.user,
        kind=notices.RESOLVED,
        at=at,
        url=evaluation.get_absolute_url(),
        dedupe_key=dispute.key,
        number=evaluation.number,
    )
    return dispute


@transaction.atomic
def withdraw_dispute(*, dispute: Dispute, by: User, at: datetime) -> Dispute:
    """The subject takes the objection back; the evaluation becomes final."""
    dispute, evaluation = _lock(dispute)
    refuse_all_but(evaluation.subject_id, by)
    _resolve(dispute, evaluation, DisputeState.WITHDRAWN, "", by, at)
    finalise(evaluation, by=by, at=at)
    return dispute


def is_last_instance(by: User, evaluation: Evaluation) -> bool:
    """Whether an outside person, or whoever has the server, is asked because nobody in HR can decide."""
    able = judges_of(evaluation)
    return by in able or (is_server(by) and all(is_witness(user) for user in able))


def _lock(dispute):
    evaluation = Evaluation.objects.select_for_update().get(pk=dispute.evaluation_id)
    dispute = Dispute.objects.select_for_update().get(pk=dispute.pk)
    if not dispute.is_open:
        raise WrongState("it was decided already")
    return dispute, evaluation


def _resolve(dispute, evaluation, state, resolution, by, at):
    dispute.state, dispute.resolution = state, resolution.strip()
    dispute.resolved_at, dispute.resolved_by = at, by
    dispute.save(update_fields=["state", "resolution", "resolved_at", "resolved_by"])
    record(verb=f"dispute.{state}", on=dispute, by=by, at=at, evaluation=evaluation.number)
    dispute_resolved.send(sender=Dispute, evaluation=evaluation, dispute=dispute)
