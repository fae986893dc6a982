"""Percentages as people write them, kept in basis points."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from kit.forms import AsksAboutLow, PercentField
from kit.reader import reading_as


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        *[("80", 8000), ("۸۰", 8000), ("80,5", 8050), ("80.5", 8050), ("۸۰٫۵", 8050), ("۸۰،۵", 8050), ("80/5", 8050)],
        *[("80 %", 8000), ("۸۰٪", 8000), ("66.67", 6667), ("0", 0), ("100", 10000), (" 7 ", 700), ("0.8", 80)],
    ],
)
def test_a_percentage_is_read_exactly(typed, kept):
    assert PercentField().clean(typed) == kept


@pytest.mark.parametrize("typed", ["8000", "100.01", "8,000", "80.555", "-5", "1e2", "eighty", "80.", ".5"])
def test_anything_else_is_refused_with_one_sentence_that_says_how(typed):
    with reading_as("en"), pytest.raises(ValidationError) as refused:
        PercentField().clean(typed)
    assert refused.value.messages[0].endswith("0 to 100, like 80.") or "100" in refused.value.messages[0]


def test_bounds_and_whole_percents():
    field = PercentField(places=0, least=100, required=False)
    assert (field.clean("۸۵"), field.clean("")) == (8500, None)
    for typed in ("0", "85.5"):
        with pytest.raises(ValidationError):
            field.clean(typed)


@pytest.mark.parametrize(("kept", "shown"), [(8000, "80"), (8050, "80.5"), (6667, "66.67"), (80, "0.8")])
def test_it_is_shown_in_percent(kept, shown):
    with reading_as("en"):
        assert PercentField().prepare_value(kept) == shown
    with reading_as("fa"):
        assert PercentField().clean(PercentField().prepare_value(kept)) == kept


class Marks(AsksAboutLow, forms.Form):
    marks = ("mark",)
    mark = PercentField()


def test_a_few_percent_are_asked_about_once():
    asked = Marks({"mark": "0.8"})
    assert not asked.is_valid()
    assert "low_is_meant" in asked.fields
    assert Marks({"mark": "0.8", "low_is_meant": "on"}).is_valid()
    for typed in ("0", "10", "80"):
        form = Marks({"mark": typed})
        assert form.is_valid()
        assert "low_is_meant" not in form.fields
