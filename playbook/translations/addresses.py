"""Where one goes on to."""

from django.urls import reverse

from kit.http.back import leading


def texts_url(translation_key, *, field="", back=""):
    """The screen of both languages of a page."""
    return leading(reverse("playbook_texts:page", args=[translation_key]), field=field, back=back)


def new_standard_url(*, touchpoint="", quote="", back=""):
    asked = {"touchpoint": str(touchpoint), "quote": quote, "back": back}
    return leading(reverse("playbook_texts:new_standard"), **asked)
