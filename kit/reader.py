"""How the present reader wants dates, digits and money shown.

Set by a middleware, a document renderer or a mail; read by `kit.display`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar, Token
from dataclasses import dataclass, replace

from django.utils import translation


@dataclass(frozen=True)
class Reader:
    """calendar: 'jalali' or 'gregorian'; digits: 'fa' or 'en'; currency: ISO 4217 code of the company's money."""

    calendar: str = "jalali"
    digits: str = "fa"
    currency: str = "IRR"
    shows_toman: bool = True


PERSIAN_READER = Reader("jalali", "fa")
ENGLISH_READER = Reader("gregorian", "en")

_reader = ContextVar("reader", default=PERSIAN_READER)


def current_reader() -> Reader:
    return _reader.get()


def set_reader(reader: Reader) -> Token[Reader]:
    """Returns a token for `reset_reader`."""
    return _reader.set(reader)


def reset_reader(token: Token[Reader]) -> None:
    _reader.reset(token)


@contextmanager
def reading_as(
    language: str,
    calendar: str | None = None,
    digits: str | None = None,
    currency: str | None = None,
    shows_toman: bool | None = None,
) -> Iterator[None]:
    """Within the block texts are in `language`, dates and digits as that language's readers expect unless told.

    Money stays as it was outside the block unless told.
    """
    natural = PERSIAN_READER if language == "fa" else ENGLISH_READER
    outside = current_reader()
    reader = replace(
        natural,
        calendar=calendar or natural.calendar,
        digits=digits or natural.digits,
        currency=currency or outside.currency,
        shows_toman=outside.shows_toman if shows_toman is None else shows_toman,
    )
    token = _reader.set(reader)
    try:
        with translation.override(language):
            yield
    finally:
        _reader.reset(token)
