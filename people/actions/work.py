"""A person's work over time: changed from a day on, come back, or written down wrongly."""

from datetime import date, datetime
from typing import Any, cast

from django.db import transaction

from kit.audit.chain import record
from kit.dates.calendar import local_day
from people import errors
from people.actions.periods import by_key, changes_between, columns_of, keep_today, locked, span_of, spans_of, write
from people.models import JobRole, StaffMember, Team, User, WorkPeriod
from people.staff.spans import Span, SpanError, begun, begun_on, changed, corrected, current, span_on, undone


@transaction.atomic
def change_work(
    *, staff: StaffMember, from_: date, by: User | None, at: datetime, **work: Any
) -> dict[str, list[object]]:
    """From the day `from_` on, `team`, `job_role` or `contract_share` are others; what is recorded for later stays.

    Also for days past. Returns {field: [old, new]}, empty where nothing differs. Raises NotAtWork, AboutOneself.
    """
    staff = locked(staff, by)
    before = spans_of(staff)
    try:
        after = changed(before, from_, **by_key(work))
    except SpanError as problem:
        raise errors.NotAtWork from problem
    different = changes_between(cast(Span, span_on(before, from_)), cast(Span, span_on(after, from_)))
    if different:
        about: dict[str, Any] = {"changes": different, "since": from_.isoformat()}
        write(staff, before, after, verb="staff.work_changed", by=by, at=at, on=local_day(at), **about)
    return different


@transaction.atomic
def return_to_work(
    *,
    staff: StaffMember,
    from_: date,
    team: Team,
    job_role: JobRole,
    contract_share: int,
    by: User | None,
    at: datetime,
) -> StaffMember:
    """Who had left is back from `from_` on. A closed sign-in stays closed until it is made anew.

    Raises AlreadyAtWork where an employment goes on then, or is recorded for later; AboutOneself.
    """
    staff = locked(staff, by)
    before = spans_of(staff)
    work = {"team": team, "job_role": job_role, "contract_share": contract_share}
    try:
        after = begun(before, from_, **by_key(work))
    except SpanError as problem:
        raise errors.AlreadyAtWork from problem
    about: dict[str, Any] = {
        "since": from_.isoformat(),
        "team": team.code,
        "job_role": job_role.code,
        "share": contract_share,
    }
    write(staff, before, after, verb="staff.returned", by=by, at=at, on=local_day(at), **about)
    return staff


@transaction.atomic
def correct_joining(*, staff: StaffMember, joined_on: date, by: User | None, at: datetime) -> dict[str, list[object]]:
    """The employment of today began on another day. Raises PeriodsCross where it would run into another one."""
    staff = locked(staff, by)
    before, on = spans_of(staff), local_day(at)
    part = current(before, on)
    if not part or joined_on == part[0].starts_on:
        return {}
    try:
        after = begun_on(before, part, joined_on)
    except SpanError as problem:
        raise errors.PeriodsCross from problem
    different: dict[str, list[object]] = {"joined_on": [part[0].starts_on.isoformat(), joined_on.isoformat()]}
    write(staff, before, after, verb="staff.work_corrected", by=by, at=at, on=on, changes=different)
    return different


@transaction.atomic
def correct_work(
    *,
    period: WorkPeriod,
    starts_on: date,
    team: Team,
    job_role: JobRole,
    contract_share: int,
    by: User | None,
    at: datetime,
) -> dict[str, list[object]]:
    """A period was written down wrongly. The one before it, where they meet, ends accordingly.

    Raises PeriodGone, PeriodsCross, AboutOneself.
    """
    staff, before, span = _period(period, by)
    work = by_key({"team": team, "job_role": job_role, "contract_share": contract_share})
    try:
        after = corrected(before, span, starts_on, **work)
    except SpanError as problem:
        raise errors.PeriodsCross from problem
    if after == before:
        return {}
    different = changes_between(span, cast(Span, span_on(after, starts_on)))
    if starts_on != span.starts_on:
        different["starts_on"] = [span.starts_on.isoformat(), starts_on.isoformat()]
    about: dict[str, Any] = {"changes": different, "since": span.starts_on.isoformat()}
    write(staff, before, after, verb="staff.work_corrected", by=by, at=at, on=local_day(at), **about)
    return different


@transaction.atomic
def undo_work(*, period: WorkPeriod, by: User | None, at: datetime) -> StaffMember:
    """What a period began with never was: the one before it goes on. Raises PeriodGone, NothingBefore, AboutOneself."""
    staff, before, span = _period(period, by)
    try:
        after = undone(before, span)
    except SpanError as problem:
        raise errors.NothingBefore from problem
    write(staff, before, after, verb="staff.work_undone", by=by, at=at, on=local_day(at), since=str(span.starts_on))
    return staff


@transaction.atomic
def begin_recorded(*, on: date, at: datetime) -> int:
    """What was recorded for a later day begins: today's columns follow. For the daily upkeep; returns how many."""
    behind = list(StaffMember.objects.behind_on(on).select_for_update(of=("self",)))
    for staff in behind:
        was = columns_of(staff)
        keep_today(staff, spans_of(staff), on)
        record(verb="staff.work_began", on=staff, at=at, changes=changes_between(was, columns_of(staff)))
    return len(behind)


def _period(period, by):
    staff = locked(period.staff, by)
    row = WorkPeriod.objects.filter(pk=period.pk, staff=staff).first()
    if row is None:
        raise errors.PeriodGone
    return staff, spans_of(staff), span_of(row)
