"""Filters that show values the reader's way: `{% load display %}`. Each is `kit.display`'s function of its name."""

from django import template

from kit import display

register = template.Library()

for name in (
    "clock",
    "day",
    "decimals",
    "digits",
    "duration",
    "filesize",
    "longday",
    "minutes",
    "moment",
    "money",
    "money_amount",
    "monthname",
    "number",
    "numericday",
    "percent",
    "percent_text",
    "period",
    "points",
    "shortday",
    "too_few",
    "weekday",
):
    register.filter(name, getattr(display, name))

register.filter("score_upto", display.score_range)
register.filter("spans", display.spans)
register.filter("upto", display.number_range)


@register.simple_tag
def currency_name() -> str:
    """{% currency_name %}: the unit that money columns are in."""
    return display.currency_name()
