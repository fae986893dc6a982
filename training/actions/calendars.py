"""The address at which a calendar program reads somebody's dates."""

from datetime import datetime

from django.db import transaction

from kit.audit.chain import record
from people.models import User
from training.models import CalendarFeed


@transaction.atomic
def open_calendar(*, user: User, by: User, at: datetime) -> CalendarFeed:
    """A new secret address; the one before stops working at once. Returns the feed."""
    close_calendar(user=user, by=by, at=at)
    feed = CalendarFeed.objects.create(user=user, made_at=at)
    record(verb="calendar.opened", on=user, by=by, at=at, seals=[feed])
    return feed


@transaction.atomic
def close_calendar(*, user: User, by: User, at: datetime) -> bool:
    """The address stops working. Without one nothing happens. Returns whether there was one."""
    User.objects.select_for_update().get(pk=user.pk)
    feeds = list(CalendarFeed.objects.in_use().filter(user=user))
    for feed in feeds:
        feed.revoked_at = at
        feed.save(update_fields=["revoked_at"])
    if feeds:
        record(verb="calendar.closed", on=user, by=by, at=at, seals=feeds)
    return bool(feeds)
