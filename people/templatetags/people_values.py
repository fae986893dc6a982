"""A value of a staff field as its reader says it."""

from datetime import date

from django import template

from kit import display
from people.access.labels import powers_of as sentences
from people.tables import led_teams

register = template.Library()


@register.simple_tag
def plain_value(value):
    """Dates in the reader's calendar, contract shares as a percentage, rows by their name."""
    if value in (None, ""):
        return ""
    if isinstance(value, date):
        return display.day(value)
    if isinstance(value, int):
        return display.percent(value, 0)
    return getattr(value, "name", value)


@register.simple_tag
def powers_of(account):
    """What an account lets its owner do, sentence by sentence. Of rows of the list of accounts."""
    return sentences(account, led_teams(account))
