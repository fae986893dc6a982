from datetime import date, datetime

from django.db import transaction

from kit.audit.chain import record
from kit.dates.calendar import local_day
from people.models import StaffMember, User
from people.notices.sending import send_notice
from playbook.models import Edition
from training.actions.standings import refresh_standing
from training.models import AssignmentReason, Attempt, Completion, Course, LessonProgress, Requirement
from training.notices.kinds import PASSED
from training.progress.competence import is_seen_enough
from training.progress.terms import Term
from training.progress.validity import months_of, valid_until, warn_days_of
from training.signals import course_completed


@transaction.atomic
def complete_course(
    *,
    staff: StaffMember,
    course: Course,
    term: Term,
    by: User | None,
    at: datetime,
    attempt: Attempt | None = None,
    edition: Edition | None = None,
    on: date | None = None,
) -> Completion:
    """Write the record that the course is completed in the term (a `terms.Term`). The second time nothing happens.

    `on`: the day of the pass where it was reached earlier and found only now.
    """
    on = on or local_day(at)
    previous = term.previous.valid_until if term.previous else None
    months, warn_days = _validity(course, staff, on)
    completion, is_new = Completion.objects.get_or_create(
        staff=staff,
        course=course,
        term=term.number,
        defaults={
            "attempt": attempt,
            "edition": edition or Edition.objects.in_force(on),
            "completed_on": on,
            "valid_until": valid_until(completed_on=on, months=months, previous=previous, warn_days=warn_days),
            "warn_days": warn_days if warn_days != course.warn_days else None,
        },
    )
    if is_new:
        record(verb="course.completed", on=completion, by=by, at=at, course=course.key, term=term.number)
        refresh_standing(staff=staff, course=course)
        _tell(completion, at)
        course_completed.send(Completion, completion=completion)
    return completion


def _validity(course, staff, on):
    """(months, warn days) of a pass: the strictest of the requirements by which the person was ever given the course
    and which still hold, else the course's."""
    reached = AssignmentReason.objects.filter(assignment__staff=staff, requirement__isnull=False)
    asked = list(Requirement.objects.active_on(on).filter(course=course, pk__in=reached.values("requirement")))
    months, days = [months_of(row, course) for row in asked], [warn_days_of(row, course) for row in asked]
    shortest = min(filter(None, months or [course.validity_months]), default=0)
    return shortest, max(days, default=course.warn_days)


def _tell(completion, at):
    course = completion.course
    send_notice(
        to=completion.staff.user,
        kind=PASSED,
        at=at,
        url=course.get_absolute_url(),
        dedupe_key=completion.key,
        title_fa=course.title_fa or course.title_en,
        title_en=course.title_en or course.title_fa,
    )


@transaction.atomic
def complete_if_ready(
    *, staff: StaffMember, course: Course, term: Term, by: User | None, at: datetime, on: date | None = None
) -> bool:
    """Complete the term (a `terms.Term`) when its quiz is passed, or all is read where there is none, and its
    standards were seen at work where the course asks for that. Returns whether it was. `on`: see `complete_course`."""
    if term.is_done:
        return False
    passed = Attempt.objects.passed().filter(staff=staff, course=course, term=term.number)
    attempt = passed.order_by("number").first()
    is_learned = attempt is not None
    if attempt is None and not course.questions.in_use().exists():
        is_learned = _all_read(course, staff, term)
    if not is_learned or not is_seen_enough(course, staff, term, local_day(at)):
        return False
    edition = attempt.edition if attempt else None
    complete_course(staff=staff, course=course, term=term, by=by, at=at, attempt=attempt, edition=edition, on=on)
    return True


def _all_read(course, staff, term):
    finished = LessonProgress.objects.filter(staff=staff, term=term.number, finished_at__isnull=False)
    return not course.lessons.filter(is_live=True).exclude(pk__in=finished.values("lesson")).exists()
