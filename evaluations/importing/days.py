"""A day in a cell of the file: Jalali or Gregorian, any digits, the year first or last, a time behind it dropped."""

import re

from django.utils import timezone
from django.utils.translation import gettext as _

from evaluations.importing.fields import FIRST_YEAR, LAST_YEAR
from kit.calendar import GREGORIAN, JALALI, day_from, parse_day
from kit.folding import tidy, western_digits

_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_TIME = re.compile(r"[T ,]\s*\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?|Z|[+-]\d{2}:?\d{2})?$")


class DayProblem(ValueError):
    """The message says what stands there."""


def read_day(text, order):
    """`order`: "ymd", or "dmy"/"mdy" for dates whose year comes last. Raises DayProblem."""
    plain = _TIME.sub("", western_digits(tidy(text)))
    try:
        found = _year_last(plain, order) if _YEAR_LAST.fullmatch(plain) else parse_day(plain)
    except ValueError as problem:
        if isinstance(problem, DayProblem):
            raise
        raise DayProblem(_("“%(text)s” is not a date") % {"text": text[:40]}) from problem
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise DayProblem(_("“%(text)s” is not a date") % {"text": text[:40]})
    return found


def _year_last(plain, order):
    first, second, year = map(int, _YEAR_LAST.fullmatch(plain).groups())
    if order == "ymd":
        words = _('“%(text)s”: is the day or the month first? Say order = "dmy" or "mdy" in [date]')
        raise DayProblem(words % {"text": plain})
    day, month = (first, second) if order == "dmy" else (second, first)
    if year < 100:
        year = _whole_year(year)
    return day_from(year, month, day, JALALI if year < 1700 else GREGORIAN)


def _whole_year(year):
    """Two digits: of this century, or of the last where that would lie far ahead. (Jalali years are written whole.)"""
    this = timezone.localdate().year
    whole = this - this % 100 + year
    return whole - 100 if whole > this + 10 else whole
