from datetime import date

import pytest

from kit.files.names import file_name
from kit.reader import reading_as

DAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("calendar", "digits", "expected"),
    [("jalali", "fa", "کارکنان 1405-09-06.xlsx"), ("gregorian", "en", "کارکنان 2026-11-27.xlsx")],
)
def test_a_file_bears_the_day_of_the_reader_in_digits_that_sort(calendar, digits, expected):
    with reading_as("fa", calendar=calendar, digits=digits):
        assert file_name("کارکنان", "xlsx", on=DAY) == expected


def test_what_a_file_system_refuses_is_left_out():
    assert file_name('a/b: "c"\n?', "csv", on=DAY).startswith("a b c ")
    assert len(file_name("x" * 500, "csv", on=DAY)) < 120
