"""Keeping the standings in step with the rows that they repeat. They say nothing new, so nothing is logged."""

from django.db import transaction

from people.models import StaffMember
from training.models import Course, Standing
from training.progress.facts import expected_standings

CHUNK = 1000


@transaction.atomic
def refresh_standing(*, staff: StaffMember, course: Course) -> None:
    """Write where the person stands in the course now; called by every action that changes it, in its transaction."""
    facts = expected_standings(course, [staff.pk]).get(staff.pk)
    if facts:
        Standing.objects.update_or_create(staff=staff, course=course, defaults=facts)


@transaction.atomic
def rebuild_standings(*, course: Course | None = None) -> None:
    """Write the standings of one course, or of all, anew: after its rules changed, or after rows came in bulk."""
    for each in Course.objects.all() if course is None else [course]:
        expected = expected_standings(each)
        Standing.objects.filter(course=each).delete()
        rows = [Standing(staff_id=staff, course=each, **facts) for staff, facts in expected.items()]
        Standing.objects.bulk_create(rows, batch_size=CHUNK)
