from django.urls import reverse

from kit.calendar import local_day
from people.models import StaffMember
from people.notices import send_notice
from playbook.notices import EDITION_FROZEN
from playbook.signatures import who_must_sign


def announce_edition(*, edition, at):
    """Tell everyone who must sign something of the edition, once, from the day it is in force. Returns how many."""
    today = local_day(at)
    if not edition.is_in_force_on(today):
        return 0
    counts = who_must_sign(edition, today)
    told = 0
    for staff in StaffMember.objects.filter(pk__in=counts, user__is_active=True).select_related("user"):
        notice = send_notice(
            to=staff.user,
            kind=EDITION_FROZEN,
            at=at,
            url=reverse("playbook:sign"),
            dedupe_key=edition.key,
            number=edition.number,
            count=counts[staff.pk],
        )
        told += notice is not None
    return told
