"""What stands on record about one person's courses, by term; asked once in a request."""

from kit.http.once import once
from training.models import Assignment, Completion


@once
def assignments_of(staff):
    """All of a person's assignments with their courses, earlier terms first."""
    return list(Assignment.objects.filter(staff=staff).select_related("course").order_by("term"))


@once
def completions_of(staff):
    """All of a person's passes with their editions, earlier terms first."""
    return list(Completion.objects.filter(staff=staff).select_related("edition").order_by("term"))


def newest_of(staff):
    """{course id: (newest assignment or None, newest pass or None)}."""
    assignments = {row.course_id: row for row in assignments_of(staff)}
    completions = {row.course_id: row for row in completions_of(staff)}
    return {course: (assignments.get(course), completions.get(course)) for course in assignments | completions}
