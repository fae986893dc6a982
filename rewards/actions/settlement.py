"""From an approved run to the ledger. Freezing is final; a hundred clicks at once book one line."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from kit.audit.chain import record
from people.models import User
from people.notices.sending import send_notice
from rewards import errors
from rewards.actions.runs import locked, refuse_other_days
from rewards.models import CorrectionFlag, LedgerLine, LineKind, Run, RunRow, RunState, Unit
from rewards.notices import CORRECTED, PAID, READY
from rewards.runs.readiness import refuse_unready
from rewards.verification import run_problems


@transaction.atomic
def freeze_run(*, run: Run, by: User, at: datetime) -> Run:
    """Book what everyone earned, unless it is held, and tell them. Refused when the rows do not recompute."""
    run = locked(run, RunState.APPROVED)
    refuse_unready(run, at)
    refuse_other_days(run)
    if next(run_problems(run), None):
        raise errors.DoesNotAddUp
    run.state, run.frozen_by, run.frozen_at = RunState.FROZEN, by, at
    run.save(update_fields=["state", "frozen_by", "frozen_at"])
    rows = run.rows.with_hold().select_related("staff__user").exclude(difference=0)
    free = [row for row in rows if not row.is_held]
    written = [*book(run, free, by, at), *_settle_flags(run)]
    about: dict[str, Any] = {"hash": run.content_hash, "total": run.total, "booked": len(free)}
    record(verb="reward_run.frozen", on=run, by=by, at=at, seals=written, **about)
    return run


def _settle_flags(run):
    flags = list(
        CorrectionFlag.objects.open().filter(run__plan=run.plan, flagged_at__lte=run.computed_at).exclude(run=run)
    )
    for flag in flags:
        flag.settled_in = run
    CorrectionFlag.objects.bulk_update(flags, ["settled_in"], batch_size=500)
    return flags


@transaction.atomic
def pay_run(*, run: Run, by: User, at: datetime) -> Run:
    """Write down that what is booked and not yet paid was paid out. Again only when a held reward was booked since."""
    run = locked(run, RunState.FROZEN, RunState.PAID)
    refuse_unready(run, at)
    owed = list(unpaid(run).select_related("staff__user").order_by("pk"))
    if run.plan.unit == Unit.POINTS or not owed:
        raise errors.NothingToPay
    lines = LedgerLine.objects.bulk_create(
        [_line(run, line.staff_id, LineKind.PAID, -line.amount, by, at) for line in owed], batch_size=500
    )
    if run.state == RunState.FROZEN:
        run.state, run.paid_by, run.paid_at = RunState.PAID, by, at
        run.save(update_fields=["state", "paid_by", "paid_at"])
    for line in owed:
        _tell(PAID, run, line.staff, reverse("rewards:ledger"), at)
    about: dict[str, Any] = {"lines": len(owed), "total": sum(line.amount for line in owed)}
    record(verb="reward_run.paid", on=run, by=by, at=at, seals=lines, **about)
    return run


def unpaid(run: Run) -> QuerySet[LedgerLine]:
    """The booked lines of a run that no paid line answers."""
    paid = run.lines.filter(kind=LineKind.PAID).values("staff")
    return run.lines.booked().exclude(staff__in=paid)


def book(run: Run, rows: Iterable[RunRow], by: User | None, at: datetime) -> list[LedgerLine]:
    """One line for each row with a difference, and a word to the person. Returns the lines, to be sealed."""
    kind = LineKind.CORRECTED if run.is_correction else LineKind.EARNED
    rows = [row for row in rows if row.difference]
    lines = LedgerLine.objects.bulk_create(
        [_line(run, row.staff_id, kind, row.difference, by, at) for row in rows], batch_size=500
    )
    for row in rows:
        _tell(CORRECTED if run.is_correction else READY, run, row.staff, reverse("rewards:row", args=[row.key]), at)
    return lines


def _line(run, staff_id, kind, amount, by, at):
    return LedgerLine(run=run, staff_id=staff_id, kind=kind, unit=run.plan.unit, amount=amount, at=at, by=by)


def _tell(kind, run, staff, url, at):
    names = {"plan_fa": run.plan.title_fa, "plan_en": run.plan.title_en}
    send_notice(to=staff.user, kind=kind, at=at, url=url, dedupe_key=run.key, **names)
