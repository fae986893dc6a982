"""The vectors of PRODUCT.md, section 4, and what must hold for every curve and every budget."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rewards.formula.curve import WHOLE, Bands, Curve, CurveError, budget_factor, capped, distribute, proration

CAFE = Curve(threshold=7000, target=8500, maximum=9500, p_min=5000, m_max=15000)


@pytest.mark.parametrize(
    ("score", "factor"),
    [
        (0, "0"),
        (6999, "0"),
        (7000, "1/2"),
        (7750, "3/4"),
        (8500, "1"),
        (9000, "5/4"),
        (9500, "3/2"),
        (9900, "3/2"),
        (10000, "3/2"),
        (8360, "143/150"),
    ],
)
def test_curve_gives_the_vector(score, factor):
    assert CAFE.factor(score) == Fraction(factor)


def test_narges_with_83_6_points_gets_5_720_000_of_6_000_000():
    assert 6_000_000 * CAFE.factor(8360) == 5_720_000


def test_a_curve_without_a_rise_jumps():
    step = Curve(threshold=8000, target=8000, maximum=8000, p_min=5000, m_max=20000)
    assert [step.factor(score) for score in (7999, 8000, 10000)] == [0, 1, 1]


def test_bands_give_the_factor_of_the_highest_band_reached():
    bands = Bands(((7000, 5000), (8500, 10000), (9500, 15000)))
    assert [bands.factor(s) for s in (6999, 7000, 8499, 8500, 9500)] == [
        0,
        Fraction(1, 2),
        Fraction(1, 2),
        1,
        Fraction(3, 2),
    ]


@pytest.mark.parametrize(
    "numbers",
    [
        (8000, 7000, 9000, 5000, 15000),
        (7000, 9600, 9500, 5000, 15000),
        (7000, 8500, 10001, 5000, 15000),
        (-1, 8500, 9500, 5000, 15000),
        (7000, 8500, 9500, 10001, 15000),
        (7000, 8500, 9500, 5000, 9999),
    ],
)
def test_contradicting_numbers_are_refused(numbers):
    with pytest.raises(CurveError):
        Curve(*numbers)


@pytest.mark.parametrize("bands", [(), ((8000, 1), (7000, 2)), ((7000, 2), (8000, 1)), ((7000, 1), (7000, 2))])
def test_bands_that_fall_are_refused(bands):
    with pytest.raises(CurveError):
        Bands(bands)


def test_proration_is_days_over_the_period_times_the_contract_share():
    assert proration(31, 93, 5000) == Fraction(1, 6)
    assert proration(93, 93, WHOLE) == 1
    assert proration(0, 93, WHOLE) == 0


@pytest.mark.parametrize("arguments", [(94, 93, WHOLE), (-1, 93, WHOLE), (0, 0, WHOLE), (1, 93, WHOLE + 1)])
def test_an_impossible_proration_is_refused(arguments):
    with pytest.raises(CurveError):
        proration(*arguments)


def test_a_cap_holds_an_amount_down():
    assert capped(Fraction(15), 10) == 10
    assert capped(Fraction(9), 10) == 9
    assert capped(Fraction(15), None) == 15


def test_the_budget_of_the_vector_is_shared_to_the_toman():
    amounts = [Fraction(15_000_000), Fraction(6_000_000), Fraction(4_500_000)]
    paid = distribute(amounts, 22_000_000, 1000)
    assert paid == [12_941_000, 5_176_000, 3_882_000]
    assert sum(paid) == 21_999_000
    assert budget_factor(amounts, 22_000_000) == Fraction(44, 51)


def test_a_budget_that_suffices_changes_nothing():
    assert distribute([Fraction(1_000_500), Fraction(2_000_000)], 9_000_000, 1000) == [1_000_000, 2_000_000]
    assert distribute([Fraction(7)], None, 1) == [7]
    assert distribute([], 5, 1) == []
    assert distribute([Fraction(0)], 0, 1) == [0]


basis_points = st.integers(0, WHOLE)


@st.composite
def curves(draw):
    threshold, target, maximum = sorted(draw(st.tuples(basis_points, basis_points, basis_points)))
    return Curve(threshold, target, maximum, draw(basis_points), draw(st.integers(WHOLE, 5 * WHOLE)))


amounts = st.lists(st.fractions(min_value=0, max_value=10**9, max_denominator=10**6), max_size=30)
budgets = st.integers(0, 10**10)
paying_steps = st.sampled_from([1, 10, 1000, 10_000])


@given(curves(), basis_points, basis_points)
def test_a_better_score_is_never_worth_less(curve, one, other):
    low, high = sorted((one, other))
    assert curve.factor(low) <= curve.factor(high)


@given(curves(), basis_points)
def test_a_factor_stays_between_nothing_and_the_most(curve, score):
    assert 0 <= curve.factor(score) <= Fraction(curve.m_max, WHOLE)


@given(curves())
def test_a_curve_meets_its_corners_exactly(curve):
    if curve.threshold < curve.target:
        assert curve.factor(curve.threshold) == Fraction(curve.p_min, WHOLE)
    if curve.target < curve.maximum:
        assert curve.factor(curve.maximum) == Fraction(curve.m_max, WHOLE)
    assert curve.factor(curve.target) == 1


@given(amounts, budgets, paying_steps)
def test_the_sum_never_passes_the_budget_and_nobody_gets_more_than_computed(values, budget, step):
    paid = distribute(values, budget, step)
    assert sum(paid) <= budget
    assert all(0 <= amount <= value and amount % step == 0 for amount, value in zip(paid, values, strict=True))


@given(amounts, budgets, paying_steps, st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(values, budget, step, random):
    order = list(range(len(values)))
    random.shuffle(order)
    shuffled = distribute([values[index] for index in order], budget, step)
    paid = distribute(values, budget, step)
    assert shuffled == [paid[index] for index in order]


@given(amounts, budgets, paying_steps)
def test_what_rounding_leaves_is_less_than_a_step_a_person(values, budget, step):
    target = min(sum(values, Fraction(0)), Fraction(budget))
    assert target - sum(distribute(values, budget, step)) < step * max(len(values), 1)
