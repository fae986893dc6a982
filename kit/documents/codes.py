"""Verification codes like K7QM-2R9X-4TND: no letter or digit that one takes for another, 58 random bits."""

import re
import secrets

from django.conf import settings
from django.urls import reverse

from kit.text.folding import western_digits

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_code() -> str:
    letters = [secrets.choice(ALPHABET) for _ in range(12)]
    return "-".join("".join(letters[start : start + 4]) for start in (0, 4, 8))


def as_code(text: str) -> str:
    """What somebody typed as a code, or "" when it can be none."""
    letters = re.sub(r"[\s\-_.–—]", "", western_digits(text)).upper()
    if len(letters) != 12 or any(letter not in ALPHABET for letter in letters):
        return ""
    return "-".join(letters[start : start + 4] for start in (0, 4, 8))


def verify_url(code: str) -> str:
    """The whole address that a document prints and its QR code holds."""
    return settings.BASE_URL.rstrip("/") + reverse("kit:verify_code", args=[code])
