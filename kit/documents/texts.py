"""What a document says, as plain JSON, and reading it in one language.

Texts that differ by language stand as {"fa": .., "en": ..}; names that end in `_on` are dates, in `_at` instants, both
as ISO text; everything else is text, whole numbers, lists and objects. Nothing else is asked when a document is drawn.
"""

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

from kit.reader import reading_as
from kit.text.bilingual import LANGUAGES, active_language, in_language

T = TypeVar("T")


class Said:
    """An object of the JSON, for templates: `said.subject.name` is the name in the active language."""

    def __init__(self, facts):
        self._facts = facts

    def __getitem__(self, name):
        return read(self._facts[name], name)

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError as missing:
            raise AttributeError(name) from missing

    def plain(self, name):
        """The JSON as it stands, for code that computes with it."""
        return self._facts[name]

    def told(self):
        """Its values by name, as templates read them."""
        return {name: self[name] for name in self._facts}

    def __contains__(self, name):
        return name in self._facts

    def __bool__(self):
        return bool(self._facts)


def read(value: object, name: str = "") -> object:
    """A value of the JSON as a template wants it, in the active language."""
    if isinstance(value, dict):
        return value[active_language()] if value.keys() == set(LANGUAGES) else Said(value)
    if isinstance(value, list):
        return [read(item) for item in value]
    if isinstance(value, str) and name.endswith("_on"):
        return dt.date.fromisoformat(value)
    if isinstance(value, str) and name.endswith("_at"):
        return dt.datetime.fromisoformat(value)
    return value


def both(ask: Callable[[], object]) -> dict[str, str]:
    """{"fa": .., "en": ..}: the text that `ask()` answers while each language is active."""
    return in_each(lambda: str(ask()))


def in_each(ask: Callable[[], T]) -> dict[str, T]:
    """The same of plain JSON of any shape."""
    found = {}
    for language in LANGUAGES:
        with reading_as(language):
            found[language] = ask()
    return found


def in_both(row: object, field: str) -> dict[str, str]:
    """The same of a two-language column; the other language's text where one is empty."""
    return {language: in_language(row, field, language) for language in LANGUAGES}


def as_day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def as_instant(at: dt.datetime | None) -> str | None:
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds") if at else None
