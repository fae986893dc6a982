"""In which term of a course somebody stands: there is no reset, a renewal is a new term and the old record stays."""

from dataclasses import dataclass

from training.models import Assignment, Completion
from training.models.status import Status, status_of
from training.progress.facts import facts_of, is_done
from training.progress.records import newest_of
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
    assignment, completion = newest_of(staff).get(course.pk, (None, None))
    changed = changed_on([course.pk], on).get(course.pk) if completion else None
    return term_from(assignment, completion, course, changed, on)


def term_from(assignment, completion, course, changed, on):
    """The same from rows already read: the newest assignment and completion (with its edition), if any."""
    facts = facts_of(course=course, assignment=assignment, completion=completion)
    if not is_done(assignment, completion):
        number, status = (assignment.term, status_of(facts, on)) if assignment else (1, None)
        return Term(number, assignment, None, completion, status)
    status = status_of(facts, on, changed)
    if status == Status.VALID:
        return Term(completion.term, assignment, completion, None, status)
    return Term(completion.term + 1, None, None, completion, status)
