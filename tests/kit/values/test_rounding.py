from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from kit.values.rounding import half_up_div

whole = st.integers(-(10**18), 10**18)
divisor = whole.filter(bool)


def test_half_up_div_rounds_halves_upwards():
    assert [half_up_div(n, 2) for n in (-5, -3, -1, 1, 3, 5)] == [-2, -1, 0, 1, 2, 3]
    assert half_up_div(83333333, 10000) == 8333
    assert half_up_div(1, -2) == 0


@given(whole, divisor)
def test_half_up_div_is_never_more_than_a_half_away(numerator, denominator):
    away = Fraction(half_up_div(numerator, denominator)) - Fraction(numerator, denominator)
    assert -Fraction(1, 2) < away <= Fraction(1, 2)


@given(whole, divisor, st.integers(-(10**6), 10**6))
def test_half_up_div_moves_with_whole_numbers(numerator, denominator, shift):
    assert half_up_div(numerator + shift * denominator, denominator) == half_up_div(numerator, denominator) + shift
