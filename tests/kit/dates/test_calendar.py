import datetime as dt
import os
import time

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from kit.dates import calendar
from kit.dates.calendar import GREGORIAN, JALALI, Period

days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
NOWRUZ_1404 = dt.datetime(2025, 3, 20, 20, 30, tzinfo=dt.UTC)


@pytest.fixture(params=["UTC", "Asia/Tehran", "America/Los_Angeles", "Pacific/Kiritimati"])
def somewhere(request):
    """The server's own clock and the active zone stand in another place."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    with timezone.override(request.param):
        yield request.param
    os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
    time.tzset()


def test_local_day_is_the_organisations_wherever_the_server_stands(somewhere):
    day = calendar.local_day(NOWRUZ_1404)
    assert calendar.parts(day) == (1404, 1, 1)
    assert calendar.local_day(NOWRUZ_1404 - dt.timedelta(microseconds=1)) == day - dt.timedelta(days=1)
    assert calendar.first_instant(day) == NOWRUZ_1404


@given(days)
def test_jalali_there_and_back(day):
    assert calendar.day_from(*calendar.parts(day)) == day


@given(days, st.sampled_from([JALALI, GREGORIAN]))
def test_parse_day_reads_what_numeric_text_writes(day, chosen):
    assert calendar.parse_day(calendar.numeric_text(day, chosen)) == day


def test_parse_day_takes_persian_digits_and_refuses_what_is_no_day():
    assert calendar.parse_day(" ۱۴۰۵/۹/۲ ") == dt.date(2026, 11, 23)
    for text in ("1404/12/30", "2026-02-29", "12/9/1405", "", "yesterday"):
        with pytest.raises(ValueError):
            calendar.parse_day(text)


def test_days_in_words_of_both_calendars_and_languages():
    day = dt.date(2026, 11, 23)
    assert calendar.long_text(day, JALALI, "fa") == "دوشنبه 2 آذر 1405"
    assert calendar.long_text(day, JALALI, "en") == "Monday 2 Azar 1405"
    assert calendar.long_text(day, GREGORIAN, "fa") == "دوشنبه 23 نوامبر 2026"
    assert calendar.long_text(day, GREGORIAN, "en") == "Monday 23 November 2026"
    assert calendar.month_text(day, JALALI, "fa") == "آذر 1405"
    assert calendar.is_leap_jalali(1403)
    assert not calendar.is_leap_jalali(1404)


@given(days)
def test_week_begins_on_saturday_and_holds_its_day(day):
    week = calendar.week_of(day)
    assert calendar.weekday_name(week.start, "fa") == "شنبه"
    assert day in week
    assert week.days == 7


@given(days, st.sampled_from([JALALI, GREGORIAN]))
def test_months_quarters_and_years_join_without_gap(day, chosen):
    for period_of in (calendar.month_of, calendar.quarter_of, calendar.year_of):
        period = period_of(day, chosen)
        assert day in period
        assert period.end not in period
        assert period_of(period.end, chosen).start == period.end


@given(days, st.integers(-30, 30), st.sampled_from([JALALI, GREGORIAN]))
def test_add_months_keeps_the_day_of_month_or_takes_the_last(day, months, chosen):
    year, month, number = calendar.parts(day, chosen)
    then = calendar.parts(calendar.add_months(day, months, chosen), chosen)
    assert then[0] * 12 + then[1] == year * 12 + month + months
    assert then[2] == number or (then[2] < number and then[2] in (28, 29, 30))


def test_period_ends_before_its_end():
    autumn = Period(dt.date(2026, 9, 23), dt.date(2026, 12, 22))
    assert autumn == calendar.quarter_of(dt.date(2026, 11, 23))
    assert autumn.last_day == dt.date(2026, 12, 21)
    assert autumn.overlap(Period(dt.date(2026, 12, 20), dt.date(2027, 1, 1))) == 2
    assert autumn.overlap(Period(dt.date(2027, 1, 1), dt.date(2027, 2, 1))) == 0
    with pytest.raises(ValueError):
        Period(dt.date(2026, 2, 1), dt.date(2026, 1, 1))


@pytest.mark.parametrize(
    ("kind", "language", "text"),
    [
        (calendar.JALALI, "en", "Autumn 1405"),
        (calendar.JALALI, "fa", "پاییز 1405"),
        (calendar.GREGORIAN, "en", "Quarter 4 of 2026"),
        (calendar.GREGORIAN, "fa", "سه‌ماههٔ چهارم 2026"),
    ],
)
def test_a_season_and_a_quarter_have_names(kind, language, text):
    assert calendar.quarter_text(dt.date(2026, 11, 27), kind, language) == text
