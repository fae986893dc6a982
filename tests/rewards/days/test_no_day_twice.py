"""Days decide: who moves, changes hours, leaves or is in two plans is paid each day once."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from people.actions import change_work, record_leaving, return_to_work
from people.errors import PeopleError
from rewards import actions, errors
from rewards.computation.paid_days import days_inputs, shares_of
from rewards.formula.days import Scope, Taken, Work, shared_out
from rewards.formula.rules import RULES, newest_rule
from rewards.formula.worth import explain
from rewards.models import Plan
from rewards.statements.reward import present_reward
from rewards.statements.step_lines import step_lines
from rewards.verification import problems
from tests.factories import rewards as made
from tests.factories.people import StaffFactory, worked
from tests.factories.rewards import NOW, RUNNING, TOMAN, scores
from tests.rewards.test_steps import PLAN, someone
from tests.worlds import built_once

START, END = date(2026, 8, 22), date(2026, 11, 20)  # the plan's ninety days
JOINED = date(2024, 3, 20)
MOVE = date(2026, 9, 21)  # thirty days in
ONE = timedelta(days=1)


@built_once
def hr(people):
    return {"by": people.hoda.user, "at": NOW}


@built_once
def day_plan(people):
    return made.published_plan(by=people.hoda.user, teams=[people.day_shift], title_fa="روز", title_en="Day")


@built_once
def tajrish_plan(people, day_plan):
    about = {"teams": [people.tajrish_shift], "title_fa": "تجریش", "title_en": "Tajrish"}
    return made.published_plan(day_plan.cycle, by=people.hoda.user, at=NOW + ONE, **about)


def share_of(plan, staff):
    return shares_of(plan, [staff.pk])[staff.pk]


def paid(plan, staff):
    return [(span.starts_on, span.ends_on, span.contract_share) for span in share_of(plan, staff).paid]


# Moves, hours, leaving ------------------------------------------------------------------------------------------------


def test_who_moves_in_the_middle_is_in_both_plans_with_their_own_days(people, day_plan, tajrish_plan, hr):
    change_work(staff=people.narges, from_=MOVE, team=people.tajrish_shift, **hr)
    assert people.narges in day_plan.population() and people.narges in tajrish_plan.population()
    assert paid(day_plan, people.narges) == [(START, MOVE, 10000)]
    assert paid(tajrish_plan, people.narges) == [(MOVE, END, 10000)]
    covers = type(day_plan).objects.about(people.narges).values_list("title_en", "covers")
    assert dict(covers) == {"Day": True, "Tajrish": True}
    assert people.kaveh not in day_plan.population()


def test_the_share_is_that_of_each_day(people, day_plan, hr):
    change_work(staff=people.narges, from_=MOVE, contract_share=5000, **hr)
    assert paid(day_plan, people.narges) == [(START, MOVE, 10000), (MOVE, END, 5000)]
    with scores({people.narges: 8500}):
        run = made.computed(day_plan, people.hoda.user)
    row = run.rows.get(staff=people.narges)
    assert row.computation.proration.share == Fraction(2, 3)  # (30 × 1 + 60 × 1/2) of 90
    assert row.amount == 4_000_000 * TOMAN
    with translation.override("en"):
        line = next(line for line in step_lines(run.terms, row.computation) if line.title == "In proportion")
    assert line.text == (
        "۹۰ of ۹۰ days; ۳۱ Mordad to ۲۹ Shahrivar ۱۴۰۵: Valiasr day shift, full time; "
        "۳۰ Shahrivar to ۲۸ Aban ۱۴۰۵: Valiasr day shift, ۵۰٪"
    )


def test_leaving_and_coming_back_count_the_days_employed(people, day_plan, hr):
    record_leaving(staff=people.narges, left_on=MOVE, on=NOW.date(), **hr)
    back = {"team": people.day_shift, "job_role": people.barista, "contract_share": 10000}
    return_to_work(staff=people.narges, from_=END - 10 * ONE, **back, **hr)
    assert paid(day_plan, people.narges) == [(START, MOVE, 10000), (END - 10 * ONE, END, 10000)]
    assert days_inputs(day_plan, [people.narges.pk])[people.narges.pk]["days"] == 40


def test_todays_team_says_nothing_about_days_past(people, day_plan, hr):
    change_work(staff=people.narges, from_=NOW.date(), team=people.office, contract_share=2000, **hr)
    assert paid(day_plan, people.narges) == [(START, END, 10000)]


def test_the_days_are_asked_for_all_at_once(people, day_plan, tajrish_plan):
    def asked(ids):
        with CaptureQueriesContext(connection) as queries:
            days_inputs(tajrish_plan, ids)
        return len(queries)

    few = asked([people.kaveh.pk])
    assert few == asked([staff.pk for staff in StaffFactory.create_batch(20, user=None, team=people.tajrish_shift)])


# No day twice ---------------------------------------------------------------------------------------------------------


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


# Property: random moves, leaves, shares, overlapping plans ------------------------------------------------------------

SPAN = 40
day = st.integers(0, SPAN).map(lambda n: START + timedelta(days=n))
teams, roles = st.sampled_from("ABC"), st.sampled_from("xy")


@st.composite
def works(draw):
    """Periods of one person: in order, without overlaps, some with gaps between."""
    bounds = sorted(draw(st.sets(day, min_size=2, max_size=8)))
    spans = []
    for start, end in pairwise(bounds):
        if draw(st.booleans()) or draw(st.booleans()):
            share = draw(st.sampled_from([2500, 5000, 10000]))
            spans.append(Work(start, end, draw(teams), draw(roles), share))
    if spans and draw(st.booleans()):
        last = spans.pop()
        spans.append(Work(last.starts_on, None, last.team, last.job_role, last.contract_share))
    return spans


@st.composite
def scopes(draw):
    first, end = sorted(draw(st.sets(day, min_size=2, max_size=2)))
    return Scope(first, end, draw(st.frozensets(teams, max_size=2)), draw(st.frozensets(roles, max_size=1)))


def days_in(span):
    return {span.starts_on + timedelta(days=n) for n in range((span.ends_on - span.starts_on).days)}


def employed(work):
    whole = [span.within(START, START + timedelta(days=SPAN + 5)) for span in work]
    return set().union(*(days_in(span) for span in whole if span)) if whole else set()


@given(works(), works(), st.lists(scopes(), min_size=1, max_size=5), st.data())
def test_no_day_is_paid_twice_and_none_that_was_not_worked(recorded, corrected, plans, data):
    """Plans freeze one after another, in any order; between two of them the person's work may be recorded otherwise."""
    frozen = {}
    for number in data.draw(st.permutations(range(len(plans)))):
        work = corrected if frozen and data.draw(st.booleans()) else recorded
        earlier = [Taken(part.starts_on, part.ends_on, one) for one in range(number) for part in plans[one].of(work)]
        settled = [Taken(span.starts_on, span.ends_on, one) for one, share in frozen.items() for span in share.paid]
        share = frozen[number] = shared_out(plans[number].of(work), [*settled, *earlier])
        own = [days_in(span) for span in share.paid]
        assert share.days == len(set().union(*own)) <= len(employed(work))
        assert set().union(*own) <= employed(work)
        covered = set().union(*(days_in(part) for part in plans[number].of(work)))
        elsewhere = set().union(*(days_in(span) for span in share.elsewhere))
        assert set().union(*own) | elsewhere == covered and not set().union(*own) & elsewhere
    every = [one for share in frozen.values() for span in share.paid for one in days_in(span)]
    assert len(every) == len(set(every))


