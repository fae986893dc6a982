"""What rewards hear from evaluations and from their own runs. Hearing it twice is hearing it once."""

from django.db import transaction
from django.dispatch import receiver

from evaluations.signals import dispute_resolved, evaluation_corrected, evaluation_disputed
from rewards.actions import flag_for_correction, hold_for_dispute, release_after_dispute
from rewards.models import Hold, HoldCause, Run, RunState
from rewards.signals import run_frozen
from rewards.tasks import make_statements


@receiver(evaluation_disputed)
def hold_the_reward(sender, evaluation, dispute, **news):
    """While a dispute is open the person's reward is kept back."""
    for run in _runs_with(evaluation).exclude(state=RunState.DRAFT):
        hold_for_dispute(run=run, staff=evaluation.subject, about=evaluation.key, at=dispute.opened_at)


@receiver(dispute_resolved)
def let_the_reward_go(sender, evaluation, dispute, **news):
    holds = Hold.objects.open().filter(cause=HoldCause.DISPUTE, about=evaluation.key)
    for hold in holds.select_related("staff"):
        release_after_dispute(hold=hold, by=dispute.resolved_by, at=dispute.resolved_at)


@receiver(evaluation_corrected)
def ask_for_a_correction(sender, evaluation, **news):
    """What a frozen run rests on has changed: HR is asked for a run of differences."""
    at = evaluation.released_at or evaluation.saved_at
    for run in _runs_with(evaluation).final():
        flag_for_correction(run=run, staff=evaluation.subject, about=evaluation.key, at=at)


@receiver(run_frozen, dispatch_uid="rewards_statements")
def make_statements_of_run(sender, run, **kwargs):
    transaction.on_commit(lambda: make_statements.enqueue(run.pk))


def _runs_with(evaluation):
    if evaluation.cycle_id is None:
        return Run.objects.none()
    return Run.objects.filter(plan__cycle=evaluation.cycle_id, rows__staff=evaluation.subject_id).distinct()
