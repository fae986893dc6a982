"""A reward at its edges: just below, exactly at, just above."""

from dataclasses import replace
from fractions import Fraction

import pytest

from rewards.formula.curve import Bands, Curve, CurveError, budget_factor, capped, distribute, proration, rounded_down
from rewards.formula.gates import gate_results
from rewards.formula.possible import next_step, standards_worth
from rewards.formula.worth import compute_all, explain, worth, zone
from tests.rewards.test_steps import PLAN, someone

BANDED = replace(PLAN, bands=((7000, 5000), (8500, 10000), (9500, 15000)))


def test_the_cap_comes_after_the_proration():
    """Half of 9,000,000 is 4,500,000, which is below the cap: the cap takes nothing. The other way round it would."""
    plan = replace(PLAN, cap=8_000_000, period_days=90)
    assert worth(plan, someone(9500, days=45)).exact == 4_500_000
    assert worth(plan, someone(9500, days=90)).exact == 8_000_000
    assert worth(plan, someone(9500, days=85)).exact == 8_000_000
    assert worth(plan, someone(9500, days=80)).exact == 8_000_000
    assert worth(plan, someone(9500, days=79)).exact == 7_900_000


@pytest.mark.parametrize(("cap", "applied", "amount"), [
    (5_999_000, True, 5_999_000),
    (6_000_000, False, 6_000_000),
    (6_001_000, False, 6_000_000),
    (None, False, 6_000_000),
])  # fmt: skip
def test_a_cap_below_at_and_above_the_amount(cap, applied, amount):
    steps = explain(replace(PLAN, cap=cap), someone(8500), Fraction(1))
    assert (steps.cap.applied, steps.amount.amount) == (applied, amount)
    assert capped(Fraction(6_000_000), cap) == amount


@pytest.mark.parametrize(("budget", "factor"), [
    (5_999_999, Fraction(5_999_999, 6_000_000)),
    (6_000_000, 1),
    (6_000_001, 1),
    (0, 0),
    (None, 1),
])  # fmt: skip
def test_a_budget_below_at_and_above_the_sum(budget, factor):
    assert budget_factor([Fraction(2_000_000), Fraction(4_000_000)], budget) == factor
    assert compute_all(replace(PLAN, budget=budget), [someone(8500)])[0] == factor


def test_nothing_to_share_leaves_the_factor_whole():
    assert budget_factor([], 0) == budget_factor([Fraction(0)], 0) == 1


@pytest.mark.parametrize(("score", "factor", "where"), [
    (6999, Fraction(0), "below"),
    (7000, Fraction(1, 2), "rising"),
    (7001, Fraction(1, 2) + Fraction(1, 3000), "rising"),
    (8499, 1 - Fraction(1, 3000), "rising"),
    (8500, Fraction(1), "above"),
    (8501, 1 + Fraction(1, 2000), "above"),
    (9499, Fraction(3, 2) - Fraction(1, 2000), "above"),
    (9500, Fraction(3, 2), "top"),
    (9501, Fraction(3, 2), "top"),
])  # fmt: skip
def test_a_curve_around_each_of_its_points(score, factor, where):
    assert PLAN.shape.factor(score) == factor
    assert zone(PLAN, score) == where


@pytest.mark.parametrize(("score", "factor", "where"), [
    (6999, 0, "below"), (7000, Fraction(1, 2), "rising"), (8499, Fraction(1, 2), "rising"), (8500, 1, "rising"),
    (9499, 1, "rising"), (9500, Fraction(3, 2), "top"), (9501, Fraction(3, 2), "top"),
])  # fmt: skip
def test_bands_around_each_of_their_scores(score, factor, where):
    assert BANDED.shape.factor(score) == factor
    assert zone(BANDED, score) == where


@pytest.mark.parametrize("numbers", [
    {"threshold": 8501}, {"target": 9501}, {"maximum": 10001}, {"threshold": -1}, {"p_min": -1}, {"p_min": 10001},
    {"m_max": 9999},
])  # fmt: skip
def test_a_curve_one_step_out_of_range_is_refused(numbers):
    good = {"threshold": 7000, "target": 8500, "maximum": 9500, "p_min": 5000, "m_max": 15000}
    Curve(**good)
    with pytest.raises(CurveError):
        Curve(**good | numbers)


