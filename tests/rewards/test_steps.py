"""A person's computation explained: the steps, the gates, what a standard was worth, what comes next."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.values.canonical import canonical_json
from rewards.formula.gates import GateResult, gate_results
from rewards.formula.possible import NextStep, next_step, standards_worth
from rewards.formula.steps import Cap, CurveStep, Steps
from rewards.formula.terms import MONEY, Terms
from rewards.formula.worth import compute_all, explain, worth, zone

PLAN = Terms(
    unit=MONEY,
    base=6_000_000,
    period_days=93,
    step=1000,
    threshold=7000,
    target=8500,
    maximum=9500,
    p_min=5000,
    m_max=15000,
    least_evaluations=2,
)


def someone(score=8360, **different):
    inputs = {
        "staff": "narges",
        "score": score,
        "n": 4,
        "low": 7900,
        "high": 8800,
        "has_fail": False,
        "training": {"valid": True, "done": 3, "assigned": 3},
        "signed": {"required": 24, "signed": 24},
        "days": 93,
        "contract_share": 10000,
        "standards": [],
    }
    return {**inputs, **different}


def test_narges_sees_every_step_of_5_720_000():
    steps = explain(PLAN, someone(), Fraction(1))
    assert [step["step"] for step in steps.as_json()] == [
        "score",
        "gates",
        "curve",
        "base",
        "proration",
        "cap",
        "before_budget",
        "budget",
        "rounding",
        "amount",
    ]
    assert steps.curve == CurveStep("rising", Fraction(143, 150))
    assert steps.as_json()[2] == {"step": "curve", "zone": "rising", "multiplier": "143/150"}
    assert steps.before_budget.result == 5_720_000
    assert steps.amount.amount == 5_720_000


def test_the_steps_are_plain_data_without_floats():
    steps = explain(PLAN, someone(contract_share=3333), Fraction(2, 3)).as_json()
    again = explain(PLAN, someone(contract_share=3333), Fraction(2, 3)).as_json()
    assert canonical_json(steps) == canonical_json(again)


def test_a_step_or_a_part_of_one_that_nobody_knows_is_refused():
    stored = explain(PLAN, someone(), Fraction(1)).as_json()
    for changed in (stored[:-1], [*stored[:-1], {"step": "amount", "amount": 1, "more": 1}]):
        with pytest.raises(TypeError):
            Steps.from_json(changed)
    with pytest.raises(KeyError):
        Steps.from_json([*stored, {"step": "gift"}])


def test_each_gate_says_what_is_there_and_what_is_needed():
    inputs = someone(
        n=1, has_fail=True, training={"valid": False, "done": 2, "assigned": 3}, signed={"required": 24, "signed": 23}
    )
    assert gate_results(PLAN, inputs) == (
        GateResult("no_fail", passed=False, have=0, need=1),
        GateResult("training", passed=False, have=2, need=3),
        GateResult("evaluations", passed=False, have=1, need=2),
        GateResult("signed", passed=False, have=23, need=24),
    )
    assert worth(PLAN, inputs).exact == 0
    assert worth(PLAN, inputs).missed == ("no_fail", "training", "evaluations", "signed")


def test_a_plan_without_gates_shuts_nobody_out():
    free = replace(PLAN, gate_no_fail=False, gate_training=False, gate_signed=False, least_evaluations=0)
    inputs = someone(n=0, has_fail=True, training={"valid": False, "done": 0, "assigned": 3})
    assert gate_results(free, inputs) == ()
    assert worth(free, inputs).exact == 5_720_000


def test_no_score_is_worth_nothing_and_is_not_a_zero():
    inputs = someone(score=None, n=0, low=None, high=None)
    assert zone(PLAN, None) == "none"
    assert explain(PLAN, inputs, Fraction(1)).amount.amount == 0


def test_part_of_the_period_and_of_a_contract_count_in_proportion():
    assert worth(PLAN, someone(8500, days=31, contract_share=5000)).exact == 1_000_000
    assert worth(replace(PLAN, prorates=False), someone(8500, days=31, contract_share=5000)).exact == 6_000_000


def test_a_cap_is_shown_where_it_holds():
    steps = explain(replace(PLAN, cap=8_000_000), someone(9500), Fraction(1))
    assert steps.cap == Cap(8_000_000, applied=True)
    assert steps.amount.amount == 8_000_000


def test_the_vector_of_three_people_shares_the_budget():
    plan = replace(PLAN, base=10_000_000, budget=22_000_000)
    people = [someone(9500), someone(8500, contract_share=6000), someone(7000, contract_share=9000)]
    factor, steps = compute_all(plan, people)
    assert factor == Fraction(44, 51)
    assert [each.amount.amount for each in steps] == [12_941_000, 5_176_000, 3_882_000]


def test_who_is_shut_out_does_not_thin_the_others_share():
    plan = replace(PLAN, budget=6_000_000)
    factor, steps = compute_all(plan, [someone(8500), someone(9500, has_fail=True)])
    assert factor == 1
    assert [each.amount.amount for each in steps] == [6_000_000, 0]


def test_the_next_step_of_narges_is_the_target():
    assert next_step(PLAN, someone()) == NextStep("score", 6_000_000, gap=140, to=8500, name="target")


def test_the_next_step_below_at_and_above():
    assert next_step(PLAN, someone(6920)).name == "threshold"
    assert next_step(PLAN, someone(6920)).amount == 3_000_000
    assert next_step(PLAN, someone(8500)).name == "maximum"
    assert next_step(PLAN, someone(9500)) is None
    assert next_step(PLAN, someone(None)) == NextStep("first")


def test_the_next_step_of_who_is_shut_out_is_to_open_the_gate():
    step = next_step(PLAN, someone(8500, signed={"required": 24, "signed": 23}))
    assert step == NextStep("gate", 6_000_000, results=(GateResult("signed", passed=False, have=23, need=24),))


def test_the_next_band_is_the_next_step():
    banded = replace(PLAN, bands=((7000, 5000), (9000, 12000)))
    assert next_step(banded, someone()).to == 9000
    assert zone(banded, 8360) == "rising"
    assert zone(banded, 9000) == "top"


def test_the_dearest_standard_comes_first_with_what_it_would_have_added():
    standards = [{"code": "DUR-07", "weight": 2000, "earned": 1500}, {"code": "DUR-08", "weight": 1330, "earned": 670}]
    standards.append({"code": "AFT-01", "weight": 1000, "earned": 1000})
    rows = standards_worth(PLAN, someone(7000, standards=standards))
    assert [(row.code, row.lost, row.worth) for row in rows] == [
        ("DUR-08", 660, 1_320_000),
        ("DUR-07", 500, 1_000_000),
        ("AFT-01", 0, 0),
    ]


def test_terms_survive_being_written_down():
    banded = replace(PLAN, bands=((7000, 5000), (9000, 12000)), budget=5)
    assert Terms.from_json(banded.as_json()) == banded
    assert Terms.from_json(PLAN.as_json()) == PLAN


@given(
    score=st.integers(0, 10000),
    days=st.integers(0, 93),
    share=st.integers(1, 10000),
    step=st.sampled_from([1, 1000]),
    parts=st.integers(1, 7),
)
def test_every_explanation_ends_in_what_its_steps_say(score, days, share, step, parts):
    plan = replace(PLAN, step=step)
    steps = explain(plan, someone(score, days=days, contract_share=share), Fraction(1, parts))
    assert steps.budget.result - steps.rounding.left == steps.amount.amount
    assert steps.before_budget.result == steps.proration.result
    assert steps.base.result == plan.base * steps.curve.multiplier
    assert Steps.from_json(steps.as_json()) == steps
