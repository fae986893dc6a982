"""Whether people's training is in order on a day: what rewards and boards ask."""

from collections import defaultdict
from dataclasses import dataclass

from training.models import Assignment
from training.staleness import changed_on
from training.status import IS_DONE, IS_NOT_VALID, Status


@dataclass(frozen=True)
class TrainingStanding:
    """Of the courses assigned to somebody: how many, how many done (excused ones are neither), how many late."""

    assigned: int = 0
    done: int = 0
    overdue: int = 0
    lapsed: int = 0

    @property
    def is_valid(self):
        """Nothing is overdue, expired or outdated. A course that is not due yet does no harm."""
        return not (self.overdue or self.lapsed)


def valid_training(staff_ids, on):
    """{staff id: TrainingStanding} for every one of `staff_ids`; four queries, however many."""
    staff_ids = list(staff_ids)
    found = defaultdict(list)
    rows = Assignment.objects.filter(staff__in=staff_ids).latest_terms()
    courses = set(rows.values_list("course", flat=True).distinct())
    for staff, status in rows.with_status(on, changed_on(courses, on)).values_list("staff", "status"):
        found[staff].append(Status(status))
    return {staff: _standing(found[staff]) for staff in staff_ids}


def _standing(statuses):
    asked = [status for status in statuses if status != Status.EXCUSED]
    return TrainingStanding(
        assigned=len(asked),
        done=sum(status in IS_DONE for status in asked),
        overdue=asked.count(Status.OVERDUE),
        lapsed=sum(status in IS_NOT_VALID and status != Status.OVERDUE for status in asked),
    )
