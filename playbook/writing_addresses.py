"""Where an author writes: a standard that does not exist yet, with what it is about taken along, and one that does."""

from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

NEW_STANDARD, TEXTS = "playbook_texts:new_standard", "playbook_texts:page"


def new_standard_url(*, touchpoint=None, quote="", back=""):
    """The address; "" where there is no such screen. `touchpoint`: a translation key; `quote`: the key of a quote."""
    try:
        address = reverse(NEW_STANDARD)
    except NoReverseMatch:
        return ""
    asked = {"touchpoint": touchpoint, "quote": quote, "back": back}
    return f"{address}?{urlencode({name: value for name, value in asked.items() if value})}"


def writing_url(page):
    """Where the page of a standard is written."""
    try:
        return reverse(TEXTS, args=[page.translation_key])
    except NoReverseMatch:
        return reverse("wagtailadmin_pages:edit", args=[page.pk])
