"""After a change of the folder people renew by what changed."""

from datetime import datetime

from django.db import transaction

from kit.audit.chain import record
from kit.dates.calendar import local_day
from people.models import StaffMember, User
from training.actions.attempts import start_attempt
from training.actions.completions import complete_course
from training.errors import NothingChanged
from training.models import Attempt, Completion, Course
from training.progress.delta import delta_for
from training.progress.terms import current_term


@transaction.atomic
def renew_by_changes(*, course: Course, staff: StaffMember, by: User | None, at: datetime) -> Attempt | Completion:
    """Ask about what changed since the pass; where no question does, having read it is enough and renews at once.

    Returns the attempt, or the completion. Raises NothingChanged or AttemptRefused.
    """
    StaffMember.objects.select_for_update().get(pk=staff.pk)
    term = current_term(staff, course, local_day(at))
    delta = delta_for(course, term, local_day(at))
    if delta is None:
        raise NothingChanged
    if delta.questions:
        return start_attempt(course=course, staff=staff, by=by, at=at, questions=delta.questions)
    record(verb="changes.read", on=course, by=by, at=at, staff=staff.key, codes=delta.codes, edition=delta.now.key)
    return complete_course(staff=staff, course=course, term=term, by=by, at=at, edition=delta.now)
