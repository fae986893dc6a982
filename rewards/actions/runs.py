"""One computation of a plan, up to the second person's approval."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from kit.audit.chain import record
from people.access.notices import named
from people.models import User
from people.notices.sending import send_notice
from rewards import errors
from rewards.computation.rows import computed, fingerprint, on_other_days
from rewards.models import Hold, HoldCause, Plan, Run, RunRow, RunState
from rewards.notices import RUN_WAITS
from rewards.runs.approval import approvers, refuse_approver
from rewards.runs.readiness import refuse_unready


@transaction.atomic
def start_run(*, plan: Plan, by: User, at: datetime) -> Run:
    """The plan's own run, empty. A plan has one; mistakes are corrected by `correct_run`."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if not plan.is_published:
        raise errors.PlanNotPublished
    if plan.runs.exists():
        raise errors.RunExists
    run = Run.objects.create(plan=plan, started_by=by, started_at=at)
    record(verb="reward_run.started", on=run, by=by, at=at, plan=plan.key)
    return run


@transaction.atomic
def compute_run(*, run: Run, by: User, at: datetime) -> Run:
    """Gather everyone's inputs as they stand now and compute. Again and again until the run is sent for approval."""
    run = locked(run, RunState.DRAFT, RunState.COMPUTED)
    if not run.plan.is_published:
        raise errors.PlanNotPublished
    result = computed(run, at)
    if not result.rows:
        raise errors.NothingChanged if run.is_correction else errors.NothingComputed
    before = list(run.rows.only("key"))
    run.rows.all().delete()
    RunRow.objects.bulk_create(result.rows, batch_size=500)
    holds = _hold_disputed(run, result, at)
    for name, value in result.summary.items():
        setattr(run, name, value)
    run.state, run.computed_by, run.computed_at = RunState.COMPUTED, by, at
    run.content_hash = fingerprint(run, result.rows)
    run.save()
    record(verb="reward_run.computed", on=run, by=by, at=at, gone=before, seals=[*result.rows, *holds], **_figures(run))
    return run


@transaction.atomic
def send_run(*, run: Run, by: User, at: datetime) -> Run:
    """The numbers are locked, and somebody else is asked to approve them. Not before the period is over and judged."""
    run = locked(run, RunState.COMPUTED)
    refuse_unready(run, at)
    refuse_other_days(run)
    run.state, run.sent_by, run.sent_at = RunState.SENT, by, at
    run.save(update_fields=["state", "sent_by", "sent_at"])
    record(verb="reward_run.sent", on=run, by=by, at=at, **_figures(run))
    for user in approvers(run, at):
        send_notice(
            to=user,
            kind=RUN_WAITS,
            at=at,
            url=reverse("rewards:run", args=[run.key]),
            dedupe_key=f"{run.key}:{at.isoformat()}",
            plan_fa=run.plan.title_fa,
            plan_en=run.plan.title_en,
            sender=named(by),
        )
    return run


@transaction.atomic
def take_back_run(*, run: Run, by: User, at: datetime) -> Run:
    """Until it is approved, a run that was sent can be taken back and computed again."""
    run = locked(run, RunState.SENT)
    run.state, run.sent_by, run.sent_at = RunState.COMPUTED, None, None
    run.save(update_fields=["state", "sent_by", "sent_at"])
    record(verb="reward_run.taken_back", on=run, by=by, at=at)
    return run


@transaction.atomic
def approve_run(*, run: Run, by: User, at: datetime) -> Run:
    """A second person stands for the numbers: not who computed or sent them, nor anybody whom the run rewards."""
    run = locked(run, RunState.SENT)
    refuse_approver(run, by, at)
    refuse_unready(run, at)
    refuse_other_days(run)
    run.state, run.approved_by, run.approved_at = RunState.APPROVED, by, at
    run.save(update_fields=["state", "approved_by", "approved_at"])
    record(verb="reward_run.approved", on=run, by=by, at=at, **_figures(run))
    return run


def refuse_other_days(run: Run) -> None:
    """Raise DaysChanged where somebody's days are not those that the run was computed with. Rival plans wait: of two
    runs that are frozen at once the second sees what the first took."""
    plans = Plan.objects.filter(Q(pk=run.plan_id) | Q(pk__in=run.plan.rivals().values("pk")))
    list(plans.order_by("pk").select_for_update())
    others = on_other_days(run)
    if others:
        raise errors.DaysChanged(len(others))


def locked(run: Run, *states: str) -> Run:
    """The run, locked until the end of the transaction; refused unless it is in one of `states`."""
    run = Run.objects.select_for_update().get(pk=run.pk)
    if run.state not in states:
        raise errors.WrongState(run.state)
    return run


def _hold_disputed(run, result, at):
    """Holds for disputes follow the disputes that are open now; holds by hand stay where the person still is.

    Returns the holds that were written.
    """
    disputes = run.holds.open().filter(cause=HoldCause.DISPUTE)
    wanted = {(staff_id, key) for staff_id, keys in result.disputed.items() for key in keys}
    released = []
    for hold in disputes:
        if (hold.staff_id, hold.about) in wanted:
            wanted.remove((hold.staff_id, hold.about))
        else:
            hold.released_at = at
            hold.save(update_fields=["released_at"])
            released.append(hold)
    new = Hold.objects.bulk_create(
        Hold(run=run, staff_id=staff_id, cause=HoldCause.DISPUTE, about=key, held_at=at)
        for staff_id, key in sorted(wanted)
    )
    return [*released, *new]


def _figures(run):
    return {
        "hash": run.content_hash,
        "total": run.total,
        "people": run.people_count,
        "computed_total": run.computed_total,
        "rules_version": run.rules_version,
    }