def test_a_curve_at_the_ends_of_its_range_is_taken():
    Curve(0, 0, 10000, 0, 10000)
    Curve(10000, 10000, 10000, 10000, 10000)
    Curve(7000, 7000, 7000, 10000, 10000)


@pytest.mark.parametrize("steps", [
    (), ((7000, 5000), (7000, 6000)), ((8000, 5000), (7000, 6000)), ((7000, 6000), (8000, 5000)), ((-1, 5000),),
    ((10001, 5000),), ((7000, -1),),
])  # fmt: skip
def test_bands_that_do_not_rise_or_leave_the_range_are_refused(steps):
    with pytest.raises(CurveError):
        Bands(steps)


def test_bands_at_the_ends_of_the_range_are_taken():
    assert Bands(((0, 0), (5000, 0), (10000, 10000))).factor(10000) == 1


@pytest.mark.parametrize("numbers", [(-1, 90, 10000), (91, 90, 10000), (0, 0, 10000), (1, 90, -1), (1, 90, 10001)])
def test_a_proration_out_of_range_is_refused(numbers):
    with pytest.raises(CurveError):
        proration(*numbers)


def test_a_proration_at_the_ends():
    assert proration(0, 90, 10000) == proration(90, 90, 0) == 0
    assert proration(90, 90, 10000) == proration(1, 1, 10000) == 1
    assert proration(45, 90, 5000) == Fraction(1, 4)


@pytest.mark.parametrize(("amount", "down"), [(999, 0), (1000, 1000), (1999, 1000), (2000, 2000)])
def test_rounding_down_to_a_step(amount, down):
    assert rounded_down(Fraction(amount), 1000) == down
    assert distribute([Fraction(amount)], None, 1000) == [down]


def gate(name, terms=PLAN, **different):
    return next(row for row in gate_results(terms, someone(**different)) if row.gate == name)


@pytest.mark.parametrize(("n", "passed"), [(1, False), (2, True), (3, True)])
def test_the_gate_of_evaluations_at_the_number_wanted(n, passed):
    assert gate("evaluations", n=n).passed is passed


@pytest.mark.parametrize(("signed", "passed"), [(23, False), (24, True), (25, True)])
def test_the_gate_of_signatures_at_the_number_wanted(signed, passed):
    assert gate("signed", signed={"required": 24, "signed": signed}).passed is passed


def test_the_gates_of_fails_and_of_training():
    assert gate("no_fail", has_fail=False).passed and not gate("no_fail", has_fail=True).passed
    for valid in (True, False):
        assert gate("training", training={"valid": valid, "done": 1, "assigned": 1}).passed is valid


@pytest.mark.parametrize("shut", [
    {"has_fail": True}, {"training": {"valid": False, "done": 0, "assigned": 1}}, {"n": 1},
    {"signed": {"required": 24, "signed": 23}},
])  # fmt: skip
def test_one_shut_gate_is_enough(shut):
    assert worth(PLAN, someone(8500, **shut)).exact == 0
    assert next_step(PLAN, someone(8500, **shut)).amount == 6_000_000


@pytest.mark.parametrize(("score", "to"), [(6999, 7000), (7000, 8500), (8499, 8500), (8500, 9500), (9499, 9500)])
def test_the_next_step_around_each_point(score, to):
    assert next_step(PLAN, someone(score)).to == to
    assert next_step(PLAN, someone(9500)) is None


def test_a_step_that_would_bring_nothing_is_no_next_step():
    assert next_step(replace(PLAN, cap=6_000_000), someone(8500)) is None
    assert next_step(replace(PLAN, cap=6_000_001), someone(8500)).to == 9500


def test_what_a_standard_lost_is_never_less_than_nothing_and_never_past_full_marks():
    inputs = someone(9900, standards=[
        {"code": "A", "weight": 5000, "earned": 4900},
        {"code": "B", "weight": 100, "earned": 200},
        {"code": "C", "weight": 5000, "earned": 4000},
    ])  # fmt: skip
    rows = standards_worth(replace(PLAN, maximum=10000), inputs)
    assert [(row.code, row.lost) for row in rows] == [("C", 1000), ("A", 100), ("B", 0)]
    assert rows[0].worth == rows[1].worth == 200_000


def test_a_curve_that_does_not_rise_ends_at_the_whole():
    step = Curve(threshold=8000, target=8000, maximum=8000, p_min=5000, m_max=20000)
    assert [step.factor(score) for score in (7999, 8000, 8001)] == [0, 1, 1]
