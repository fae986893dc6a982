"""Giving a course to many at once, as it was shown: nothing is written where whom it reaches is not whom one saw."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from kit.dates.calendar import local_day
from people.models import StaffMember, User
from training.actions.assignments import assign_course, require_course
from training.actions.requirements import assign_by_requirement
from training.models import Assignment, Course, Requirement
from training.progress.reach import reach_of_assignment, reach_of_requirement


class ReachChanged(Exception):
    """`reach`: whom it reaches now. Nothing was written."""

    def __init__(self, reach):
        super().__init__(reach.course.key)
        self.reach = reach


@transaction.atomic
def require_as_seen(
    *, wish: Mapping[str, Any], seen: str, by: User, at: datetime
) -> tuple[Requirement, list[Assignment]]:
    """`require_course` and its assignments of today, where `seen` is the seal of the Reach as it is now. Raises
    ReachChanged. Returns (requirement, assignments)."""
    _held(wish["course"])
    reach = reach_of_requirement(wish, local_day(at))
    if reach.seal != seen:
        raise ReachChanged(reach)
    requirement = require_course(**wish, by=by, at=at)
    return requirement, assign_by_requirement(requirement=requirement, at=at, by=by)


@transaction.atomic
def assign_as_seen(
    *, course: Course, people: Collection[StaffMember], due_on: date, note: str, seen: str, by: User, at: datetime
) -> list[Assignment]:
    """The course to each of `people`, by hand. Raises ReachChanged. Returns the assignments."""
    _held(course)
    reach = reach_of_assignment(course, people, due_on, local_day(at))
    if reach.seal != seen:
        raise ReachChanged(reach)
    return [assign_course(course=course, staff=staff, due_on=due_on, note=note, by=by, at=at) for staff in people]


def _held(course):
    """Two who give the same course at once come one after the other."""
    Course.objects.select_for_update().get(pk=course.pk)
