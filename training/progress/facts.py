"""What the standings of a course must say, from the rows that they repeat."""

from collections import defaultdict
from datetime import timedelta

from django.db.models import Min

from training.models import Assignment, Attempt, Completion, LessonProgress


def expected_standings(course, staff_ids=None):
    """{staff id: the facts of their Standing in the course}, for everyone or for some; four queries."""
    whose = {} if staff_ids is None else {"staff__in": list(staff_ids)}
    assignments = _newest(Assignment.objects.filter(course=course, **whose).order_by("term"))
    completions = _newest(Completion.objects.filter(course=course, **whose).select_related("edition").order_by("term"))
    begun = _begun(course, whose)
    return {
        staff: facts_of(assignments.get(staff), completions.get(staff), course, begun)
        for staff in sorted({*assignments, *completions})
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


def facts_of(assignment, completion, course, begun):
    """The newest term decides; an assignment after the newest pass begins one."""
    is_done = completion is not None and (assignment is None or completion.term >= assignment.term)
    newest = completion if is_done else assignment
    facts = {
        "term": newest.term,
        "assignment_id": assignment.pk if assignment else None,
        "due_on": assignment.due_on if assignment else None,
        "is_excused": assignment is not None and assignment.excused_at is not None,
        "begun_at": begun.get((newest.staff_id, newest.term)),
    }
    return facts | _completed(completion if is_done else None, course)


def _completed(completion, course):
    if completion is None:
        return dict.fromkeys(("completion_id", "completed_on", "valid_until", "warned_on", "learned_on"))
    days = course.warn_days if completion.warn_days is None else completion.warn_days
    until = completion.valid_until
    return {
        "completion_id": completion.pk,
        "completed_on": completion.completed_on,
        "valid_until": until,
        "warned_on": until - timedelta(days=days) if until else None,
        "learned_on": completion.edition.effective_on if completion.edition else None,
    }
