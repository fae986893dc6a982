from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from kit.audit.chain import record
from kit.dates.calendar import local_day
from people.models import StaffMember, User
from people.notices.sending import send_notice
from playbook.models import FrozenStandard
from rewards import errors
from rewards.models import Thanks
from rewards.notices import THANKED


@transaction.atomic
def thank_colleague(*, to: StaffMember, standard: FrozenStandard, text: str, by: User, at: datetime) -> Thanks:
    """Thank somebody at work for keeping a standard. `by` is the thanking person's sign-in."""
    sender = by.staff_member_or_none
    if sender is None or not sender.is_active_on(local_day(at)) or not to.is_active_on(local_day(at)):
        raise errors.NotAtWork
    if sender.pk == to.pk:
        raise errors.ToOneself
    thanks = Thanks.objects.create(from_staff=sender, to_staff=to, standard=standard, text=text, given_at=at)
    record(verb="thanks.given", on=thanks, by=by, at=at, to=to.key, standard=standard.code)
    names: dict[str, Any] = {"name_fa": sender.name_in("fa"), "name_en": sender.name_in("en"), "code": standard.code}
    send_notice(to=to.user, kind=THANKED, at=at, url=reverse("rewards:thanks"), dedupe_key=thanks.key, **names)
    return thanks
