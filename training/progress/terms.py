"""In which term of a course somebody stands: there is no reset, a renewal is a new term and the old record stays."""

from dataclasses import dataclass

from training.models import Assignment, Completion
from training.models.status import Facts, Status, status_of
from training.progress.records import assignments_of, completions_of
from training.progress.staleness import changed_on


@dataclass(frozen=True)
class Term:
    """`completion` is that of this term or None; `previous` the one before it; `status` None where nothing is asked."""

    number: int
    assignment: Assignment | None
    completion: Completion | None
    previous: Completion | None
    status: Status | None

    @property
    def is_done(self):
        return self.completion is not None


def current_term(staff, course, on):
    """The term that `staff` is in on the day `on`. A pass that has to be renewed opens the next one."""
    assignment = {row.course_id: row for row in assignments_of(staff)}.get(course.pk)
    completion = {row.course_id: row for row in completions_of(staff)}.get(course.pk)
    changed = changed_on([course.pk], on).get(course.pk) if completion else None
    return term_from(assignment, completion, course, changed, on)


def term_from(assignment, completion, course, changed, on):
    """The same from rows already read: the newest assignment and completion (with its edition), if any."""
    if completion is None or (assignment and assignment.term > completion.term):
        number = assignment.term if assignment else 1
        return Term(number, assignment, None, completion, _status(assignment, None, course, changed, on))
    status = _status(assignment, completion, course, changed, on)
    if status == Status.VALID:
        return Term(completion.term, assignment, completion, None, status)
    return Term(completion.term + 1, None, None, completion, status)


def _status(assignment, completion, course, changed, on):
    if completion:
        return status_of(_completed(completion, course, changed), on)
    if assignment is None:
        return None
    return status_of(Facts(due_on=assignment.due_on, is_excused=assignment.excused_at is not None), on)


def _completed(completion, course, changed):
    return Facts(
        due_on=completion.completed_on,
        completed_on=completion.completed_on,
        valid_until=completion.valid_until,
        learned_on=completion.edition.effective_on if completion.edition else None,
        changed_on=changed,
        warn_days=course.warn_days if completion.warn_days is None else completion.warn_days,
    )
