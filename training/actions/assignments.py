"""Giving people courses to do."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from kit.audit.chain import record
from kit.dates.calendar import local_day
from people.errors import AboutOneself
from people.models import JobRole, StaffMember, Team, User
from people.notices.sending import send_notice
from people.roles import staff_of
from people.staff.absences import absences_of
from training.actions.due_dates import set_due_day
from training.actions.standings import refresh_standing
from training.errors import AlreadySettled
from training.models import Assignment, AssignmentReason, Completion, Course, Requirement
from training.models.assignments import Trigger
from training.notices.kinds import ASSIGNED

LOW_SCORE = 7000


@transaction.atomic
def assign_course(
    *,
    course: Course,
    staff: StaffMember,
    due_on: date,
    by: User | None,
    at: datetime,
    reason: str = Trigger.BY_HAND,
    requirement: Requirement | None = None,
    note: str = "",
) -> Assignment:
    """Give `staff` the course. An assignment that is still open gets one more reason and the earlier due date;
    otherwise a new term begins; leave moves the day. `reason` is a Trigger. Returns the assignment.
    """
    StaffMember.objects.select_for_update().get(pk=staff.pk)
    assignment = _open_assignment(staff, course)
    is_new = assignment is None
    if is_new:
        term = _last_term(staff, course) + 1
        assignment = Assignment.objects.create(staff=staff, course=course, term=term, due_on=due_on, assigned_at=at)
    why = _add_reason(assignment, reason, requirement, note, due_on, by, at)
    if why is None:
        return assignment
    set_due_day(assignment, assignment.reasons.all(), absences_of([staff.pk])[staff.pk])
    refresh_standing(staff=staff, course=course)
    about: dict[str, Any] = {"staff": staff.key, "course": course.key, "reason": str(reason)}
    record(verb="course.assigned", on=assignment, by=by, at=at, seals=[why], **about)
    if is_new:
        _tell(assignment, at)
    return assignment


def _open_assignment(staff, course):
    return Assignment.objects.is_open().filter(staff=staff, course=course).order_by("-term").first()


def _last_term(staff, course):
    terms = [
        model.objects.filter(staff=staff, course=course).aggregate(last=Max("term"))["last"] or 0
        for model in (Assignment, Completion)
    ]
    return max(terms)


def _add_reason(assignment, trigger, requirement, note, due_on, by, at):
    """The reason; None when the assignment has this very one already."""
    reason, is_new = AssignmentReason.objects.get_or_create(
        assignment=assignment,
        trigger=trigger,
        requirement=requirement,
        note=note,
        defaults={"due_on": due_on, "added_at": at, "added_by": by},
    )
    return reason if is_new else None


def _tell(assignment, at):
    """In the inbox at once; by mail in the next digest, see `remind_of_courses`."""
    course = assignment.course
    send_notice(
        to=assignment.staff.user,
        kind=ASSIGNED,
        at=at,
        url=course.get_absolute_url(),
        dedupe_key=assignment.key,
        by_mail=False,
        title_fa=course.title_fa or course.title_en,
        title_en=course.title_en or course.title_fa,
        due_on=assignment.due_on.isoformat(),
    )


@transaction.atomic
def excuse_assignment(*, assignment: Assignment, reason: str, by: User, at: datetime) -> Assignment:
    """The person need not do it this time, for a reason that is kept. Raises AboutOneself, AlreadySettled."""
    assignment = _locked(assignment, by)
    assignment.excused_at, assignment.excused_by, assignment.excuse = at, by, reason
    assignment.save(update_fields=["excused_at", "excused_by", "excuse"])
    refresh_standing(staff=assignment.staff, course=assignment.course)
    record(verb="assignment.excused", on=assignment, by=by, at=at, reason=reason)
    return assignment


@transaction.atomic
def grant_attempt(*, assignment: Assignment, by: User, at: datetime) -> Assignment:
    """One attempt more than the course allows, in this term. Raises AboutOneself, AlreadySettled."""
    assignment = _locked(assignment, by)
    assignment.extra_attempts += 1
    assignment.save(update_fields=["extra_attempts"])
    record(verb="assignment.attempt_granted", on=assignment, by=by, at=at, extra=assignment.extra_attempts)
    return assignment


def _locked(assignment, by):
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if staff_of(by) == assignment.staff:
        raise AboutOneself
    is_done = Completion.objects.filter(
        staff=assignment.staff_id, course=assignment.course_id, term=assignment.term
    ).exists()
    if is_done or assignment.excused_at:
        raise AlreadySettled
    return assignment


@transaction.atomic
def require_course(
    *,
    course: Course,
    by: User | None,
    at: datetime,
    job_role: JobRole | None = None,
    team: Team | None = None,
    staff: StaffMember | None = None,
    standard_code: str = "",
    below: int = LOW_SCORE,
    due_days: int = 14,
    **terms: Any,
) -> Requirement:
    """From now on the course is required of a role, a team, a person, whoever scores below `below` (basis points) on a
    standard, or everyone. An equal one is kept as it is. `terms`: validity_months, warn_days, on_joining, on_edition,
    on_expiry of Requirement."""
    whom = {"job_role": job_role, "team": team, "staff": staff}
    requirement, is_new = Requirement.objects.get_or_create(
        course=course,
        ended_on=None,
        standard_code=standard_code,
        **whom,
        defaults={"due_days": due_days, "made_at": at, "below": below, **terms},
    )
    if is_new:
        keys: dict[str, Any] = {name: row.key for name, row in whom.items() if row}
        if standard_code:
            keys |= {"standard": standard_code, "below": below}
        keys |= terms
        record(verb="course.required", on=requirement, by=by, at=at, course=course.key, due_days=due_days, **keys)
    return requirement


@transaction.atomic
def end_requirement(*, requirement: Requirement, by: User, at: datetime) -> Requirement:
    """Nobody gets the course by this requirement from today; what was assigned stays."""
    requirement = Requirement.objects.select_for_update().get(pk=requirement.pk)
    if requirement.ended_on is None:
        requirement.ended_on = local_day(at)
        requirement.save(update_fields=["ended_on"])
        record(verb="course.requirement_ended", on=requirement, by=by, at=at)
    return requirement


@transaction.atomic
def assign_for_low_score(
    *, staff: StaffMember, code: str, score: int, seen_on: date, by: User | None, at: datetime
) -> list[Assignment]:
    """Somebody was evaluated with `score` (basis points) on the standard `code`, on a day: give them the courses that
    are required for that, unless they completed them since. Told from above, where evaluations are known; telling it
    twice changes nothing. Returns the assignments that have the reason now."""
    rows = Requirement.objects.active_on(local_day(at)).filter(standard_code=code, below__gt=score)
    given = []
    for requirement in rows.filter(course__is_live=True).select_related("course"):
        if Completion.objects.filter(staff=staff, course=requirement.course, completed_on__gte=seen_on).exists():
            continue
        due_on = local_day(at) + timedelta(days=requirement.due_days)
        about: dict[str, Any] = {
            "course": requirement.course,
            "staff": staff,
            "requirement": requirement,
            "due_on": due_on,
        }
        given.append(assign_course(**about, reason=Trigger.LOW_SCORE, note=code, by=by, at=at))
    return given
