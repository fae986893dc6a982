"""Once a day: who has standards to sign past their date, or evaluations to write, is told; at most once a week each."""

from django.db import transaction
from django.urls import reverse

from home.desks.hr import late_counts
from home.notices import SIGNATURES_WAIT, YOUR_EVALUATIONS_WAIT
from kit.dates.calendar import local_day
from people.models import StaffMember
from people.notices.sending import send_notice
from playbook.signatures.standings import signature_counts


def remind_of_what_is_late(*, at):
    """Calling it twice tells nobody twice."""
    today = local_day(at)
    people = {staff.pk: staff for staff in StaffMember.objects.active_on(today).select_related("user")}
    unsigned = {pk: count.overdue for pk, count in signature_counts(people, today).items() if count.overdue}
    _tell(people, unsigned, SIGNATURES_WAIT, reverse("playbook:sign"), at)
    _tell(people, late_counts(today), YOUR_EVALUATIONS_WAIT, reverse("evaluations:to_do"), at)


def _tell(people, counts, kind, url, at):
    year, week, _day = local_day(at).isocalendar()
    for pk, count in counts.items():
        if pk in people:
            with transaction.atomic():
                send_notice(to=people[pk].user, kind=kind, at=at, url=url, dedupe_key=f"{year}-{week}", count=count)