@given(works(), st.lists(scopes(), min_size=1, max_size=4))
def test_every_covered_day_is_paid_by_exactly_one_plan(work, plans):
    paid, covered = [], set()
    for number, scope in enumerate(plans):
        earlier = [Taken(part.starts_on, part.ends_on, one) for one in range(number) for part in plans[one].of(work)]
        paid += [one for span in shared_out(scope.of(work), earlier).paid for one in days_in(span)]
        covered |= set().union(*(days_in(part) for part in scope.of(work)))
    assert (len(paid), set(paid)) == (len(covered), covered)


NINETY = st.integers(0, 95).map(lambda n: START - 3 * ONE + timedelta(days=n))
deeds = st.lists(
    st.tuples(st.sampled_from(["move", "share", "leave", "back"]), NINETY, st.integers(0, 2), st.booleans()), max_size=5
)


@settings(
    max_examples=10,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(deeds)
def test_over_the_real_actions_no_day_is_paid_twice(people, deeds):
    with transaction.atomic():
        _live_through(people, deeds)
        transaction.set_rollback(True)


def _live_through(people, deeds):
    places = [people.day_shift, people.tajrish_shift, people.office]
    staff = StaffFactory(user=None, team=people.day_shift, job_role=people.barista)
    roles = [people.barista]  # so that who approves is in none
    plans = [made.published_plan(by=people.hoda.user, teams=places[:1], roles=roles)]
    for teams in ([people.tajrish_shift], [], places[:2]):
        plans.append(made.published_plan(plans[0].cycle, by=people.hoda.user, teams=teams, roles=roles))
    about, now = {"by": people.hoda.user, "at": datetime(2026, 12, 30, 8, tzinfo=UTC)}, date(2026, 12, 30)
    for what, day, place, freezes in deeds:
        _happens(what, staff, day, places[place], about, now)
        if freezes:
            open_ones = [plan for plan in plans if not plan.runs.exists() and plan.population().exists()]
            for plan in open_ones[:1]:
                with scores({staff: 8500}):
                    made.frozen(plan, people.hoda.user, people.armin.user, about["at"])
    counted = {}
    for plan in plans:
        row = plan.runs.filter(state="frozen").values_list("rows__inputs", "rows__staff")
        final = [inputs for inputs, pk in row if pk == staff.pk]
        work = final[0]["work"] if final else days_inputs(plan, [staff.pk])[staff.pk]["work"]
        for span in work:
            first, end = date.fromisoformat(span["starts_on"]), date.fromisoformat(span["ends_on"])
            for n in range((end - first).days):
                counted.setdefault(first + timedelta(days=n), []).append(plan.pk)
    assert {day: payers for day, payers in counted.items() if len(payers) > 1} == {}


def _happens(what, staff, day, place, about, now):
    try:
        if what == "move":
            change_work(staff=staff, from_=day, team=place, **about)
        elif what == "share":
            change_work(staff=staff, from_=day, contract_share=5000, **about)
        elif what == "leave":
            record_leaving(staff=staff, left_on=day, on=now, **about)
        else:
            work = {"team": place, "job_role": staff.job_role, "contract_share": 10000}
            return_to_work(staff=staff, from_=day, **work, **about)
    except PeopleError:
        pass


# Rule 1 ---------------------------------------------------------------------------------------------------------------


def test_a_run_of_rule_1_is_computed_for_ever_without_days():
    inputs = someone(8500, days=31, contract_share=5000)
    by_day = {**inputs, "work": [], "elsewhere": []}
    assert newest_rule() >= 2
    assert RULES[1].explain(PLAN, by_day, Fraction(1)) == RULES[1].explain(PLAN, inputs, Fraction(1))
    assert explain(PLAN, inputs, Fraction(1)) == RULES[1].explain(PLAN, inputs, Fraction(1))
    assert explain(PLAN, by_day, Fraction(1)).amount.amount == 0
