"""Days as files write them. What a value leaves open (is 7/5 May or July?) the order of its file decides. Pure."""

import datetime as dt
import re
from collections.abc import Collection, Iterable

from kit.dates.calendar import GREGORIAN, GREGORIAN_MONTHS, JALALI, JALALI_MONTHS, WEEKDAYS, day_from
from kit.text.folding import fold

# "iso": every value says itself what is what: the year first with four digits, or the month by name. "jalali" and
# "ymd": two digits of a year come first, of the one calendar or the other.
ORDERS = ISO, JALALI_FIRST, DAY_FIRST, MONTH_FIRST, YEAR_FIRST = "iso", "jalali", "dmy", "mdy", "ymd"
_PLACES = {JALALI_FIRST: "ymd", DAY_FIRST: "dmy", MONTH_FIRST: "mdy", YEAR_FIRST: "ymd"}
_TIME = re.compile(
    r"[\st,]+([01]?\d|2[0-4]):[0-5]\d(:[0-5]\d([.,]\d+)?)?\s*([ap]\.?m\.?|ق\.?ظ\.?|ب\.?ظ\.?)?"
    r"\s*(z|utc|gmt|[+-]\d\d:?\d\d)?$"
)
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_ALONE = re.compile(r"[\s\-/.,،'’]*")
LONGEST = 60


def _months():
    found = {}
    for calendar, names in ((GREGORIAN, GREGORIAN_MONTHS), (JALALI, JALALI_MONTHS)):
        for language in ("fa", "en"):
            for number, name in enumerate(names[language], start=1):
                found[fold(name).replace(" ", "")] = (calendar, number)
    for number, name in enumerate(GREGORIAN_MONTHS["en"], start=1):
        found[fold(name)[:3]] = (GREGORIAN, number)
    also = {"sept": 9, "مي": 5, "می": 5, "جولای": 7, "جون": 6, "آگوست": 8, "اگست": 8, "ژوین": 6, "ژوییه": 7}
    return found | {fold(name): (GREGORIAN, number) for name, number in also.items()} | {
        fold("امرداد"): (JALALI, 5),
    }  # fmt: skip


_MONTHS = _months()
_WEEKDAYS = {fold(name) for names in WEEKDAYS.values() for name in names}
_WEEKDAYS |= {fold(name)[:3] for name in WEEKDAYS["en"]} | {"tues", "thur", "thurs", "یک", "دو", "سه", "چهار", "پنج"}


def read_day(text: str, order: str = ISO) -> dt.date:
    """The day that `text` says in a file of this order. Raises ValueError.

    A time of day behind it is left out; a year below 1700 is Jalali, whatever the order.
    """
    plain = fold(str(text)[: LONGEST + 1])
    if len(plain) > LONGEST:
        raise ValueError("not a date")
    parts = _parts(_TIME.sub("", f"{plain}"))
    named = [part for part in parts if part in _MONTHS]
    numbers = [part for part in parts if part.isdigit()]
    if len(named) == 1 and len(numbers) == 2 and len(parts) == 3:
        return _named(_MONTHS[named[0]], *numbers)
    if named or len(numbers) != len(parts):
        raise ValueError("not a date")
    if len(numbers) == 1 and len(numbers[0]) == 8:
        numbers = [numbers[0][:4], numbers[0][4:6], numbers[0][6:]]
    if len(numbers) != 3:
        raise ValueError("not a date")
    return _numeric(numbers, order)


def _parts(plain):
    parts = _PARTS.findall(plain)
    if _ALONE.sub("", _PARTS.sub("", plain)):
        raise ValueError("not a date")
    return [part for part in parts if part not in _WEEKDAYS] if len(parts) > 3 else parts


def _named(month, first, second):
    """Day, month, year or month, day, year; a year of four digits may come first."""
    calendar, number = month
    year, day = (first, second) if len(first) == 4 else (second, first)
    return _day(year, number, int(day), calendar)


def _numeric(numbers, order):
    if len(numbers[0]) == 4:
        places = "ymd"
    elif order == ISO or (len(numbers[2]) == 4 and _PLACES[order] == "ymd"):
        raise ValueError("the order is not known")
    else:
        places = _PLACES[order]
    said = dict(zip(places, numbers, strict=True))
    year = said["y"]
    if len(year) not in (2, 4) or max(len(said["m"]), len(said["d"])) > 2:
        raise ValueError("not a date")
    is_jalali = int(year) < 1700 if len(year) == 4 else order == JALALI_FIRST
    return _day(year, int(said["m"]), int(said["d"]), JALALI if is_jalali else GREGORIAN)


def _day(year, month, day, calendar):
    """A year of two digits is one of these decades: 1970 to 2069, 1351 to 1450."""
    full = int(year)
    if len(year) == 2:
        full += (1400 if full <= 50 else 1300) if calendar == JALALI else (2000 if full < 70 else 1900)
    elif len(year) != 4 or (calendar == GREGORIAN and full < 1700):
        raise ValueError("not a year")
    try:
        return day_from(full, month, day, calendar)
    except OverflowError as problem:
        raise ValueError("not a date") from problem


def possible_orders(values: Iterable[str]) -> list[str]:
    """The orders that make days of as many of the values as any order does, each with days of its own.

    One: it is known. Several: somebody has to be asked. ["iso"] where no order makes any difference.
    """
    asked = {value for value in map(str.strip, values) if value}
    open_ones = [value for value in sorted(asked) if _read(value, ISO) is None]
    read = {order: [_read(value, order) for value in open_ones] for order in ORDERS[1:]}
    counts = {order: len(days) - days.count(None) for order, days in read.items()}
    most = max(counts.values())
    if most == 0:
        return [ISO]
    found: list[str] = []
    for order in (DAY_FIRST, MONTH_FIRST, YEAR_FIRST, JALALI_FIRST):
        if counts[order] == most and not any(read[order] == read[other] for other in found):
            found.append(order)
    return found


def _read(value, order):
    try:
        return read_day(value, order)
    except ValueError:
        return None


def telling(values: Iterable[str], orders: Collection[str]) -> list[str]:
    """Up to two values that the orders read as different days: what to show whoever is asked."""
    found = (value for value in values if value and len({_read(value, order) for order in orders} - {None}) > 1)
    return list(dict.fromkeys(found))[:2]
