"""The company: its one row, asked for by every page, read once a request."""

from contextlib import contextmanager
from contextvars import ContextVar

from kit.prepared import Prepared, columns, instance
from people.models import Organisation

# How a company is called that nobody has written down yet.
UNNAMED = {"name_fa": "هوادار", "name_en": "Havadar"}

_kept = ContextVar("organisation", default=None)


def organisation():
    """The company's row; before it is written down, one that bears the product's name."""
    return _kept.get() or _read()


def in_main_language(field, text):
    """The columns of a bilingual field for a text in the company's main language; the Persian one is never empty."""
    is_english = organisation().language_codes[0] == "en"
    return {f"{field}_fa": text, **({f"{field}_en": text} if is_english else {})}


@contextmanager
def keeping_organisation():
    """Within the block `organisation()` asks the database no more."""
    token = _kept.set(_read())
    try:
        yield _kept.get()
    finally:
        _kept.reset(token)


def _row(shape):
    return Organisation.objects.filter(pk=1).values(*columns(Organisation))


ROW = Prepared(_row)


def _read():
    row = ROW.get()
    return instance(Organisation, row) if row else Organisation(**UNNAMED)
