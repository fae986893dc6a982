"""A lead saw it at work."""

from datetime import date, datetime

from django.db import transaction

from kit.audit.chain import record
from kit.dates.calendar import local_day
from people.models import StaffMember, User
from people.notices.sending import send_notice
from people.roles import staff_of
from playbook.models import FrozenStandard
from training.actions.completions import complete_if_ready
from training.models import Course, Observation
from training.notices.kinds import OBSERVED
from training.progress.terms import current_term


class ObservationRefused(Exception):
    """Of oneself, on a day to come, of somebody who was not at work then, or taken back by who did not note it."""


@transaction.atomic
def record_observation(
    *,
    staff: StaffMember,
    standard: FrozenStandard,
    observer: StaffMember,
    seen_on: date,
    by: User | None,
    at: datetime,
    note: str = "",
) -> Observation:
    """`observer` saw `staff` act by the standard on the day. The second time for one day changes nothing but is no
    error. Courses that only waited for it are completed. Returns the observation."""
    staff = StaffMember.objects.select_for_update().get(pk=staff.pk)
    at_work = StaffMember.objects.active_on(seen_on).filter(pk=staff.pk)
    if staff.pk == observer.pk or seen_on > local_day(at) or not at_work.exists():
        raise ObservationRefused
    seen, is_new = Observation.objects.standing().get_or_create(
        staff=staff,
        code=standard.code,
        seen_on=seen_on,
        withdrawn_at=None,
        defaults={"standard": standard, "observer": observer, "note": note, "noted_at": at},
    )
    if is_new:
        record(verb="observation.recorded", on=seen, by=by, at=at, staff=staff.key, code=seen.code)
        _tell(seen, at)
        _complete_waiting(staff, standard.code, by, at)
    return seen


def _tell(seen, at):
    send_notice(
        to=seen.staff.user,
        kind=OBSERVED,
        at=at,
        url=seen.standard.get_absolute_url(),
        dedupe_key=seen.key,
        code=seen.code,
        seen_on=seen.seen_on.isoformat(),
    )


def _complete_waiting(staff, code, by, at):
    courses = Course.objects.filter(needs_observation=True, is_live=True)
    taught = courses.filter(lessons__standards__code=code) | courses.filter(questions__standards__standard__code=code)
    for course in taught.distinct():
        complete_if_ready(staff=staff, course=course, term=current_term(staff, course, local_day(at)), by=by, at=at)


@transaction.atomic
def withdraw_observation(*, observation: Observation, by: User, at: datetime) -> Observation:
    """It was a mistake: it counts no more, and stays readable. What was completed by it stays completed."""
    observation = Observation.objects.select_for_update().get(pk=observation.pk)
    if staff_of(by) != observation.observer:
        raise ObservationRefused
    if observation.withdrawn_at is None:
        observation.withdrawn_at = at
        observation.save(update_fields=["withdrawn_at"])
        record(verb="observation.withdrawn", on=observation, by=by, at=at, code=observation.code)
    return observation
