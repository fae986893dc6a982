"""A value of a staff field as its reader says it."""

from datetime import date

from django import template

from kit import display

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
