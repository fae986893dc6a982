import datetime as dt

import pytest
from django.template import Context, Template

from kit import display
from kit.reader import current_reader, reading_as

DAY = dt.date(2026, 11, 23)
INSTANT = dt.datetime(2026, 11, 23, 11, 0, tzinfo=dt.UTC)


@pytest.fixture
def persian():
    with reading_as("fa"):
        yield


@pytest.fixture
def english():
    with reading_as("en"):
        yield


@pytest.mark.usefixtures("persian")
def test_numbers_in_persian():
    assert display.number(1234567) == "۱٬۲۳۴٬۵۶۷"
    assert display.number(None) == "—"
    assert display.percent(8505) == "۸۵٫۱<bdi>٪</bdi>"
    assert display.percent(8505, 2) == "۸۵٫۰۵<bdi>٪</bdi>"
    assert display.percent(10000, 0) == "۱۰۰<bdi>٪</bdi>"
    assert display.percent(-1000, 0) == "\u200e-۱۰<bdi>٪</bdi>"
    assert display.percent(None) == "—"
    assert display.percent_text(6805) == "۶۸٫۱٪"
    assert display.points(667) == "۶٫۶۷"
    assert display.decimals(-5, 10, 1) == "\u200e-۰٫۵"
    assert display.number_range(79, 88) == "۷۹ تا ۸۸"
    assert display.digits("EV-1405") == "EV-۱۴۰۵"


@pytest.mark.usefixtures("english")
def test_numbers_in_english():
    assert display.number(1234567) == "1,234,567"
    assert display.percent(8505) == "85.1%"
    assert display.points(-667) == "-6.67"
    assert display.points(0) == "0.00"
    assert display.number_range(79, 88) == "79–88"
    assert display.number_range(88, 88) == "88"
    assert display.digits("۱۴۰۵") == "1405"


@pytest.mark.usefixtures("persian")
def test_days_in_persian():
    assert display.day(DAY) == "۲ آذر ۱۴۰۵"
    assert display.longday(DAY) == "دوشنبه ۲ آذر ۱۴۰۵"
    assert display.numericday(DAY) == "۱۴۰۵/۰۹/۰۲"
    assert display.weekday(DAY) == "دوشنبه"
    assert display.monthname(DAY) == "آذر ۱۴۰۵"
    assert display.day(None) == "—"
    assert display.clock(INSTANT) == "۱۴:۳۰"
    assert display.day(dt.datetime(2025, 3, 20, 20, 30, tzinfo=dt.UTC)) == "۱ فروردین ۱۴۰۴"


def test_days_follow_calendar_and_digits_apart_from_language():
    with reading_as("en", calendar="jalali", digits="fa"):
        assert display.longday(DAY) == "Monday ۲ Azar ۱۴۰۵"
    with reading_as("fa", calendar="gregorian", digits="en"):
        assert display.day(DAY) == "23 نوامبر 2026"
    with reading_as("en"):
        assert display.moment(INSTANT) == "23 November 2026 at 14:30"


def test_shortday_leaves_out_this_year_alone(time_machine):
    time_machine.move_to(INSTANT)
    with reading_as("fa"):
        assert display.shortday(DAY) == "۲ آذر"
        assert display.shortday(dt.date(2026, 3, 20)) == "۲۹ اسفند ۱۴۰۴"
    with reading_as("en"):
        assert display.shortday(dt.date(2026, 3, 20)) == "20 March"


@pytest.mark.usefixtures("english")
def test_period_shows_its_last_day():
    assert display.period(dt.date(2026, 9, 23), dt.date(2026, 12, 22)) == "23 September to 21 December 2026"
    assert display.period(dt.date(2026, 9, 23), dt.date(2027, 1, 2)) == "23 September 2026 to 1 January 2027"
    assert display.period(DAY, DAY + dt.timedelta(days=1)) == "23 November 2026"


@pytest.mark.usefixtures("english")
def test_duration_in_words():
    spoken = [display.duration(seconds).replace("\xa0", " ") for seconds in (1, 40, 240, 4800, 7200, 300000)]
    assert spoken == ["1 second", "40 seconds", "4 minutes", "1 hour and 20 minutes", "2 hours", "3 days"]
    assert display.duration(dt.timedelta(minutes=1)).replace("\xa0", " ") == "1 minute"
    assert display.filesize(300) == "1 KB"
    assert display.filesize(5 * 1024 * 1024) == "5.0 MB"


def test_money_in_toman_and_rial():
    with reading_as("en"):
        assert display.money(129410000) == "12,941,000\xa0Toman"
        assert display.money(5) == "0.5\xa0Toman"
        assert display.money(-1250, "EUR") == "-12.50\xa0EUR"
    with reading_as("en", shows_toman=False):
        assert display.money(129410000) == "129,410,000\xa0Rial"
        assert display.money_amount(129410000) == "129,410,000"
    with reading_as("fa"):
        assert display.money_amount(129410000) == "۱۲٬۹۴۱٬۰۰۰"


def test_reading_as_gives_back_the_reader_before():
    before = current_reader()
    with reading_as("en", currency="EUR", shows_toman=False):
        assert (current_reader().currency, current_reader().shows_toman) == ("EUR", False)
        with reading_as("fa"):
            assert (current_reader().currency, current_reader().shows_toman) == ("EUR", False)
    assert current_reader() == before


def test_filters_in_templates():
    template = Template(
        "{% load display %}{{ n|number }} {{ bp|percent:0 }} {{ d|day }} {{ 79|upto:88 }} {% currency_name %}"
    )
    with reading_as("en"):
        assert template.render(Context({"n": 1200, "bp": 8550, "d": DAY})) == "1,200 86% 23 November 2026 79–88 Toman"
