"""A staff list is carried out: all of it or nothing."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction

from kit.audit.chain import record
from kit.importing.layouts import Brought
from kit.text.folding import compact
from people import errors
from people.actions.accounts.sign_in import create_sign_in
from people.actions.departures import record_leaving
from people.actions.staff import add_staff_member, change_staff_member
from people.actions.structure import add_branch, add_job_role, add_team
from people.actions.work import return_to_work
from people.company.organisation import UNNAMED, in_main_language
from people.importing.plan import ADDED, CHANGED, WRONG, Plan, plan_import
from people.models import Organisation, StaffMember, User
from people.models.periods import WORK


def import_staff(
    *,
    file: Brought,
    fingerprint: str,
    by: User,
    at: datetime,
    on: date,
    since: date | None = None,
    create: Iterable[str] = frozenset(),
    leave_out: bool = False,
) -> Plan:
    """Do what the plan with this fingerprint said. Raises PlanChanged or PlanIsWrong; returns the Plan.

    Other teams, job roles and shares of people known already hold from `since` on, else from today (`on`). `create`:
    keys of `plan.missing` that are made first; with `leave_out` rows with a problem are left out, and counted.
    """
    try:
        return _import(file, fingerprint, by, at, on, since or on, frozenset(create), leave_out)
    except IntegrityError as clash:
        raise errors.PlanChanged from clash


@transaction.atomic
def _import(file, fingerprint, by, at, on, since, create, leave_out):
    list(StaffMember.objects.select_for_update().values_list("pk", flat=True))
    plan = plan_import(file, by=by, since=since, create=create, leave_out=leave_out)
    if plan.is_wrong:
        raise errors.PlanIsWrong
    if plan.fingerprint != fingerprint:
        raise errors.PlanChanged
    if plan.missing.chosen:
        _make(plan.missing.chosen, by, at)
        plan = plan_import(file, by=by, since=since, leave_out=leave_out)
    for row in plan.rows:
        _carry_out(row, by, at, on)
    if plan.does_something:
        company, _ = Organisation.objects.get_or_create(pk=1, defaults=UNNAMED)
        counts = {"added": plan.count(ADDED), "changed": plan.count(CHANGED), "rows": len(plan.rows)}
        if left_out := plan.count(WRONG):
            counts["left_out"] = left_out
        record(verb="staff.imported", on=company, by=by, at=at, **counts)
    return plan


def _make(wanted, by, at):
    """Branches before the teams that stand in them."""
    made = {}
    for each in wanted:
        names = in_main_language("name", each.name)
        if each.kind == "branch":
            made[compact(each.name)] = add_branch(by=by, at=at, **names)
        elif each.kind == "job_role":
            add_job_role(by=by, at=at, **names)
        else:
            branch = each.branch if each.branch.pk else made[compact(each.branch.name_fa)]
            add_team(by=by, at=at, branch=branch, **names)


def _carry_out(row, by, at, on):
    if row.state not in (ADDED, CHANGED):
        return
    facts = dict(row.facts)
    username, left_on = facts.pop("username", None), facts.pop("left_on", None)
    staff = row.staff
    if staff is None:
        staff = add_staff_member(by=by, at=at, **facts)
    elif row.is_return:
        _bring_back(staff, facts, by, at)
    elif facts:
        change_staff_member(staff=staff, by=by, at=at, from_=row.from_, **facts)
    if username and (left_on is None or left_on > on):
        create_sign_in(staff=staff, username=username, by=by, at=at)
    if left_on is not None:
        staff.refresh_from_db()
        record_leaving(staff=staff, left_on=left_on, by=by, at=at, on=on)


def _bring_back(staff, facts, by, at):
    work = {name: facts.pop(name, getattr(staff, name)) for name in WORK}
    return_to_work(staff=staff, from_=facts.pop("joined_on"), by=by, at=at, **work)
    change_staff_member(staff=staff, by=by, at=at, **facts)
