"""What the subject does with a released evaluation, and how it becomes final by itself."""

from datetime import date, datetime

from django.db import transaction

from evaluations.actions.refusals import refuse_all_but
from evaluations.errors import WrongState
from evaluations.models import Evaluation, EvaluationState
from evaluations.models.evaluations import ANSWERABLE
from evaluations.signals import evaluation_finalised
from kit.audit.chain import record
from people.models import User

AT_ONCE = 50


@transaction.atomic
def mark_seen(*, evaluation: Evaluation, by: User, at: datetime) -> Evaluation:
    """The subject has opened it. Doing it again changes nothing."""
    evaluation = Evaluation.objects.select_for_update().get(pk=evaluation.pk)
    refuse_all_but(evaluation.subject_id, by)
    if evaluation.state != EvaluationState.RELEASED:
        return evaluation
    evaluation.state, evaluation.seen_at = EvaluationState.SEEN, at
    evaluation.save(update_fields=["state", "seen_at"])
    record(verb="evaluation.seen", on=evaluation, by=by, at=at)
    return evaluation


@transaction.atomic
def acknowledge_evaluation(*, evaluation: Evaluation, by: User, at: datetime) -> Evaluation:
    """The subject has read it, which is not to agree."""
    evaluation = Evaluation.objects.select_for_update().get(pk=evaluation.pk)
    refuse_all_but(evaluation.subject_id, by)
    if evaluation.state not in (EvaluationState.RELEASED, EvaluationState.SEEN) or not evaluation.is_current:
        raise WrongState("there is nothing to acknowledge")
    evaluation.state = EvaluationState.ACKNOWLEDGED
    evaluation.acknowledged_at, evaluation.seen_at = at, evaluation.seen_at or at
    evaluation.save(update_fields=["state", "acknowledged_at", "seen_at"])
    record(verb="evaluation.acknowledged", on=evaluation, by=by, at=at)
    return evaluation


def finalise_due(*, on: date, at: datetime, by: User | None = None) -> list[Evaluation]:
    """Make final what was released and whose days to answer are over on the date `on`. Returns the evaluations.

    Some at a time, each portion in a transaction of its own: whoever works meanwhile does not wait for all of them.
    """
    due = Evaluation.objects.filter(state__in=ANSWERABLE, final_due_on__lt=on).order_by("pk")
    ids = list(due.values_list("pk", flat=True))
    portions = [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]
    return [evaluation for some in portions for evaluation in _finalise_some(some, on, by, at)]


@transaction.atomic
def _finalise_some(ids, on, by, at):
    due = Evaluation.objects.select_for_update().filter(pk__in=ids, state__in=ANSWERABLE, final_due_on__lt=on)
    return [finalise(evaluation, by=by, at=at) for evaluation in due.order_by("pk")]


def finalise(evaluation: Evaluation, *, by: User | None, at: datetime) -> Evaluation:
    """One locked evaluation becomes final."""
    evaluation.state, evaluation.final_at = EvaluationState.FINAL, at
    evaluation.save(update_fields=["state", "final_at"])
    record(verb="evaluation.finalised", on=evaluation, by=by, at=at)
    evaluation_finalised.send(sender=Evaluation, evaluation=evaluation)
    return evaluation
