"""A published plan never changes: a change is its next version."""

from datetime import date, timedelta

import pytest

from rewards import actions, errors
from rewards.computation.paid_days import shares_of
from rewards.models import Plan, PlanState
from tests.factories import rewards as made
from tests.factories.people import StaffFactory
from tests.factories.rewards import NOW, TOMAN


def test_a_published_plan_never_changes_a_change_is_its_next_version(plan, hoda):
    draft = actions.change_plan(plan=plan, by=hoda, at=NOW, base=1)
    plan.refresh_from_db()
    assert (plan.base, plan.version, draft.base, draft.version) == (6_000_000 * TOMAN, 1, 1, 2)
    assert draft.lineage == plan.lineage
    assert set(draft.roles.all()) == set(plan.roles.all())
    assert actions.change_plan(plan=plan, by=hoda, at=NOW, base=2).pk == draft.pk


def test_publishing_the_next_version_retires_the_one_of_the_same_period(plan, hoda):
    draft = actions.change_plan(plan=plan, by=hoda, at=NOW, base=1)
    actions.publish_plan(plan=draft, by=hoda, at=NOW)
    plan.refresh_from_db()
    assert plan.state == PlanState.RETIRED
    with pytest.raises(errors.PlanNotPublished):
        actions.start_run(plan=plan, by=hoda, at=NOW)


def test_a_version_of_the_next_period_leaves_the_last_one_standing(plan, hoda):
    draft = actions.change_plan(plan=plan, by=hoda, at=NOW, starts_on=date(2026, 12, 22), ends_on=date(2027, 3, 21))
    actions.publish_plan(plan=draft, by=hoda, at=NOW)
    plan.refresh_from_db()
    assert plan.state == PlanState.PUBLISHED


def test_a_decided_period_gets_no_other_plan(plan, everyone, hoda, armin):
    made.approved(plan, hoda, armin)
    draft = actions.change_plan(plan=plan, by=hoda, at=NOW, base=1)
    with pytest.raises(errors.PlanInUse):
        actions.publish_plan(plan=draft, by=hoda, at=NOW)


def test_a_plan_is_published_once(plan, hoda):
    with pytest.raises(errors.PlanNotDraft):
        actions.publish_plan(plan=plan, by=hoda, at=NOW)


@pytest.mark.parametrize(
    "wrong", [{"threshold": 9000}, {"ends_on": date(2026, 8, 22)}, {"bands": [[7000, 1], [6000, 2]]}]
)
def test_numbers_that_contradict_each_other_are_refused(people, hoda, wrong):
    with pytest.raises(errors.PlanNotReady):
        made.drafted_plan(by=hoda, **wrong)
    assert not Plan.objects.exists()


def test_the_population_is_who_was_at_work_in_the_period(plan, people):
    StaffFactory(job_role=people.barista, team=people.day_shift, joined_on=plan.ends_on)
    late = StaffFactory(job_role=people.barista, team=people.day_shift, joined_on=plan.ends_on - timedelta(days=9))
    assert set(plan.population()) == {people.narges, people.parisa, people.saeed, people.kaveh, late}
    shares = shares_of(plan, [late.pk, people.behnam.pk])
    assert (shares[late.pk].days, shares[people.behnam.pk].days) == (9, 0)
