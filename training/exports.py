"""Somebody's dates as an iCalendar file (RFC 5545): titles of courses and days, nothing else about anybody."""

from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from kit.reader import reading_as
from people.models import User
from people.roles import staff_of
from training.models import Standing

REFRESH = timedelta(hours=12)


def calendar_of(user: User, on: date) -> bytes:
    """The bytes of the file in the user's language: what is due, and what expires; two queries."""
    with reading_as(user.language, user.calendar, user.digits):
        calendar = Calendar()
        calendar.add("prodid", "-//Havadar//Training//EN")
        calendar.add("version", "2.0")
        calendar.add("x-wr-calname", _("Training"))
        calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
        for standing in _standings(user, on):
            for event in _events(standing):
                calendar.add_component(event)
    return calendar.to_ical()


def _standings(user, on):
    staff = staff_of(user)
    if staff is None or not staff.is_active_on(on):
        return []
    rows = Standing.objects.filter(staff=staff, course__is_live=True).select_related("course")
    return rows.order_by("course__title_fa", "pk")


def _events(standing):
    title = standing.course.title
    if standing.completed_on is None:
        if not standing.is_excused:
            yield _event(standing, "due", standing.due_on, _("Complete: %(title)s") % {"title": title})
    elif standing.valid_until:
        yield _event(standing, "ends", standing.valid_until, _("Expires: %(title)s") % {"title": title})


def _event(standing, what, day, summary):
    """All day long. Its stamp is the day itself: the same dates make the same bytes."""
    event = Event()
    event.add("uid", f"{standing.course.key}-{standing.term}-{what}@havadar")
    event.add("dtstamp", datetime.combine(day, time(), tzinfo=UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", summary)
    event.add("url", settings.BASE_URL + standing.course.get_absolute_url())
    event.add("transp", "TRANSPARENT")
    return event
