"""Of two plans for the same days one pays; what was frozen stays with its plan."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from people.actions import change_work
from rewards import actions, errors
from rewards.models import Plan
from rewards.statements.reward import present_reward
from rewards.statements.step_lines import step_lines
from rewards.verification import problems
from tests.factories import rewards as made
from tests.factories.people import worked
from tests.factories.rewards import NOW, RUNNING, TOMAN, scores
from tests.rewards.days.world import END, MOVE, ONE, START, paid, share_of

JOINED = date(2024, 3, 20)


def overlapping(people, first, **fields):
    values = {"title_fa": "دوم", "title_en": "Second"} | fields
    return made.published_plan(first.cycle, by=people.hoda.user, at=NOW + ONE, **values)


def test_of_two_plans_for_the_same_days_the_one_published_first_pays(people, day_plan):
    second = overlapping(people, day_plan)
    assert share_of(day_plan, people.narges).days == 90
    assert (paid(second, people.narges), share_of(second, people.kaveh).days) == ([], 90)
    (taken,) = share_of(second, people.narges).elsewhere
    assert (taken.starts_on, taken.ends_on, taken.plan) == (START, END, day_plan)
    with scores({people.narges: 8500, people.kaveh: 8500}):
        run = made.computed(second, people.hoda.user)
    row = run.rows.get(staff=people.narges)
    assert (row.amount, run.rows.get(staff=people.kaveh).amount) == (0, 6_000_000 * TOMAN)
    with translation.override("en"):
        line = next(line for line in step_lines(run.terms, row.computation) if line.title == "In proportion")
    assert "paid by “Day”" in line.text


@pytest.mark.parametrize("different", [{"purpose": "فروش"}, {"unit": "points"}])
def test_another_purpose_or_unit_is_paid_beside(people, day_plan, different):
    assert share_of(overlapping(people, day_plan, **different), people.narges).days == 90


@pytest.mark.parametrize("written", ["پاداش فصل", "پاداشِ فصل", "پاداشفصل", "پاداش\u200cفصل"])
def test_one_purpose_written_two_ways_pays_no_day_twice(people, day_plan, written):
    first = overlapping(people, day_plan, purpose="پاداش\u200cفصل")
    second = overlapping(people, day_plan, purpose=written)
    assert list(second.rivals()) == [first]
    assert Plan.objects.about(people.narges).get(pk=second.pk).has_rivals
    assert not day_plan.rivals().exists()


def test_a_plan_that_does_not_prorate_pays_nothing_for_no_day(people, day_plan):
    second = overlapping(people, day_plan, prorates=False)
    with scores({people.narges: 8500, people.kaveh: 8500}):
        run = made.computed(second, people.hoda.user)
    assert [run.rows.get(staff=one).amount for one in (people.narges, people.kaveh)] == [0, 6_000_000 * TOMAN]


def test_what_was_frozen_stays_with_its_plan_whatever_is_recorded_later(people, day_plan, tajrish_plan, hr):
    """Narges was paid as of the day shift; that she had moved is recorded afterwards."""
    with scores({people.narges: 8500}):
        made.frozen(day_plan, people.hoda.user, people.armin.user)
    change_work(staff=people.narges, from_=MOVE, team=people.tajrish_shift, **hr)
    assert paid(tajrish_plan, people.narges) == []
    with scores({people.narges: 8500}):
        correction = actions.correct_run(run=day_plan.runs.get(), reason="جابه‌جایی", **hr)
        correction = made.approved(day_plan, people.hoda.user, people.armin.user)
        row = correction.rows.get(staff=people.narges)
        assert (row.amount, row.difference) == (2_000_000 * TOMAN, -4_000_000 * TOMAN)
        actions.freeze_run(run=correction, **hr)
    assert paid(tajrish_plan, people.narges) == [(MOVE, END, 10000)]
    assert list(problems()) == []


def test_who_has_no_day_in_the_plan_any_more_gives_it_back(people, day_plan, hr):
    with scores({people.narges: 8500}):
        made.frozen(day_plan, people.hoda.user, people.armin.user)
    change_work(staff=people.narges, from_=JOINED, team=people.office, **hr)
    with scores({people.narges: 8500}):
        actions.correct_run(run=day_plan.runs.get(), reason="تیم دیگر", **hr)
        run = made.computed(day_plan, people.hoda.user)
    assert [(row.staff, row.difference) for row in run.rows.all()] == [(people.narges, -6_000_000 * TOMAN)]


def test_the_days_of_a_frozen_run_are_not_claimed_by_an_older_plan(people, day_plan, tajrish_plan, hr):
    worked(people.narges, (JOINED, None, {"team": people.tajrish_shift}))
    with scores({people.narges: 8500}):
        made.frozen(tajrish_plan, people.hoda.user, people.armin.user, NOW + 2 * ONE)
    change_work(staff=people.narges, from_=START, team=people.day_shift, **hr)
    assert paid(day_plan, people.narges) == []
    change_work(staff=people.narges, from_=START, team=people.tajrish_shift, **hr)
    assert share_of(tajrish_plan, people.narges).days == 90


def test_what_a_plan_has_frozen_it_does_not_lose_to_an_older_one(people, day_plan, hr):
    worked(people.narges, (JOINED, None, {"team": people.office}))
    second = overlapping(people, day_plan, roles=[people.barista])
    with scores({people.narges: 8500}):
        made.frozen(second, people.hoda.user, people.armin.user, NOW + 2 * ONE)
    change_work(staff=people.narges, from_=START, team=people.day_shift, **hr)
    assert (paid(day_plan, people.narges), share_of(second, people.narges).days) == ([], 90)


@pytest.mark.parametrize("step", ["send", "approve", "freeze"])
def test_a_run_with_other_days_than_now_goes_no_further(people, day_plan, hr, step):
    hoda, armin = people.hoda.user, people.armin.user
    before = {"send": made.computed, "approve": made.sent}
    with scores({people.narges: 8500}):
        run = before[step](day_plan, hoda) if step in before else made.approved(day_plan, hoda, armin)
        change_work(staff=people.narges, from_=MOVE, contract_share=5000, **hr)
        act = {
            "send": lambda: actions.send_run(run=run, **hr),
            "approve": lambda: actions.approve_run(run=run, by=armin, at=NOW),
            "freeze": lambda: actions.freeze_run(run=run, **hr),
        }[step]
        with pytest.raises(errors.DaysChanged) as refused:
            act()
        assert refused.value.n == 1
        change_work(staff=people.narges, from_=MOVE, contract_share=10000, **hr)
        act()


def test_who_came_into_the_plan_since_is_missed(people, day_plan, hr):
    with scores({people.narges: 8500}):
        run = made.computed(day_plan, people.hoda.user)
        change_work(staff=people.kaveh, from_=END - ONE, team=people.day_shift, **hr)
        with pytest.raises(errors.DaysChanged):
            actions.send_run(run=run, **hr)
        made.sent(day_plan, people.hoda.user)


def test_the_page_says_that_days_changed(people, day_plan, hr, client_for):
    with scores({people.narges: 8500}):
        run = made.computed(day_plan, people.hoda.user)
    client = client_for(people.hoda)
    fine = client.get(run.get_absolute_url(), headers={"accept-language": "en"})
    change_work(staff=people.narges, from_=MOVE, contract_share=5000, **hr)
    page = client.get(run.get_absolute_url())
    assert sum(check["ok"] is False for check in page.context["checks"]) > sum(
        check["ok"] is False for check in fine.context["checks"]
    )
    answer = client.post(f"{run.get_absolute_url()}send/", follow=True)
    assert run.state == type(run).objects.get(pk=run.pk).state
    assert answer.status_code == 200


def test_what_rests_on_the_days_is_said_before_a_change_is_written(people, day_plan, hr, client_for):
    with scores({people.narges: 8500}):
        made.computed(day_plan, people.hoda.user)
    url = reverse("people:work_change", args=[people.narges.key])
    facts = {
        "from_": MOVE.isoformat(),
        "team": people.office.key,
        "job_role": people.barista.key,
        "contract_share": "100",
    }
    page = client_for(people.hoda).post(url, facts)
    assert (page.status_code, len(page.context["resting"])) == (200, 1)
    assert people.narges.work_periods.count() == 1
    assert client_for(people.hoda).post(url, {**facts, "seen": (MOVE - ONE).isoformat()}).status_code == 200
    assert client_for(people.hoda).post(url, {**facts, "seen": MOVE.isoformat()}).status_code == 302
    assert people.narges.work_periods.count() == 2


def test_the_reward_so_far_is_of_the_plan_that_pays_the_days(people):
    first = made.published_plan(by=people.hoda.user, **RUNNING)
    made.published_plan(first.cycle, by=people.hoda.user, at=NOW + ONE, **RUNNING)
    with scores({people.narges: 8500}):
        assert present_reward(people.narges, NOW).plan == first
