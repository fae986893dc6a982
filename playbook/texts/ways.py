"""Where one came from, and where one goes on to."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 500


def way_back(asked):
    """The path on this site that was asked for, or ""."""
    is_path = asked.startswith("/") and len(asked) <= LONGEST
    return asked if is_path and url_has_allowed_host_and_scheme(asked, None) else ""


def texts_url(translation_key, *, field="", back=""):
    """The screen of both languages of a page."""
    return _with(reverse("playbook_texts:page", args=[translation_key]), field=field, back=back)


def new_standard_url(*, touchpoint="", quote="", back=""):
    return _with(reverse("playbook_texts:new_standard"), touchpoint=touchpoint, quote=quote, back=back)


def _with(address, **asked):
    given = {name: value for name, value in asked.items() if value}
    return f"{address}?{urlencode(given)}" if given else address
