"""Working days: a weekend, the public holidays of a country (package `holidays`), and a company's own days.

The app that keeps the company says which days it works (`worked_by`). What was counted is kept with its result:
a company that changes its weekend changes no date that was set before.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from kit.dates.calendar import Period
from kit.text.folding import fold

THURSDAY, FRIDAY = 3, 4
WEEK = 7


@dataclass(frozen=True)
class WorkingDays:
    """`weekend`: numbers of date.weekday(); `country`: ISO 3166, "" for none; `own`: {day: is it off?}, which goes
    before all else."""

    weekend: frozenset = frozenset({THURSDAY, FRIDAY})
    country: str = ""
    own: Mapping = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if len(self.weekend) >= WEEK:
            raise ValueError("a company works on some day of the week")

    def is_worked(self, day: dt.date) -> bool:
        if day in self.own:
            return not self.own[day]
        return day.weekday() not in self.weekend and day not in _public_days(self.country, day.year)

    def after(self, day: dt.date, count: int) -> dt.date:
        """The day `count` working days after `day` (which itself is not counted)."""
        while count > 0:
            day += dt.timedelta(days=1)
            count -= self.is_worked(day)
        return day


_working: dict[str, Callable[[], WorkingDays]] = {"how": WorkingDays}


def worked_by(function: Callable[[], WorkingDays]) -> None:
    """In AppConfig.ready: `function()` gives the company's WorkingDays as they are now."""
    _working["how"] = function


def working_days() -> WorkingDays:
    return _working["how"]()


def is_working_day(day: dt.date) -> bool:
    return working_days().is_worked(day)


def add_working_days(day: dt.date, count: int) -> dt.date:
    """As `WorkingDays.after`, for the company as it works now. For many rows ask for `working_days()` once."""
    return working_days().after(day, count)


# Public holidays -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Holiday:
    on: dt.date
    name: str


def public_holidays(country: str, period: Period, language: str) -> list[Holiday]:
    """Those in the period by date, with names in the language as far as the package has them."""
    years = range(period.start.year, period.last_day.year + 1)
    found = {day: name for year in years for day, name in _named_days(country, year, language).items()}
    comma = "؛ " if language == "fa" else "; "
    return [Holiday(day, found[day].replace("; ", comma)) for day in sorted(found) if day in period]


@lru_cache(maxsize=1)
def countries() -> dict[str, str]:
    """{ISO 3166 code: English name} of those whose holidays are known, by name."""
    from holidays.registry import COUNTRIES

    found = {codes[1]: _spaced(codes[0]) for codes in COUNTRIES.values()}
    return dict(sorted(found.items(), key=lambda pair: fold(pair[1])))


def _spaced(name: str) -> str:
    """'United Arab Emirates' of the class UnitedArabEmirates."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)


@lru_cache(maxsize=256)
def _public_days(country: str, year: int) -> frozenset[dt.date]:
    return frozenset(_named_days(country, year, ""))


@lru_cache(maxsize=128)
def _named_days(country: str, year: int | range, language: str) -> dict[dt.date, str]:
    """{day: name}. The package is read when it is first needed: few processes count days."""
    if not country or country not in countries():
        return {}
    import holidays

    known = holidays.country_holidays(country).supported_languages
    spoken = next((one for one in known if one.split("_")[0] == language), None)
    return dict(holidays.country_holidays(country, years=year, language=spoken).items())
