"""Whether people's training is in order on a day: what rewards and boards ask."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from training.models import Standing
from training.models.status import IS_DONE, IS_NOT_VALID, Status, status_of
from training.progress.facts import facts_of
from training.progress.records import newest_of
from training.progress.staleness import all_changes, changed_on


@dataclass(frozen=True)
class Compliance:
    """Of the courses assigned to somebody: how many, how many done (excused ones are neither), how many late."""

    assigned: int = 0
    done: int = 0
    overdue: int = 0
    lapsed: int = 0

    @property
    def is_valid(self):
        """Nothing is overdue, expired or outdated. A course that is not due yet does no harm."""
        return not (self.overdue or self.lapsed)


def compliance_of(staff_ids, on):
    """{staff id: Compliance} for every one of `staff_ids`; two queries."""
    staff_ids = list(staff_ids)
    found = defaultdict(list)
    for staff, status in _asked(on).filter(staff__in=staff_ids).values_list("staff", "status"):
        found[staff].append(Status(status))
    return {staff: _compliance(found[staff]) for staff in staff_ids}


def _asked(on):
    """Where people stand in the courses that they were ever assigned, with their status."""
    return Standing.objects.filter(assignment__isnull=False).with_status(on, all_changes(on)).order_by()


def compliant_share(people, on):
    """(how many of `people`, a queryset of staff, have their training in order; how many they are)."""
    rows = _asked(on).filter(staff__in=people.order_by().values("pk"))
    late = rows.filter(status__in=[status.value for status in IS_NOT_VALID])
    number = people.count()
    return number - late.aggregate(n=Count("staff", distinct=True))["n"], number


def own_compliance(staff, on):
    """One person's Compliance, from the rows that their list of courses asks for as well."""
    newest = newest_of(staff)
    changed = changed_on(newest, on) if any(completion for _row, completion in newest.values()) else {}
    return _compliance(
        status_of(facts_of(course=row.course, assignment=row, completion=completion), on, changed.get(course))
        for course, (row, completion) in newest.items()
        if row
    )


def _compliance(statuses):
    asked = [status for status in statuses if status != Status.EXCUSED]
    return Compliance(
        assigned=len(asked),
        done=sum(status in IS_DONE for status in asked),
        overdue=asked.count(Status.OVERDUE),
        lapsed=sum(status in IS_NOT_VALID and status != Status.OVERDUE for status in asked),
    )
