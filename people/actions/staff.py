"""Who works here, in which team, and who leads it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction

from kit.audit.chain import record
from kit.dates.calendar import local_day
from kit.text.folding import compact
from people import errors
from people.accounts.addresses import is_same
from people.actions.accounts.addresses import carry_address
from people.actions.periods import locked
from people.actions.structure import add_branch, add_job_role, add_team
from people.actions.work import change_work, correct_joining
from people.company.organisation import in_main_language
from people.models import Branch, JobRole, StaffMember, Team, TeamLead, User, WorkPeriod
from people.models.periods import WORK
from people.models.roles import HR
from people.notices.sending import send_notice
from people.staff.changes import apply_changes, plain
from people.staff.codes import create_with_code, next_codes_of_staff


@transaction.atomic
def add_staff_member(*, by: User | None, at: datetime, **facts: Any) -> StaffMember:
    """Take a person on. `facts` are the fields of StaffMember; without a `code` they get the next number."""
    if facts.get("code"):
        staff = StaffMember.objects.create(**facts)
    else:
        staff = create_with_code(StaffMember, facts, next_codes_of_staff())
    begun = WorkPeriod.objects.begin([staff])
    facts = {name: plain(value) for name, value in {**facts, "code": staff.code}.items()}
    record(verb="staff.added", on=staff, by=by, at=at, seals=begun, facts=facts)
    return staff


@transaction.atomic
def take_on(*, by: User, at: datetime, names: Mapping[str, Any], **facts: Any) -> StaffMember:
    """add_staff_member, and before it what the person stands in and nobody has made yet.

    `names`: the name of a "team" with that of its "branch" (or the branch itself), the name of a "job_role"; in the
    company's main language. What bears the name already is taken: two who press at once make it once.
    """
    list(Group.objects.select_for_update().filter(name=HR))
    if "team" in names:
        branch = names["branch"]
        branch = branch if isinstance(branch, Branch) else _named(Branch, branch, add_branch, by, at)
        facts["team"] = _named(Team, names["team"], add_team, by, at, branch=branch)
    if "job_role" in names:
        facts["job_role"] = _named(JobRole, names["job_role"], add_job_role, by, at)
    return add_staff_member(by=by, at=at, **facts)


def _named(model, name, add, by, at, **where):
    called = {compact(name)}
    found = (row for row in model.objects.filter(**where) if called & {compact(row.name_fa), compact(row.name_en)})
    return next(found, None) or add(by=by, at=at, **where, **in_main_language("name", name))


@transaction.atomic
def change_staff_member(
    *, staff: StaffMember, by: User | None, at: datetime, from_: date | None = None, **changes: Any
) -> dict[str, list[object]]:
    """Correct what is known about a person; only what differs is written. Returns {field: [old, new]}.

    Another team, job role or contract share holds from the day `from_` on (else today, or the first day of who is still
    to come); another day of joining corrects the employment. Raises NotAtWork where that is no day at work.
    """
    staff = locked(staff, by)
    work = {name: changes.pop(name) for name in WORK if name in changes}
    joined_on = changes.pop("joined_on", None)
    if "email" in changes:
        _carry_email(staff, changes["email"], by, at)
    different = apply_changes(staff, changes)
    if different:
        record(verb="staff.changed", on=staff, by=by, at=at, changes=different)
    if joined_on:
        different |= correct_joining(staff=staff, joined_on=joined_on, by=by, at=at)
    if any(plain(getattr(staff, name)) != plain(value) for name, value in work.items()):
        different |= change_work(staff=staff, from_=from_ or _today_or_first(staff, at), by=by, at=at, **work)
    return different


@transaction.atomic
def move_to_team(
    *, staff: StaffMember, team: Team, by: User | None, at: datetime, from_: date | None = None
) -> StaffMember:
    staff = locked(staff, by)
    change_work(staff=staff, from_=from_ or _today_or_first(staff, at), team=team, by=by, at=at)
    return StaffMember.objects.get(pk=staff.pk)


def _today_or_first(staff, at):
    """Whoever is still to come is changed from the first day on; for who has left there is no such day."""
    return max(local_day(at), staff.joined_on)


@transaction.atomic
def appoint_lead(*, team: Team, staff: StaffMember, since: date, by: User | None, at: datetime) -> TeamLead:
    """From `since` on `staff` leads `team`: sees and evaluates its members."""
    staff = locked(staff, by)
    if not StaffMember.objects.active_on(since).filter(pk=staff.pk).exists():
        raise errors.NotAtWork
    if TeamLead.objects.filter(team=team, staff=staff, until=None).exists():
        raise errors.AlreadyLeads
    leadership = TeamLead.objects.create(team=team, staff=staff, since=since)
    about: dict[str, Any] = {"staff": staff.code, "since": since.isoformat()}
    record(verb="team.lead_appointed", on=team, by=by, at=at, seals=[leadership], **about)
    facts: dict[str, Any] = {
        "team_fa": team.name_fa,
        "team_en": team.name_en or team.name_fa,
        "since": since.isoformat(),
    }
    send_notice(to=staff.user, kind="people.lead_appointed", at=at, dedupe_key=leadership.pk, **facts)
    return leadership


@transaction.atomic
def end_lead(*, leadership: TeamLead, until: date, by: User | None, at: datetime) -> None:
    """`until` is the first day on which the person no longer leads. A leadership that never began disappears."""
    leadership = TeamLead.objects.select_for_update().get(pk=leadership.pk)
    if by is not None and leadership.staff.user_id == by.pk:
        raise errors.AboutOneself
    if leadership.until is not None:
        raise errors.NotLeading
    end_leadership(leadership, until, by=by, at=at)


def end_leadership(leadership: TeamLead, until: date, *, by: User | None = None, at: datetime | None = None) -> None:
    about: dict[str, Any] = {"staff": leadership.staff.code, "until": until.isoformat()}
    if until <= leadership.since:
        record(verb="team.lead_ended", on=leadership.team, by=by, at=at, gone=[leadership], **about)
        leadership.delete()
        return
    leadership.until = until
    leadership.save(update_fields=["until"])
    record(verb="team.lead_ended", on=leadership.team, by=by, at=at, seals=[leadership], **about)


def _carry_email(staff, email, by, at):
    """The sign-in's address follows, because password links go there; so it is guarded like the sign-in."""
    user = staff.user
    if user is None or is_same(staff.email, email):
        return
    if user.access_roles and not (by is not None and "administrator" in by.access_roles):
        raise errors.GuardedSignIn
    carry_address(user=user, email=email, by=by, at=at)
