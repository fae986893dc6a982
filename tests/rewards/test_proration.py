"""The share of a period for which somebody is paid, day by day. No database."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rewards.formula.curve import CurveError, daily_proration


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 10000)), max_size=6))
def test_the_share_is_the_sum_over_days(work):
    period = max(sum(days for days, _ in work), 1)
    by_day = sum((Fraction(share, 10000 * period) for days, share in work for _ in range(days)), Fraction(0))
    assert daily_proration(work, period) == by_day <= 1


@pytest.mark.parametrize("work", [[(91, 10000)], [(46, 1), (45, 1)], [(-1, 1)], [(1, 10001)], [(1, -1)]])
def test_days_and_shares_out_of_range_are_refused(work):
    with pytest.raises(CurveError):
        daily_proration(work, 90)
    assert daily_proration([(90, 10000)], 90) == 1
