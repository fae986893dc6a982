import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.values.money import amount_text, floor_to_step, parse_amount

currencies = st.sampled_from(["IRR", "EUR", "JPY", "KWD"])


@given(st.integers(-(10**15), 10**15), currencies, st.booleans())
def test_parse_amount_reads_what_amount_text_writes(amount, currency, shows_toman):
    text = amount_text(amount, currency, shows_toman=shows_toman)
    assert parse_amount(text, currency, shows_toman=shows_toman) == amount


def test_parse_amount_takes_what_people_type():
    assert parse_amount("۱۲٬۵۰۰") == 125000
    assert parse_amount("12 500", shows_toman=False) == 12500
    assert parse_amount("1,250.5", "EUR") == 125050
    for text in ("", "12.55", "a lot", "1e3", "--1"):
        with pytest.raises(ValueError):
            parse_amount(text)


def test_floor_to_step_leaves_the_rest():
    assert [floor_to_step(amount, 1000) for amount in (12_941_176, 1000, 999)] == [12_941_000, 1000, 0]
