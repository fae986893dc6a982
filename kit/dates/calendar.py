"""The one calendar: Jalali and Gregorian dates, weeks from Saturday, periods. (Working days: kit.dates.working_days.)

Instants are kept in UTC; the day of an instant is the organisation's local day. A period is [start, end).
"""

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

import jdatetime
from django.utils import timezone

from kit.text.folding import western_digits

JALALI, GREGORIAN = "jalali", "gregorian"

JALALI_MONTHS = {
    "fa": ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"],
    "en": [
        "Farvardin",
        "Ordibehesht",
        "Khordad",
        "Tir",
        "Mordad",
        "Shahrivar",
        "Mehr",
        "Aban",
        "Azar",
        "Dey",
        "Bahman",
        "Esfand",
    ],
}
GREGORIAN_MONTHS = {
    "fa": ["ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر"],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
# In the order of datetime.date.weekday(): Monday is 0.
WEEKDAYS = {
    "fa": ["دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}


# Days ----------------------------------------------------------------------------------------------------------------


def local_day(instant: dt.datetime) -> dt.date:
    """The organisation's date at an instant, whatever the server's or the reader's zone."""
    return instant.astimezone(timezone.get_default_timezone()).date()


def first_instant(day: dt.date) -> dt.datetime:
    """The instant at which `day` begins at the organisation's place."""
    return dt.datetime.combine(day, dt.time.min, timezone.get_default_timezone())


@lru_cache(maxsize=8192)
def parts(day: dt.date, calendar: str = JALALI) -> tuple[int, int, int]:
    """(year, month, day of month) in `calendar`."""
    if calendar == JALALI:
        jalali = jdatetime.date.fromgregorian(date=day)
        return jalali.year, jalali.month, jalali.day
    return day.year, day.month, day.day


def day_from(year: int, month: int, day: int, calendar: str = JALALI) -> dt.date:
    """The date of a calendar's year, month and day. Raises ValueError where there is none."""
    if calendar == JALALI:
        return jdatetime.date(year, month, day).togregorian()
    return dt.date(year, month, day)


def parse_day(text: str) -> dt.date:
    """A date from what somebody typed: 1405/9/2, ۱۴۰۵-۰۹-۰۲, 2026-11-23. Years below 1700 are Jalali.

    Raises ValueError.
    """
    found = re.fullmatch(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\s*", western_digits(text))
    if not found:
        raise ValueError(f"not a date: {text!r}")
    year, month, day = map(int, found.groups())
    return day_from(year, month, day, JALALI if year < 1700 else GREGORIAN)


def is_leap_jalali(year: int) -> bool:
    return jdatetime.date(year, 1, 1).isleap()


# Words (western digits; kit.display puts the reader's digits in) ----------------------------------------------------


def month_name(month: int, calendar: str, language: str) -> str:
    return (JALALI_MONTHS if calendar == JALALI else GREGORIAN_MONTHS)[language][month - 1]


SEASONS = {"fa": ("بهار", "تابستان", "پاییز", "زمستان"), "en": ("Spring", "Summer", "Autumn", "Winter")}
QUARTERS = {
    "fa": ("سه‌ماههٔ اول", "سه‌ماههٔ دوم", "سه‌ماههٔ سوم", "سه‌ماههٔ چهارم"),
    "en": ("Quarter 1 of", "Quarter 2 of", "Quarter 3 of", "Quarter 4 of"),
}


def quarter_text(day: dt.date, calendar: str, language: str) -> str:
    """'Autumn 1405', 'Quarter 4 of 2026': the season or quarter around a day, in western digits."""
    year, month, _ = parts(day, calendar)
    return f"{(SEASONS if calendar == JALALI else QUARTERS)[language][(month - 1) // 3]} {year}"


def weekday_name(day: dt.date, language: str) -> str:
    return WEEKDAYS[language][day.weekday()]


def short_text(day: dt.date, calendar: str, language: str) -> str:
    """'2 Azar': day and month."""
    _, month, number = parts(day, calendar)
    return f"{number} {month_name(month, calendar, language)}"


def day_text(day: dt.date, calendar: str, language: str) -> str:
    """'2 Azar 1405'."""
    return f"{short_text(day, calendar, language)} {parts(day, calendar)[0]}"


def long_text(day: dt.date, calendar: str, language: str) -> str:
    """'Monday 2 Azar 1405'."""
    return f"{weekday_name(day, language)} {day_text(day, calendar, language)}"


def numeric_text(day: dt.date, calendar: str) -> str:
    """'1405/09/02' or '2026-11-23': sorts as it reads."""
    year, month, number = parts(day, calendar)
    return f"{year:04}/{month:02}/{number:02}" if calendar == JALALI else day.isoformat()


def month_text(day: dt.date, calendar: str, language: str) -> str:
    """'Azar 1405': the month that a day is in."""
    year, month, _ = parts(day, calendar)
    return f"{month_name(month, calendar, language)} {year}"


# Periods -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, order=True)
class Period:
    """Days from `start` up to, not including, `end`."""

    start: dt.date
    end: dt.date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("a period ends before it starts")

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day < self.end

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    @property
    def last_day(self) -> dt.date:
        return self.end - dt.timedelta(days=1)

    def overlap(self, other: "Period") -> int:
        """How many days both have."""
        return max(0, (min(self.end, other.end) - max(self.start, other.start)).days)


def week_of(day: dt.date) -> Period:
    """Saturday to Friday around `day`."""
    start = day - dt.timedelta(days=(day.weekday() + 2) % 7)
    return Period(start, start + dt.timedelta(days=7))


def month_of(day: dt.date, calendar: str = JALALI) -> Period:
    """The calendar's month around `day`."""
    year, month, _ = parts(day, calendar)
    return Period(day_from(year, month, 1, calendar), _month_start(year, month + 1, calendar))


def quarter_of(day: dt.date, calendar: str = JALALI) -> Period:
    """The season (Jalali) or quarter (Gregorian) around `day`."""
    year, month, _ = parts(day, calendar)
    first = (month - 1) // 3 * 3 + 1
    return Period(day_from(year, first, 1, calendar), _month_start(year, first + 3, calendar))


def year_of(day: dt.date, calendar: str = JALALI) -> Period:
    year = parts(day, calendar)[0]
    return Period(day_from(year, 1, 1, calendar), day_from(year + 1, 1, 1, calendar))


def add_months(day: dt.date, months: int, calendar: str = JALALI) -> dt.date:
    """The same day of a later month, or that month's last day where it is shorter."""
    year, month, number = parts(day, calendar)
    years, month = divmod(month - 1 + months, 12)
    start = _month_start(year + years, month + 1, calendar)
    last = month_of(start, calendar).last_day
    return min(start + dt.timedelta(days=number - 1), last)


def _month_start(year: int, month: int, calendar: str) -> dt.date:
    return day_from(year + (month - 1) // 12, (month - 1) % 12 + 1, 1, calendar)
