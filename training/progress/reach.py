"""Whom a requirement or an assignment reaches, before anything is written."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from kit.dates.working_days import working_days
from kit.values.canonical import content_hash
from people.models import StaffMember
from people.staff.absences import absences_of, last_day
from training.models import Assignment, Completion, Course, Requirement
from training.models.assignments import Trigger
from training.progress.requirements import bound_people, who_gets
from training.progress.staleness import changed_on

WHOM = ("job_role", "team", "staff")


@dataclass(frozen=True)
class Reached:
    """Somebody who gets the course. `due_on` counts their leave; `asked_for`: the day without it. `has_it`: it is open
    for them already, so the earlier day counts. `passed_on`: the day of the pass that they have, or None."""

    staff: StaffMember
    why: str
    due_on: date
    asked_for: date
    has_it: bool
    passed_on: date | None

    @property
    def is_moved(self):
        return self.due_on > self.asked_for


@dataclass(frozen=True)
class Reach:
    """`new` and `more` (who has it open already): [Reached]; `passed`, `excused`: people whom it names and who need not
    do anything now. `is_day_off`: nobody works on the day `due_on`. `is_there`: the same is required already."""

    course: Course
    due_on: date
    is_day_off: bool
    new: list = field(default_factory=list)
    more: list = field(default_factory=list)
    passed: list = field(default_factory=list)
    excused: list = field(default_factory=list)
    requirement: Requirement | None = None
    is_there: bool = False

    @property
    def count(self):
        return len(self.new) + len(self.more)

    @property
    def seal(self):
        """Differs as soon as anything differs that the page said."""
        lines = [[each.staff.key, str(each.why), each.due_on.isoformat(), each.has_it] for each in self.new + self.more]
        rest = sorted(staff.key for staff in self.passed + self.excused)
        return content_hash([self.course.key, self.due_on.isoformat(), sorted(lines), rest, self.is_there])


def reach_of_requirement(wish, on):
    """The Reach of what `actions.require_course` would be told, on the day `on`."""
    requirement = _thought_of(wish)
    equal = Requirement.objects.filter(course=wish["course"], ended_on=None, standard_code=requirement.standard_code)
    there = equal.filter(**{name: wish.get(name) for name in WHOM}).first()
    course, asked_for = wish["course"], on + timedelta(days=requirement.due_days)
    changed = changed_on([course.pk], on).get(course.pk)
    gets = dict(who_gets(there or requirement, changed, on))
    lines = _lines(course, gets, asked_for, on)
    bound = bound_people(requirement, on).exclude(pk__in=[staff.pk for staff in gets]).with_names()
    excused = set(course.assignments.latest_terms().filter(excused_at__isnull=False).values_list("staff", flat=True))
    return Reach(
        course=course,
        due_on=asked_for,
        is_day_off=not working_days().is_worked(asked_for),
        new=[line for line in lines if not line.has_it],
        more=[line for line in lines if line.has_it],
        passed=[staff for staff in bound if staff.pk not in excused],
        excused=[staff for staff in bound if staff.pk in excused],
        requirement=there or requirement,
        is_there=there is not None,
    )


def _thought_of(wish):
    """The requirement, unsaved, as it would be written now: everybody at work was there before it."""
    from django.utils import timezone

    return Requirement(**{"made_at": timezone.now(), **wish})


def reach_of_assignment(course, people, due_on, on):
    """The Reach of giving the course to `people` by hand."""
    lines = _lines(course, dict.fromkeys(people, Trigger.BY_HAND), due_on, on)
    return Reach(
        course=course,
        due_on=due_on,
        is_day_off=not working_days().is_worked(due_on),
        new=[line for line in lines if not line.has_it],
        more=[line for line in lines if line.has_it],
    )


def _lines(course, gets, asked_for, on):
    """`gets`: {person: why}; four queries."""
    ids = [staff.pk for staff in gets]
    names = {staff.pk: staff for staff in StaffMember.objects.filter(pk__in=ids).with_names()}
    absences = absences_of(ids)
    have = dict(Assignment.objects.is_open().filter(course=course, staff__in=ids).values_list("staff", "due_on"))
    passes = Completion.objects.filter(course=course, staff__in=ids).order_by("term")
    passed = dict(passes.values_list("staff", "completed_on"))
    lines = []
    for staff, why in gets.items():
        moved = last_day(on, (asked_for - on).days, absences[staff.pk])
        due_on = min(moved, have.get(staff.pk, moved))
        lines.append(Reached(names[staff.pk], why, due_on, asked_for, staff.pk in have, passed.get(staff.pk)))
    return sorted(lines, key=lambda line: line.staff.name)


def requirements_with_reach(course, on):
    """[(requirement, people it names who are at work)] of the course; nobody is named by a standard beforehand."""
    rows = Requirement.objects.active_on(on).filter(course=course).select_related("course", "job_role", "team", "staff")
    return [(row, list(bound_people(row, on).with_names())) for row in rows]
