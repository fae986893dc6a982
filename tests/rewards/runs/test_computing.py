"""A run is computed from the plan, again and again until it is sent."""

import pytest

from rewards import actions, errors
from rewards.models import RunState
from rewards.verification import problems
from tests.factories import rewards as made
from tests.factories.rewards import LATER, TOMAN, scores


def amounts(run):
    return {row.staff.given_name_en: row.amount // TOMAN for row in run.rows.select_related("staff")}


def test_a_run_computes_everyone_of_the_plan(plan, everyone, hoda):
    run = made.computed(plan, hoda)
    assert amounts(run) == {"Narges": 5_720_000, "Parisa": 7_500_000, "Saeed": 0, "Kaveh": 0}
    assert (run.total, run.people_count) == (13_220_000 * TOMAN, 4)
    assert run.rows.get(staff=everyone.kaveh).is_gated
    assert list(problems()) == []


def test_computing_again_gives_the_same_until_something_changes(plan, everyone, hoda):
    first = made.computed(plan, hoda)
    again = actions.compute_run(run=first, by=hoda, at=LATER)
    assert again.content_hash == first.content_hash
    with scores({everyone.narges: 8500}):
        changed = actions.compute_run(run=first, by=hoda, at=LATER)
    assert changed.content_hash != first.content_hash
    assert amounts(changed)["Narges"] == 6_000_000


def test_a_tight_budget_is_shared_and_never_passed(people, everyone, hoda):
    plan = made.published_plan(by=hoda, roles=[people.barista, people.server], budget=6_610_000 * TOMAN)
    run = made.computed(plan, hoda)
    assert run.factor_text == "1/2"
    assert amounts(run) == {"Narges": 2_860_000, "Parisa": 3_750_000, "Saeed": 0, "Kaveh": 0}
    assert list(problems()) == []


def test_a_plan_has_one_run_of_its_own(plan, hoda):
    made.started(plan, hoda)
    with pytest.raises(errors.RunExists):
        made.started(plan, hoda)


def test_a_plan_for_nobody_is_not_computed(people, hoda):
    plan = made.published_plan(by=hoda, teams=[people.office], roles=[people.barista])
    with pytest.raises(errors.NothingComputed):
        made.computed(plan, hoda)


def test_what_was_sent_is_computed_again_only_when_taken_back(plan, everyone, hoda):
    run = made.sent(plan, hoda)
    with pytest.raises(errors.WrongState):
        actions.compute_run(run=run, by=hoda, at=LATER)
    run = actions.take_back_run(run=run, by=hoda, at=LATER)
    assert actions.compute_run(run=run, by=hoda, at=LATER).state == RunState.COMPUTED
