"""Which days count: a weekend, a country's holidays, a company's own days."""

import datetime as dt

import pytest

from kit.dates.calendar import Period, year_of
from kit.dates.working_days import FRIDAY, WorkingDays, countries, is_working_day, public_holidays

# Wednesday 27 Esfand 1404, three days before Nowruz 1405.
BEFORE_NOWRUZ = dt.date(2026, 3, 18)


def test_seven_working_days_over_nowruz_counted_by_hand():
    """Off: Thu 19, Fri 20, Nowruz Sat 21 to Tue 24, Thu 26, Fri 27, Wed 1 and Thu 2 April, Fri 3. Counted: Wed 25,
    Sat 28, Sun 29, Mon 30, Tue 31 March, Sat 4, Sun 5 April."""
    assert WorkingDays(country="IR").after(BEFORE_NOWRUZ, 7) == dt.date(2026, 4, 5)
    assert WorkingDays().after(BEFORE_NOWRUZ, 7) == dt.date(2026, 3, 29)


def test_an_own_day_goes_before_weekend_and_holidays():
    bridge, nature_day = dt.date(2026, 3, 25), dt.date(2026, 4, 1)
    days = WorkingDays(country="IR", own={bridge: True, nature_day: False})
    assert [days.is_worked(bridge), days.is_worked(nature_day)] == [False, True]
    assert days.after(BEFORE_NOWRUZ, 7) == dt.date(2026, 4, 5)
    thursday = dt.date(2026, 3, 26)
    assert WorkingDays(country="IR", own={thursday: False}).is_worked(thursday)


def test_the_weekend_is_the_companys():
    thursday = dt.date(2026, 11, 19)
    assert WorkingDays().after(thursday - dt.timedelta(days=1), 1) == dt.date(2026, 11, 21)
    assert WorkingDays(frozenset({FRIDAY})).is_worked(thursday)
    assert WorkingDays(frozenset()).is_worked(thursday + dt.timedelta(days=1))
    with pytest.raises(ValueError):
        WorkingDays(frozenset(range(7)))


def test_two_readers_read_the_same_holidays_by_their_names():
    nowruz = Period(dt.date(2026, 3, 21), dt.date(2026, 3, 25))
    persian, english = (public_holidays("IR", nowruz, language) for language in ("fa", "en"))
    assert [day.on.day for day in persian] == [day.on.day for day in english] == [21, 22, 23, 24]
    assert ("نوروز" in persian[0].name, "Nowruz" in english[0].name) == (True, True)


def test_a_jalali_year_has_holidays_of_two_gregorian_ones():
    year = year_of(dt.date(2026, 11, 27))
    days = [day.on for day in public_holidays("IR", year, "fa")]
    assert days == sorted(days)
    assert (days[0], days[-1].year) == (dt.date(2026, 3, 21), 2027)


@pytest.mark.parametrize("code", ["IR", "AE", "TR", "DE", "GB", "IQ", "AF"])
def test_a_country_with_holidays_can_be_chosen(code):
    assert code in countries()
    assert public_holidays(code, Period(dt.date(2026, 1, 1), dt.date(2027, 1, 1)), "fa")


@pytest.mark.parametrize("code", ["", "XX"])
def test_no_country_has_no_holidays(code):
    assert public_holidays(code, Period(dt.date(2026, 1, 1), dt.date(2027, 1, 1)), "en") == []


def test_before_there_is_a_company_its_defaults_count(db):
    assert [is_working_day(BEFORE_NOWRUZ + dt.timedelta(days=n)) for n in range(4)] == [True, False, False, False]
