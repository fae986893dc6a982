"""Whom a requirement, written down or only thought of, names, and who of them gets its course. Reads alone."""

from kit.dates.calendar import local_day
from people.models import StaffMember
from training.models.assignments import Trigger
from training.models.status import Status, status_of
from training.progress.facts import facts_of


def who_gets(requirement, changed, on, only=None):
    """[(person, why)] whom the requirement, written down or only thought of, gives its course on the day `on`."""
    people = bound_people(requirement, on).select_related("user")
    if only is not None:
        people = people.filter(pk__in=only)
    passes = {each.staff_id: each for each in requirement.course.completions.select_related("edition").order_by("term")}
    found = []
    for person in people.exclude(pk__in=_settled(requirement, passes)):
        trigger = _trigger(requirement, passes.get(person.pk), changed, person, on)
        if trigger:
            found.append((person, trigger))
    return found


def _settled(requirement, passes):
    """Who has the course by this requirement already, or is excused from it since the last pass."""
    assignments = requirement.course.assignments.latest_terms()
    is_known = requirement.pk is not None
    open_ones = assignments.is_open().filter(reasons__requirement=requirement) if is_known else assignments.none()
    given = set(open_ones.values_list("staff", flat=True))
    excused = assignments.filter(excused_at__isnull=False).values_list("staff", "term")
    return given | {staff for staff, term in excused if staff not in passes or passes[staff].term < term}


def bound_people(requirement, on):
    """Everyone at work on the day whom the requirement names; nobody by a standard: low scores come from above."""
    if requirement.standard_code:
        return StaffMember.objects.none()
    people = StaffMember.objects.active_on(on)
    named = {"job_role": requirement.job_role_id, "team": requirement.team_id, "pk": requirement.staff_id}
    return people.filter(**{name: value for name, value in named.items() if value})


def _trigger(requirement, completion, changed, person, on):
    """Why the person needs the course now, or None."""
    if completion is None:
        if person.joined_on <= local_day(requirement.made_at):
            return Trigger.REQUIREMENT
        return Trigger.JOINING if requirement.on_joining else None
    facts = facts_of(course=requirement.course, completion=completion)
    status = status_of(facts, on, changed)
    if status == Status.VALID:
        return None
    if status == Status.OUTDATED:
        return Trigger.EDITION if requirement.on_edition else None
    return Trigger.EXPIRY if requirement.on_expiry else None
