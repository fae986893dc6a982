"""Whether a behaviour was seen in real work often enough: what observations come to."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from playbook.models import Edition
from training.models import Observation
from training.progress.staleness import taught_codes

DEFAULT_COUNT = 2


class Competence(StrEnum):
    NOT_SEEN = "not_seen"
    BEGUN = "begun"
    SEEN = "seen"


@dataclass(frozen=True)
class Seen:
    """A standard of the edition in force, how often it was seen, of how many times that are wanted."""

    standard: object
    count: int
    wanted: int

    @property
    def state(self):
        if not self.count:
            return Competence.NOT_SEEN
        return Competence.SEEN if self.count >= self.wanted else Competence.BEGUN

    @property
    def is_enough(self):
        return self.count >= self.wanted


def seen_for_course(course, staff, after, on):
    """A list of Seen, one for each standard that the course teaches and that is in force; three queries.

    `after`: only what was seen later counts (the day of the pass before this term), or None.
    """
    codes = taught_codes([course.pk]).get(course.pk, ())
    edition = Edition.objects.in_force(on)
    standards = list(edition.standards.filter(code__in=codes).order_by("position")) if edition else []
    rows = Observation.objects.standing().filter(staff=staff, code__in=[each.code for each in standards])
    if after is not None:
        rows = rows.filter(seen_on__gt=after)
    counts = Counter(rows.values_list("code", flat=True))
    return [Seen(each, counts[each.code], course.observation_count) for each in standards]


def is_seen_enough(course, staff, term, on):
    """Nothing is missing in this `terms.Term`; always so where the course does not ask for it."""
    if not course.needs_observation:
        return True
    after = term.previous.completed_on if term.previous else None
    return all(seen.is_enough for seen in seen_for_course(course, staff, after, on))


def seen_counts(standard, staff_ids):
    """{staff id: Seen} of one standard for many people, in one query."""
    rows = Observation.objects.standing().filter(staff__in=staff_ids, code=standard.code)
    counts = Counter(rows.values_list("staff", flat=True))
    return {staff: Seen(standard, counts[staff], DEFAULT_COUNT) for staff in staff_ids}
