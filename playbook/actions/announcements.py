from datetime import datetime
from typing import Any

from django.urls import reverse

from kit.dates.calendar import local_day
from people.models import StaffMember, User
from people.notices.sending import send_notice
from people.roles import AUTHOR, HR
from playbook.links.citations import effects_of
from playbook.models import Edition
from playbook.notices import EDITION_FROZEN, HAS_TO_FOLLOW
from playbook.signatures.standings import who_must_sign


def announce_edition(*, edition: Edition, at: datetime) -> int:
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


def tell_what_has_to_follow(*, edition: Edition, at: datetime) -> int:
    """Tell authors, and HR about scorecards, once per edition, how much cites what it changed. Returns how many."""
    effects = effects_of(edition)
    if not effects:
        return 0
    told = 0
    for user in User.objects.filter(groups__name__in=[AUTHOR, HR], is_active=True).distinct():
        count = sum(user.has_perm(effect.source.permission) for effect in effects)
        if count:
            about: dict[str, Any] = {"url": reverse("playbook:effects"), "number": edition.number, "count": count}
            told += bool(send_notice(to=user, kind=HAS_TO_FOLLOW, at=at, dedupe_key=edition.key, **about))
    return told
