from hypothesis import given
from hypothesis import strategies as st

from evaluations.scoring.interval import Interval, interval, quantile
from kit import display


def test_too_few_evaluations_have_no_interval():
    assert interval([]) is None
    assert interval([8500]) is None


def test_four_evaluations_by_hand():
    # mean 8350, s = 129.10, t(3) = 3.182: 3.182 * 129.10 / 2 = 205.4, rounded up.
    assert interval([8200, 8300, 8400, 8500]) == Interval(8350 - 206, 8350 + 206)


def test_two_far_apart_evaluations_say_hardly_anything():
    assert interval([6000, 9000]) == Interval(0, 10000)


def test_overlap():
    assert Interval(7000, 8000).overlaps(Interval(8000, 9000))
    assert not Interval(7000, 7999).overlaps(Interval(8000, 9000))


def test_quantile_is_never_below_the_table():
    assert [quantile(n) for n in (1, 30, 31, 40, 59, 120, 5000)] == [12706, 2042, 2042, 2021, 2021, 1980, 1962]


@given(st.lists(st.integers(0, 10000), min_size=2, max_size=40))
def test_interval_holds_the_mean_and_is_the_same_in_any_order(scores):
    found = interval(scores)
    mean = (2 * sum(scores) + len(scores)) // (2 * len(scores))
    assert 0 <= found.low <= mean <= found.high <= 10000
    assert interval(sorted(scores)) == found


@given(st.lists(st.integers(0, 10000), min_size=2, max_size=10), st.integers(2, 4))
def test_more_of_the_same_evaluations_narrow_it(scores, times):
    once, more = interval(scores), interval(scores * times)
    assert more.high - more.low <= once.high - once.low


def test_what_shows_as_one_figure_is_no_range():
    assert not display.spans(0, 0) and not display.spans(10000, 10000)
    assert display.spans(8333, 8333)  # 83 to 84
    assert display.spans(7000, 8000)
