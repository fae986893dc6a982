"""Days decide: who moves, changes hours, leaves or comes back is paid for the days worked."""

from fractions import Fraction

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from people.actions import change_work, record_leaving, return_to_work
from rewards.computation.paid_days import days_inputs
from rewards.formula.rules import RULES, newest_rule
from rewards.formula.worth import explain
from rewards.statements.step_lines import step_lines
from tests.factories import rewards as made
from tests.factories.people import StaffFactory
from tests.factories.rewards import NOW, TOMAN, scores
from tests.rewards.days.world import END, MOVE, ONE, START, paid
from tests.rewards.test_steps import PLAN, someone

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


# Rule 1 ---------------------------------------------------------------------------------------------------------------


def test_a_run_of_rule_1_is_computed_for_ever_without_days():
    inputs = someone(8500, days=31, contract_share=5000)
    by_day = {**inputs, "work": [], "elsewhere": []}
    assert newest_rule() >= 2
    assert RULES[1].explain(PLAN, by_day, Fraction(1)) == RULES[1].explain(PLAN, inputs, Fraction(1))
    assert explain(PLAN, inputs, Fraction(1)) == RULES[1].explain(PLAN, inputs, Fraction(1))
    assert explain(PLAN, by_day, Fraction(1)).amount.amount == 0
