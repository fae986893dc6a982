from django.db import transaction

from kit.audit.chain import record
from kit.calendar import local_day
from people.notices import send_notice
from playbook.models import Edition
from training.models import Completion
from training.notices import PASSED
from training.signals import course_completed
from training.validity import valid_until


@transaction.atomic
def complete_course(*, staff, course, term, by, at, attempt=None, edition=None):
    """Write the record that the course is completed in the term (a `terms.Term`). The second time nothing happens."""
    on = local_day(at)
    previous = term.previous.valid_until if term.previous else None
    completion, is_new = Completion.objects.get_or_create(
        staff=staff,
        course=course,
        term=term.number,
        defaults={
            "attempt": attempt,
            "edition": edition or Edition.objects.in_force(on),
            "completed_on": on,
            "valid_until": valid_until(
                completed_on=on, months=course.validity_months, previous=previous, warn_days=course.warn_days
            ),
        },
    )
    if is_new:
        record(verb="course.completed", on=completion, by=by, at=at, course=course.key, term=term.number)
        _tell(completion, at)
        course_completed.send(Completion, completion=completion)
    return completion


def _tell(completion, at):
    course = completion.course
    send_notice(
        to=completion.staff.user,
        kind=PASSED,
        at=at,
        url=course.get_absolute_url(),
        dedupe_key=completion.key,
        title_fa=course.title_fa or course.title_en,
        title_en=course.title_en or course.title_fa,
    )
