"""Keeping one person's reward back, and letting it go."""

from datetime import datetime

from django.db import transaction

from kit.audit.chain import record
from people.models import StaffMember, User
from rewards import errors
from rewards.actions.settlement import book
from rewards.models import Hold, HoldCause, Run, RunRow, RunState


@transaction.atomic
def hold_row(*, row: RunRow, by: User, at: datetime, note: str) -> Hold:
    """HR keeps a reward back that is not booked yet."""
    run = _lock(row.run_id)
    if row.staff.user_id == by.pk:
        raise errors.OwnReward
    if _is_booked(run, row.staff_id) or _by_hand(run, row.staff_id).exists():
        raise errors.AlreadyHeld
    hold = Hold.objects.create(
        run=run, staff_id=row.staff_id, cause=HoldCause.BY_HAND, note=note, held_at=at, held_by=by
    )
    record(verb="reward_run.held", on=run, by=by, at=at, seals=[hold], staff=row.staff.key, note=note)
    return hold


@transaction.atomic
def release_row(*, row: RunRow, by: User, at: datetime) -> Hold:
    """HR ends its own hold. What the person earned in a frozen run is booked now, if nothing else holds it."""
    run = _lock(row.run_id)
    if row.staff.user_id == by.pk:
        raise errors.OwnReward
    hold = _by_hand(run, row.staff_id).first()
    if hold is None:
        raise errors.DisputeOpen if run.holds.open().filter(staff_id=row.staff_id).exists() else errors.NotHeld
    _release(hold, run, by, at)
    return hold


@transaction.atomic
def hold_for_dispute(*, run: Run, staff: StaffMember, about: str, at: datetime) -> Hold | None:
    """A dispute about the evaluation with the key `about` was opened. What is booked already is not held."""
    run = _lock(run.pk)
    if _is_booked(run, staff.pk) or not run.rows.filter(staff=staff).exists():
        return None
    hold, is_new = run.holds.open().get_or_create(
        staff=staff, cause=HoldCause.DISPUTE, about=about, defaults={"run": run, "held_at": at}
    )
    if is_new:
        record(verb="reward_run.held", on=run, at=at, seals=[hold], staff=staff.key, about=about)
    return hold


@transaction.atomic
def release_after_dispute(*, hold: Hold, by: User | None, at: datetime) -> Hold:
    """The dispute is settled: the hold that it caused ends."""
    run = _lock(hold.run_id)
    hold = Hold.objects.get(pk=hold.pk)
    if hold.released_at is None:
        _release(hold, run, by, at)
    return hold


def _release(hold, run, by, at):
    hold.released_at, hold.released_by = at, by
    hold.save(update_fields=["released_at", "released_by"])
    still_held = run.holds.open().filter(staff_id=hold.staff_id).exists()
    lines = []
    if run.is_final and not still_held and not _is_booked(run, hold.staff_id) and not _was_corrected(run, hold):
        rows = RunRow.objects.filter(run=run, staff_id=hold.staff_id).select_related("staff__user")
        lines = book(run, rows, run.frozen_by, at)
    record(verb="reward_run.released", on=run, by=by, at=at, seals=[hold, *lines], staff=hold.staff.key)


def _lock(run_id):
    return Run.objects.select_for_update().get(pk=run_id)


def _by_hand(run, staff_id):
    return run.holds.open().filter(staff_id=staff_id, cause=HoldCause.BY_HAND)


def _is_booked(run, staff_id):
    return run.lines.booked().filter(staff_id=staff_id).exists()


def _was_corrected(run, hold):
    """A later run of differences gave the person everything already."""
    later = RunRow.objects.filter(run__plan=run.plan, run__correction__gt=run.correction, staff_id=hold.staff_id)
    return later.filter(run__state__in=[RunState.FROZEN, RunState.PAID]).exists()
