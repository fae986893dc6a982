"""A run names the rule that computed it, is explained and verified by that, and so is what corrects it."""

import json
from dataclasses import replace
from unittest import mock

import pytest

from kit.values.canonical import content_hash
from rewards import actions
from rewards.computation.rows import _content
from rewards.formula import worth
from rewards.formula.rules import RULES, Rule, UnknownRule, newest_rule, rule
from rewards.formula.steps import Amount, Steps
from rewards.models import Run
from rewards.statements.reward import of_row
from rewards.verification import problems
from tests.factories import rewards as made
from tests.factories.rewards import NOW, TOMAN, scores
from tests.rewards.test_steps import PLAN, someone
from tests.worlds import built_once


@built_once
def plan(people):
    return made.published_plan(by=people.hoda.user, roles=[people.barista, people.server])


@built_once
def run(plan, people):
    with scores({people.narges: 8360, people.parisa: 9000}):
        return made.paid(plan, people.hoda.user, people.armin.user)


def half(terms, inputs, factor):
    """A rule that pays half of what rule 3 pays."""
    steps = worth.explain(terms, inputs, factor)
    return replace(steps, amount=Amount(steps.amount.amount // 2))


def half_for_all(terms, people):
    factor, _ = worth.compute_all(terms, people)
    return factor, [half(terms, inputs, factor) for inputs in people]


@pytest.fixture
def a_second_rule():
    """Within the test there is a rule 4, which is the newest."""
    second = Rule(half_for_all, half, lambda terms, inputs, steps: None, lambda terms, inputs, steps: [])
    with mock.patch.dict(RULES, {4: second}):
        yield


# What rule 1 gives for ever: (score, days of 93, contract share in basis points) -> amount.
VECTORS = [
    ((6999, 93, 10000), 0),
    ((7000, 93, 10000), 3_000_000),
    ((8360, 93, 10000), 5_720_000),
    ((8360, 90, 10000), 5_535_000),
    ((8500, 31, 10000), 2_000_000),
    ((9000, 93, 7500), 5_625_000),
    ((9500, 93, 10000), 9_000_000),
]


@pytest.mark.parametrize(("given", "amount"), VECTORS)
def test_rule_1_gives_for_ever_what_it_gave(given, amount):
    score, days, share = given
    factor, (found,) = RULES[1].compute_all(PLAN, [someone(score, days=days, contract_share=share)])
    assert (factor, found.amount.amount) == (1, amount)


WORK = {"starts_on": "2026-08-22", "ends_on": "2026-09-21", "contract_share": 5000, "team": "day"}
KNOWN = [
    {},
    {"needed": 9},
    {"signed": {"required": 24, "signed": 22, "later": 1}, "missed_criticals": ["DUR-05", "DUR-05"]},
    {"days": 30, "work": [WORK], "elsewhere": [{"starts_on": "2026-09-21", "ends_on": "2026-10-01", "plan": "other"}]},
    {"days": 0, "work": [], "elsewhere": []},
    {"score": None, "n": 0, "low": None, "high": None},
]


@pytest.mark.parametrize("version", [1, 2, 3])
@pytest.mark.parametrize("known", KNOWN)
@pytest.mark.parametrize("plan", [PLAN, replace(PLAN, budget=5_000_001, cap=5_500_000, gate_criticals=True)])
def test_steps_are_read_from_what_is_stored_and_written_to_the_byte(version, known, plan):
    _, all_steps = RULES[version].compute_all(plan, [someone(**known), someone(9000)])
    for steps in all_steps:
        stored = json.dumps(steps.as_json())
        assert Steps.from_json(json.loads(stored)) == steps
        assert json.dumps(Steps.from_json(json.loads(stored)).as_json()) == stored


def test_a_rule_that_there_is_not_is_refused_by_name():
    assert newest_rule() == 3
    with pytest.raises(UnknownRule, match="there is no rule 7 of rewards"):
        rule(7)


def test_a_run_names_the_newest_rule(run):
    assert Run.objects.get().rules_version == 3
    assert list(problems()) == []


def test_a_run_of_an_older_rule_verifies_and_is_explained_by_it(run, a_second_rule):
    assert list(problems()) == []
    row = run.rows.order_by("amount").last()
    assert of_row(row).next.to == 9500


def test_a_new_run_is_computed_by_the_newest_rule(plan, people, a_second_rule):
    with scores({people.narges: 8500, people.parisa: 9000}):
        run = made.paid(plan, people.hoda.user, people.armin.user)
    assert (run.rules_version, run.rows.get(staff=people.narges).amount) == (4, 3_000_000 * TOMAN)
    assert list(problems()) == []


def test_a_correction_computes_by_the_rule_of_the_run_that_it_corrects(run, people, a_second_rule):
    """Else everyone who is corrected would get the difference between the rules as well."""
    with scores({people.narges: 8500, people.parisa: 9000}):
        new = actions.correct_run(run=run, by=people.hoda.user, at=NOW, reason="اصلاح")
        new = actions.compute_run(run=new, by=people.hoda.user, at=NOW)
    assert (new.rules_version, [row.difference for row in new.rows.all()]) == (3, [280_000 * TOMAN])
    assert list(problems()) == []


def test_a_run_hashed_without_its_rule_is_whole_as_rule_1_and_no_other(run, a_second_rule):
    old = content_hash(_content(run, list(run.rows.select_related("staff"))))
    Run.objects.update(content_hash=old, rules_version=1)
    changed = f"reward run {run.key}: the rows or terms were changed after they were computed"
    assert changed not in list(problems())
    Run.objects.update(rules_version=4)
    assert changed in list(problems())


def test_a_run_that_claims_another_rule_is_named(run, a_second_rule):
    Run.objects.update(rules_version=4)
    said = list(problems())
    assert f"reward run {run.key}: the row of P-narges does not recompute to what it says" in said
    assert f"reward run {run.key}: the rows or terms were changed after they were computed" in said


@pytest.mark.parametrize("version", [0, 4, 99])
def test_an_unknown_rule_is_named(run, version):
    Run.objects.update(rules_version=version)
    assert list(problems()) == [f"reward run {run.key}: there is no rule {version} of rewards"]
