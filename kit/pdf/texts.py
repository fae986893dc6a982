"""Words of people in a document. WeasyPrint knows neither dir="auto" nor isolation, so the side is found here."""

import unicodedata

from django.utils.translation import get_language_bidi

SIDES = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def direction(text: str) -> str:
    """'rtl' or 'ltr' by the first letter that has a side; the document's own side where none has."""
    for letter in text:
        side = SIDES.get(unicodedata.bidirectional(letter))
        if side:
            return side
    return "rtl" if get_language_bidi() else "ltr"
