"""The facts that decide where somebody stands in a course: built here alone, from the rows that say them."""

from collections import defaultdict
from dataclasses import asdict

from django.db.models import Min

from training.models import Assignment, Attempt, Completion, LessonProgress
from training.models.status import Facts
from training.progress.validity import warn_days_of, warned_on


def is_done(assignment, completion) -> bool:
    """Is the newest term completed? An assignment after the newest pass begins another one."""
    return completion is not None and (assignment is None or completion.term >= assignment.term)


def facts_of(*, course, assignment=None, completion=None, begun_at=None) -> Facts:
    """Of the newest term, from the newest assignment and the newest completion (with its edition), if any."""
    due_on = assignment.due_on if assignment else None
    is_excused = assignment is not None and assignment.excused_at is not None
    if not is_done(assignment, completion):
        return Facts(due_on, is_excused, begun_at)
    return Facts(
        due_on,
        is_excused,
        begun_at,
        completed_on=completion.completed_on,
        valid_until=completion.valid_until,
        warned_on=warned_on(completion.valid_until, warn_days_of(completion, course)),
        learned_on=completion.edition.effective_on if completion.edition else None,
    )


def expected_standings(course, staff_ids=None):
    """{staff id: what their Standing in the course must say}, for everyone or for some; four queries."""
    whose = {} if staff_ids is None else {"staff__in": list(staff_ids)}
    assignments = _newest(Assignment.objects.filter(course=course, **whose).order_by("term"))
    completions = _newest(Completion.objects.filter(course=course, **whose).select_related("edition").order_by("term"))
    begun = _begun(course, whose)
    return {
        staff: _standing(course, assignments.get(staff), completions.get(staff), begun)
        for staff in sorted({*assignments, *completions})
    }


def _standing(course, assignment, completion, begun):
    is_passed = is_done(assignment, completion)
    newest = completion if is_passed else assignment
    begun_at = begun.get((newest.staff_id, newest.term))
    facts = facts_of(course=course, assignment=assignment, completion=completion, begun_at=begun_at)
    return {
        "term": newest.term,
        "assignment_id": assignment.pk if assignment else None,
        "completion_id": completion.pk if is_passed else None,
        **asdict(facts),
    }


def _newest(rows):
    return {row.staff_id: row for row in rows}


def _begun(course, whose):
    """{(staff id, term): when the first thing was done}."""
    found = defaultdict(list)
    lessons = LessonProgress.objects.filter(lesson__course=course, **whose).order_by().values_list("staff", "term")
    attempts = Attempt.objects.filter(course=course, **whose).order_by().values_list("staff", "term")
    for rows, moment in ((lessons, "seen_at"), (attempts, "started_at")):
        for staff, term, first in rows.annotate(first=Min(moment)):
            found[staff, term].append(first)
    return {where: min(moments) for where, moments in found.items()}
