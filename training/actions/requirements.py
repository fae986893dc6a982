"""What happens by itself, once a day: whoever must have a course and has it not, gets it."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from kit.dates.calendar import local_day
from people.models import StaffMember, User
from training.actions.assignments import assign_course
from training.models import Assignment, Requirement
from training.progress.requirements import who_gets
from training.progress.staleness import changed_on

NEW = timedelta(minutes=10)


def assign_required_courses(
    *, on: date, at: datetime, people: Collection[int] | None = None, by: User | None = None
) -> list[Assignment]:
    """Assign by every requirement to everyone at work on `on` (or only to `people`, ids of staff) who has neither the
    course by it nor a pass that holds beyond its warn days. Returns the new assignments; twice assigns nothing twice.
    """
    requirements = list(Requirement.objects.active_on(on).filter(course__is_live=True).select_related("course"))
    changed = changed_on({each.course_id for each in requirements}, on)
    made = []
    for requirement in requirements:
        made += _assign_by(requirement, changed.get(requirement.course_id), on, at, people, by)
    return made


def assign_to_newcomers(*, on: date, at: datetime) -> list[Assignment]:
    """Whoever got a sign-in a moment ago and has no course yet gets theirs now, not tomorrow."""
    fresh = StaffMember.objects.active_on(on).filter(user__date_joined__gt=at - NEW, assignments=None)
    people = list(fresh.order_by().values_list("pk", flat=True))
    return assign_required_courses(on=on, at=at, people=people) if people else []


def assign_by_requirement(*, requirement: Requirement, at: datetime, by: User | None = None) -> list[Assignment]:
    """The same by one requirement alone, to whomever it names today."""
    on = local_day(at)
    changed = changed_on([requirement.course_id], on).get(requirement.course_id)
    return _assign_by(requirement, changed, on, at, None, by)


def _assign_by(requirement, changed, on, at, only, by):
    due_on = on + timedelta(days=requirement.due_days)
    about = {"course": requirement.course, "requirement": requirement, "due_on": due_on, "by": by, "at": at}
    return [
        assign_course(staff=person, reason=trigger, **about)
        for person, trigger in who_gets(requirement, changed, on, only)
    ]
