"""What somebody does with their own second factor stands in the log, and they hear of it."""

from datetime import datetime

from django.db import transaction

from kit.audit.chain import record
from people.models import User
from people.notices.sending import send_notice

DEEDS = ("set_up", "switched_off", "codes_made")


@transaction.atomic
def note_second_factor(*, user: User, deed: str, at: datetime) -> None:
    """`deed`: one of DEEDS, done by the owner themselves (an administrator's is `reset_second_factor`)."""
    if deed not in DEEDS:
        raise ValueError(deed)
    record(verb=f"second_factor.{deed}", on=user, by=user, at=at)
    send_notice(to=user, kind=f"people.second_factor_{deed}", at=at, dedupe_key=at.isoformat())
