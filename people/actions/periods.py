"""Writing down a person's periods, and today's columns with them: the one place that writes either."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from kit.audit.chain import record
from people import errors
from people.models import Forgotten, JobRole, StaffMember, Team, User, WorkPeriod
from people.models.periods import WORK
from people.signals import work_changed
from people.staff.spans import Span, current, shown, touched


def locked(staff: StaffMember, by: User | None) -> StaffMember:
    """The person, locked until the end of the transaction: whoever writes periods at the same time waits here."""
    if by is not None and staff.user_id == by.pk:
        raise errors.AboutOneself
    staff = StaffMember.objects.select_for_update().get(pk=staff.pk)
    if staff.left_on is not None and Forgotten.objects.filter(staff=staff).exists():
        raise errors.AlreadyForgotten
    return staff


def spans_of(staff: StaffMember) -> list[Span]:
    return [span_of(row) for row in staff.work_periods.order_by("starts_on")]


def columns_of(staff: StaffMember) -> Span:
    """What the person's own columns say, as a Span."""
    return Span(staff.joined_on, staff.left_on, staff.team_id, staff.job_role_id, staff.contract_share)


def span_of(row: WorkPeriod) -> Span:
    return Span(row.starts_on, row.ends_on, row.team_id, row.job_role_id, row.contract_share)


def by_key(work: Mapping[str, object]) -> dict[str, Any]:
    """{"team": Team, ...} as spans have it: rows by primary key."""
    return {name: getattr(value, "pk", value) for name, value in work.items()}


def write(
    staff: StaffMember,
    before: Sequence[Span],
    after: Sequence[Span],
    *,
    verb: str,
    by: User | None,
    at: datetime,
    on: date,
    **about: object,
) -> None:
    """Replace the periods `before` by `after` and say so in the log. `on` is today."""
    written, gone = _put(staff, after)
    keep_today(staff, after, on)
    record(verb=verb, on=staff, by=by, at=at, seals=written, gone=gone, **about)
    days = touched(before, after)
    if days:
        work_changed.send(sender=WorkPeriod, staff=staff, starts_on=days[0], ends_on=days[1], by=by, at=at)


def _put(staff, spans):
    """(rows written, rows deleted). What ends is written before what goes on: one alone may."""
    rows = {row.starts_on: row for row in staff.work_periods.all()}
    wanted = {span.starts_on for span in spans}
    gone = [row for row in rows.values() if row.starts_on not in wanted]
    staff.work_periods.filter(pk__in=[row.pk for row in gone]).delete()
    written = []
    for span in sorted(spans, key=lambda span: span.ends_on is None):
        row = rows.get(span.starts_on) or WorkPeriod(staff=staff, starts_on=span.starts_on)
        if row.pk is None or span_of(row) != span:
            row.ends_on, row.contract_share = span.ends_on, span.contract_share
            row.team_id, row.job_role_id = span.team, span.job_role
            row.save()
            written.append(row)
    return written, gone


def keep_today(staff: StaffMember, spans: Sequence[Span], on: date) -> None:
    """Write into the person's own columns what the periods say of the day `on`. Nothing where there are none."""
    part = current(spans, on)
    if not part:
        return
    span = shown(part, on)
    facts = {"joined_on": part[0].starts_on, "left_on": part[-1].ends_on, "contract_share": span.contract_share}
    facts |= {"team_id": span.team, "job_role_id": span.job_role}
    different = [name for name, value in facts.items() if getattr(staff, name) != value]
    for name in different:
        setattr(staff, name, facts[name])
    if different:
        staff.save(update_fields=different)


def changes_between(old: Span, new: Span) -> dict[str, list[object]]:
    """{"team": [code, code], ...}: what two spans say differently, as the log keeps it."""
    different: dict[str, list[Any]] = {
        name: [old.work[name], new.work[name]] for name in WORK if old.work[name] != new.work[name]
    }
    for name, model in (("team", Team), ("job_role", JobRole)):
        if name in different:
            codes: dict[Any, str] = dict(model.objects.filter(pk__in=different[name]).values_list("pk", "code"))
            different[name] = [codes[pk] for pk in different[name]]
    return different
