"""How the present reader wants dates and digits shown. Set by a middleware, a document renderer or a mail; read by `kit.display`."""

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.utils import translation


@dataclass(frozen=True)
class Reader:
    """calendar: 'jalali' or 'gregorian'; digits: 'fa' or 'en'."""

    calendar: str = "jalali"
    digits: str = "fa"


_reader = ContextVar("reader", default=Reader())


def current_reader():
    return _reader.get()


def set_reader(reader):
    """Returns a token for `reset_reader`."""
    return _reader.set(reader)


def reset_reader(token):
    _reader.reset(token)


@contextmanager
def reading_as(language, calendar=None, digits=None):
    """Within the block texts are in `language`, dates and digits as that language's readers expect unless told."""
    natural = Reader("jalali", "fa") if language == "fa" else Reader("gregorian", "en")
    token = _reader.set(Reader(calendar or natural.calendar, digits or natural.digits))
    try:
        with translation.override(language):
            yield
    finally:
        _reader.reset(token)
