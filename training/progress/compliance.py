"""Whether people's training is in order on a day: what rewards and boards ask."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from training.models import Standing
from training.models.status import IS_DONE, IS_NOT_VALID, Facts, Status, status_of
from training.progress.records import assignments_of, completions_of
from training.progress.staleness import all_changes, changed_on


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
    """{staff id: TrainingStanding} for every one of `staff_ids`; two queries."""
    staff_ids = list(staff_ids)
    found = defaultdict(list)
    for staff, status in _asked(on).filter(staff__in=staff_ids).values_list("staff", "status"):
        found[staff].append(Status(status))
    return {staff: _standing(found[staff]) for staff in staff_ids}


def _asked(on):
    """Where people stand in the courses that they were ever assigned, with their status."""
    return Standing.objects.filter(assignment__isnull=False).with_status(on, all_changes(on)).order_by()


def valid_share(people, on):
    """(how many of `people`, a queryset of staff, have their training in order; how many they are)."""
    rows = _asked(on).filter(staff__in=people.order_by().values("pk"))
    late = rows.filter(status__in=[status.value for status in IS_NOT_VALID])
    number = people.count()
    return number - late.aggregate(n=Count("staff", distinct=True))["n"], number


def training_of(staff, on):
    """One person's TrainingStanding, from the rows that their list of courses asks for as well."""
    newest = {row.course_id: row for row in assignments_of(staff)}
    passed = {row.course_id: row for row in completions_of(staff)}
    changed = changed_on(newest, on) if passed else {}
    statuses = [_status(row, passed.get(course), changed.get(course), on) for course, row in newest.items()]
    return _standing(statuses)


def _status(assignment, completion, changed, on):
    if completion is None or completion.term < assignment.term:
        return status_of(Facts(due_on=assignment.due_on, is_excused=assignment.excused_at is not None), on)
    learned = completion.edition.effective_on if completion.edition else None
    facts = Facts(
        due_on=assignment.due_on,
        completed_on=completion.completed_on,
        valid_until=completion.valid_until,
        learned_on=learned,
        changed_on=changed,
        warn_days=assignment.course.warn_days if completion.warn_days is None else completion.warn_days,
    )
    return status_of(facts, on)


def _standing(statuses):
    asked = [status for status in statuses if status != Status.EXCUSED]
    return TrainingStanding(
        assigned=len(asked),
        done=sum(status in IS_DONE for status in asked),
        overdue=asked.count(Status.OVERDUE),
        lapsed=sum(status in IS_NOT_VALID and status != Status.OVERDUE for status in asked),
    )
