"""Who manages a branch and evaluates the leads of its teams, and who evaluates the managers."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from kit.audit.chain import record
from kit.dates.calendar import local_day
from people import errors
from people.company.organisation import UNNAMED
from people.models import Branch, BranchManager, Organisation, StaffMember, User
from people.notices.sending import send_notice


@transaction.atomic
def appoint_manager(*, branch: Branch, staff: StaffMember, since: date, by: User, at: datetime) -> BranchManager:
    """From `since` on `staff` manages `branch`. A branch has one manager: the one before ends on that day."""
    branch = Branch.objects.select_for_update().get(pk=branch.pk)
    staff = _at_work(staff, since, by)
    former = BranchManager.objects.filter(branch=branch, until=None).select_related("staff", "branch").first()
    if former is not None:
        if former.staff_id == staff.pk:
            raise errors.AlreadyManages
        _refuse_oneself(former.staff, by)
        _end(former, since, by=by, at=at)
    management = BranchManager.objects.create(branch=branch, staff=staff, since=since)
    about: dict[str, Any] = {"staff": staff.code, "since": since.isoformat()}
    record(verb="branch.manager_appointed", on=branch, by=by, at=at, seals=[management], **about)
    facts: dict[str, Any] = {
        "branch_fa": branch.name_fa,
        "branch_en": branch.name_en or branch.name_fa,
        "since": since.isoformat(),
    }
    send_notice(to=staff.user, kind="people.manager_appointed", at=at, dedupe_key=management.pk, **facts)
    return management


@transaction.atomic
def end_manager(*, management: BranchManager, until: date, by: User, at: datetime) -> None:
    """`until` is the first day on which the person no longer manages. What never began disappears."""
    Branch.objects.select_for_update().get(pk=management.branch_id)
    found = BranchManager.objects.select_related("staff", "branch").filter(pk=management.pk).first()
    if found is None or found.until is not None:
        raise errors.NotManaging
    _refuse_oneself(found.staff, by)
    _end(found, until, by=by, at=at)


@transaction.atomic
def name_managers_evaluator(*, staff: StaffMember | None, by: User, at: datetime) -> Organisation:
    """`staff` evaluates the managers of all branches; None: nobody is named. Raises AboutOneself, NotAtWork."""
    if staff is not None:
        staff = _at_work(staff, local_day(at), by)
    company, _ = Organisation.objects.get_or_create(pk=1, defaults=UNNAMED)
    if company.managers_evaluator is not None:
        _refuse_oneself(company.managers_evaluator, by)
    return _name(staff, by=by, at=at)


def end_managing(staff: StaffMember, until: date, *, by: User | None, at: datetime) -> None:
    """Who leaves manages nothing and evaluates no manager."""
    for management in BranchManager.objects.filter(staff=staff, until=None).select_related("staff", "branch"):
        _end(management, until, by=by, at=at)
    if Organisation.objects.filter(managers_evaluator=staff).exists():
        _name(None, by=by, at=at)


def _name(staff, *, by, at):
    company = Organisation.objects.select_for_update().get(pk=1)
    if company.managers_evaluator_id == (staff.pk if staff else None):
        return company
    company.managers_evaluator = staff
    company.save(update_fields=["managers_evaluator"])
    named = staff.code if staff else ""
    record(verb="organisation.managers_evaluator_named", on=company, by=by, at=at, staff=named)
    if staff is not None:
        send_notice(to=staff.user, kind="people.managers_evaluator_named", at=at, dedupe_key=at.isoformat())
    return company


def _end(management, until, *, by, at):
    about = {"staff": management.staff.code, "until": until.isoformat()}
    if until <= management.since:
        record(verb="branch.manager_ended", on=management.branch, by=by, at=at, gone=[management], **about)
        management.delete()
        return
    management.until = until
    management.save(update_fields=["until"])
    record(verb="branch.manager_ended", on=management.branch, by=by, at=at, seals=[management], **about)


def _at_work(staff, day, by):
    _refuse_oneself(staff, by)
    staff = StaffMember.objects.select_for_update().get(pk=staff.pk)
    if not staff.is_active_on(day):
        raise errors.NotAtWork
    return staff


def _refuse_oneself(staff, by):
    if by is not None and staff.user_id is not None and staff.user_id == by.pk:
        raise errors.AboutOneself
