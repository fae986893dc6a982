import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from kit.duties import Duty, in_order
from kit.forms import DayField, MoneyField, NumberField
from kit.phrases import listed
from kit.reader import reading_as


def duty(title, due_on):
    return Duty("sign", title, "", "/", due_on, "signature", "Sign")


def test_duties_stand_by_due_date_and_undated_last():
    today = dt.date(2026, 11, 23)
    late, soon, some_day = duty("a", today - dt.timedelta(days=1)), duty("b", today), duty("c", None)
    assert in_order([some_day, soon, late]) == [late, soon, some_day]
    assert [each.is_overdue(today) for each in (late, soon, some_day)] == [True, False, False]


def test_listed_joins_words_as_one_says_them():
    with reading_as("en"):
        assert listed(["Narges"]) == "Narges"
        assert listed(["Narges", "Parisa", "Saeed"]) == "Narges, Parisa and Saeed"


def test_day_field_takes_both_calendars():
    assert DayField().clean("۱۴۰۵/۰۹/۰۲") == DayField().clean("2026-11-23") == dt.date(2026, 11, 23)
    assert DayField(required=False).clean("") is None
    for no_day in ("1405/13/02", "9999-12-31", "0001-01-01"):
        with pytest.raises(ValidationError):
            DayField().clean(no_day)


def test_number_and_money_fields_take_persian_digits():
    assert NumberField().clean("۱۲") == 12
    assert MoneyField().clean("۱۲٬۵۰۰") == 125000
    with pytest.raises(ValidationError):
        MoneyField().clean("much")
