"""Days as one says them."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.display import number, shortday, weekday

A_WEEK = timedelta(days=7)


def due_words(due_on, today):
    """«تا فردا», «تا پنجشنبه ۵ آذر», or how many days it is late; "" without a date."""
    if due_on is None:
        return ""
    if due_on < today:
        late = (today - due_on).days
        return ngettext("%(n)s day late", "%(n)s days late", late) % {"n": number(late)}
    if due_on == today:
        return _("until today")
    if due_on == today + timedelta(days=1):
        return _("until tomorrow")
    if due_on < today + A_WEEK:
        return _("until %(weekday)s, %(day)s") % {"weekday": weekday(due_on), "day": shortday(due_on)}
    return _("until %(day)s") % {"day": shortday(due_on)}
