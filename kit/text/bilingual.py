"""Two-language columns: `name_fa` and `name_en` read as `name` in the reader's language."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import get_language

from kit.text.directions import DIRECTIONS

LANGUAGES = tuple(DIRECTIONS)
LANGUAGE_NAMES = dict(settings.LANGUAGES)


def active_language() -> str:
    """'fa' or 'en', whatever regional variant is active."""
    return "en" if (get_language() or "fa").startswith("en") else "fa"


def in_language(row: object, field: str, language: str) -> str:
    """The text of `field` in `language`, or in the other one where it is empty."""
    other = "en" if language == "fa" else "fa"
    return getattr(row, f"{field}_{language}") or getattr(row, f"{field}_{other}")


def bilingual(field: str) -> property:
    """A read-only property over `<field>_fa` and `<field>_en`."""
    return property(lambda row: in_language(row, field, active_language()))


def text_pair(max_length: int = 200, **options: Any) -> tuple[models.CharField, models.CharField]:
    """Two CharFields (Persian, English), the English one optional."""
    return (
        models.CharField(max_length=max_length, **options),
        models.CharField(max_length=max_length, blank=True, default=""),
    )
