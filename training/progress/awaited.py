"""Who passed a quiz and waits to be seen at work, and for which standards: what a lead can note with one press."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from people.models import StaffMember
from playbook.models import Edition, FrozenStandard
from training.models import Attempt, Completion, Observation
from training.progress.staleness import taught_codes


@dataclass(frozen=True)
class Awaited:
    """`count` of `wanted` times that the person was seen acting by the standard."""

    staff: StaffMember
    standard: FrozenStandard
    count: int
    wanted: int


def waiting_attempts(people):
    """Passed attempts of `people`, a queryset of staff, in courses that wait for being seen at work."""
    done = Completion.objects.filter(staff=OuterRef("staff"), course=OuterRef("course"), term=OuterRef("term"))
    passed = Attempt.objects.passed().filter(course__needs_observation=True, course__is_live=True)
    return passed.filter(~Exists(done), staff__in=people.order_by().values("pk"))


def awaited_of(people, on):
    """A list of Awaited by person and standard, without those seen on the day already; a constant number of queries."""
    attempts = list(waiting_attempts(people).select_related("course", "staff").order_by("staff__family_name_fa", "pk"))
    edition = Edition.objects.in_force(on) if attempts else None
    if edition is None:
        return []
    taught = taught_codes({attempt.course_id for attempt in attempts})
    standards = {row.code: row for row in edition.standards.filter(code__in=set().union(*taught.values()))}
    seen, earlier = _seen(attempts), _earlier(attempts)
    found = {}
    for attempt in attempts:
        after = earlier.get((attempt.staff_id, attempt.course_id))
        for code in sorted(taught.get(attempt.course_id, ())):
            days = seen[attempt.staff_id, code]
            count = sum(n for day, n in days.items() if after is None or day > after)
            if code in standards and on not in days and count < attempt.course.observation_count:
                wanted = attempt.course.observation_count
                found.setdefault((attempt.staff_id, code), Awaited(attempt.staff, standards[code], count, wanted))
    return list(found.values())


def _seen(attempts):
    """{(staff id, code): {day: times}}."""
    rows = Observation.objects.standing().filter(staff__in={attempt.staff_id for attempt in attempts})
    found = defaultdict(Counter)
    for staff, code, day in rows.values_list("staff", "code", "seen_on"):
        found[staff, code][day] += 1
    return found


def _earlier(attempts):
    """{(staff id, course id): day of the newest pass before}."""
    rows = Completion.objects.filter(staff__in={attempt.staff_id for attempt in attempts}).order_by("term")
    return {(staff, course): day for staff, course, day in rows.values_list("staff", "course", "completed_on")}
