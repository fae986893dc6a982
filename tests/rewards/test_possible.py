"""Rule 3: what more was possible in money that could have been had, missed criticals, deadlines of signing."""

from dataclasses import replace
from fractions import Fraction

import pytest

from rewards.formula.curve import would_have
from rewards.formula.gates import GateResult, gate_results
from rewards.formula.possible import at_best, next_possible, possible_at, standards_possible, standards_worth
from rewards.formula.rules import RULES
from rewards.formula.steps import Gates
from rewards.formula.terms import Terms
from rewards.formula.worth import compute_all, explain
from rewards.statements.labels import gate_sentence, reasons
from tests.rewards.test_steps import PLAN, someone

M = 1_000_000
SHARED = replace(PLAN, budget=22 * M, gate_no_fail=False, gate_training=False, gate_signed=False)

# PRODUCT.md: 15.0 + 6.0 + 4.5 against 22, step 1,000. The third would have had 9.0 at the top: (own exact, instead of,
# budget) -> what it would have come to with the others at 21.0 together.
VECTORS = [
    (4_500_000, 22 * M, 3_882_000),
    (6_000_000, 22 * M, 4_888_000),
    (9_000_000, 22 * M, 6_600_000),
    (0, 22 * M, 0),
    (9_000_000, 30 * M, 9_000_000),
    (9_000_000, None, 9_000_000),
]


@pytest.mark.parametrize(("exact", "budget", "amount"), VECTORS)
def test_what_another_amount_would_have_come_to(exact, budget, amount):
    total, own = Fraction(25_500_000), Fraction(4_500_000)
    assert would_have(Fraction(exact), own, Fraction(1), total, budget, 1000) == amount


def test_a_correction_shares_nothing_anew():
    assert would_have(Fraction(9 * M), Fraction(4 * M), Fraction(1, 2), None, 22 * M, 1000) == 4_500_000


def three(score=8000):
    """Two who get 9,000,000 each before the budget of 22, and somebody whose score is given."""
    standards = [{"code": "DUR-01", "weight": 4000, "earned": 3000}, {"code": "DUR-02", "weight": 6000, "earned": 5000}]
    return [someone(9500), someone(9500), someone(score, standards=standards)]


def test_what_more_was_possible_is_what_computing_all_anew_would_give():
    people = three()
    _, all_steps = compute_all(SHARED, people)
    mine = all_steps[2]
    for score in (7000, 8500, 9000, 9500, 10000):
        _, again = compute_all(SHARED, [*people[:2], {**people[2], "score": score}])
        assert possible_at(SHARED, people[2], mine, score) == again[2].amount.amount
    best = at_best(SHARED, people[2], mine)
    assert best == 7_333_000 > mine.amount.amount
    rows = standards_possible(SHARED, people[2], mine)
    before = standards_worth(SHARED, people[2])
    assert [row.worth < old.worth for row, old in zip(rows, before, strict=True)] == [True, True]
    assert sum(row.worth for row in rows) > 0
    assert next_possible(SHARED, people[2], mine).amount == possible_at(SHARED, people[2], mine, 8500)


def test_behind_a_shut_gate_nothing_more_was_possible_by_a_standard():
    plan = replace(SHARED, gate_no_fail=True)
    people = [*three()[:2], {**three()[2], "has_fail": True}]
    _, all_steps = compute_all(plan, people)
    assert [row.worth for row in standards_possible(plan, people[2], all_steps[2])] == [0, 0]
    assert at_best(plan, people[2], all_steps[2]) is None
    open_gate = next_possible(plan, people[2], all_steps[2])
    _, again = compute_all(plan, three())
    assert open_gate.kind == "gate" and open_gate.amount == again[2].amount.amount


def test_the_former_rules_say_and_store_what_they_did():
    people = three()
    for version in (1, 2):
        factor, all_steps = RULES[version].compute_all(SHARED, people)
        assert "total" not in all_steps[2].as_json()[7]
        assert RULES[version].explain(SHARED, people[2], factor) == all_steps[2]
        assert RULES[version].standards_worth(SHARED, people[2], all_steps[2]) == standards_worth(SHARED, people[2])
        assert RULES[version].at_best(SHARED, people[2], all_steps[2]) is None


# The gate of missed criticals


def gates(terms, **inputs):
    return {row.gate: row for row in gate_results(terms, someone(**inputs))}


def test_a_missed_critical_that_cost_a_section_fails_the_gate_that_counts_it():
    plan = replace(PLAN, gate_criticals=True)
    found = gates(plan, missed_criticals=["DUR-05", "DUR-05", "AFT-01"])
    assert found["no_fail"].passed is True
    assert found["criticals"] == GateResult("criticals", passed=False, have=3, need=0, codes=("AFT-01", "DUR-05"))
    assert gates(plan, missed_criticals=[])["criticals"].passed is True
    assert "criticals" not in gates(PLAN, missed_criticals=["DUR-05"])
    assert reasons(Gates(passed=False, results=(found["criticals"],))) and "DUR-05" in gate_sentence(found["criticals"])


def test_terms_that_were_stored_before_know_no_such_gate():
    stored = {name: value for name, value in PLAN.as_json().items() if name != "gate_criticals"}
    assert Terms.from_json(stored).gate_criticals is False


# Deadlines of signing


@pytest.mark.parametrize(
    ("signed", "passed", "passed_before"),
    [
        ({"required": 6, "signed": 6, "later": 0}, True, True),
        ({"required": 6, "signed": 4, "later": 2}, True, False),
        ({"required": 6, "signed": 4, "later": 1}, False, False),
        ({"required": 6, "signed": 4}, False, False),
        ({"required": 0, "signed": 0, "later": 0}, True, True),
    ],
)
def test_a_standard_whose_deadline_is_still_to_come_keeps_nobody_out(signed, passed, passed_before):
    assert gates(PLAN, signed=signed)["signed"].passed is passed
    inputs = someone(signed={"later": 0, **signed})
    assert RULES[2].explain(PLAN, inputs, Fraction(1)).gates.passed is passed_before
    assert explain(PLAN, inputs, Fraction(1)).gates.passed is passed
