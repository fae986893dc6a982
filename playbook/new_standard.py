"""Where an author writes a standard that does not exist yet, with what it is about taken along."""

from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

WRITING_SCREEN = "playbook_texts:new_standard"


def new_standard_url(*, touchpoint=None, quote="", back=""):
    """The address; "" where there is no such screen. `touchpoint`: a translation key; `quote`: the key of a quote."""
    try:
        address = reverse(WRITING_SCREEN)
    except NoReverseMatch:
        return ""
    asked = {"touchpoint": touchpoint, "quote": quote, "back": back}
    return f"{address}?{urlencode({name: value for name, value in asked.items() if value})}"
