"""What a refusal says to the person who brought the file."""

from django.utils.translation import gettext_lazy as _

from kit import display

WORDS = {
    "slow": _("Reading this file takes more than %(seconds)s seconds of work. Split it into smaller files."),
    "memory": _("Reading this file takes more than %(size)s MB of memory. Split it into smaller files."),
    "deep": _("The parts of this file are nested too deeply; it was not read."),
    "answer": _("There is too much in this file. Split it into smaller files."),
    "broken": _("This file cannot be read; it seems to be damaged. Save it anew and bring it again."),
    "unavailable": _("Files cannot be read at the moment. Please bring it again in a few minutes."),
}


def said(refused, words=None):
    """The sentence of a Refused, with numbers in the reader's digits; `words`: {code: sentence} of the reader's own."""
    shown = {
        name: display.number(value) if isinstance(value, int | float) else value
        for name, value in refused.values.items()
    }
    return str((WORDS | (words or {}))[refused.code]) % shown
