"""What rewards ask of whom, at every step of a run."""

from kit.reader import reading_as
from rewards import actions
from rewards.duties import duties_for, duties_of_user
from tests.factories import rewards as made
from tests.factories.rewards import NOW, scores
from tests.worlds import built_once

TODAY = NOW.date()


@built_once
def plan(people):
    return made.published_plan(by=people.hoda.user, roles=[people.barista])


def titles(staff):
    with reading_as("en"):
        return [duty.title for duty in duties_for(staff, TODAY)]


def test_each_step_waits_for_the_right_person(plan, people):
    hoda, armin = people.hoda.user, people.armin.user
    run = made.started(plan, hoda)
    assert (titles(people.hoda), titles(people.armin)) == (["Compute “Autumn rewards”"], [])
    with scores({people.narges: 8500}):
        run = actions.compute_run(run=run, by=hoda, at=NOW)
    assert titles(people.hoda) == ["Review “Autumn rewards” and send it for approval"]
    run = actions.send_run(run=run, by=hoda, at=NOW)
    assert (titles(people.hoda), titles(people.armin)) == ([], ["Approve “Autumn rewards”"])
    run = actions.approve_run(run=run, by=armin, at=NOW)
    assert (titles(people.hoda), titles(people.armin)) == (["Freeze “Autumn rewards”: it is approved"], [])
    run = actions.freeze_run(run=run, by=hoda, at=NOW)
    assert titles(people.hoda) == ["Pay out “Autumn rewards”"]
    actions.pay_run(run=run, by=hoda, at=NOW)
    assert titles(people.hoda) == []


def test_a_flag_waits_for_hr(plan, people):
    with scores({people.narges: 8500}):
        run = made.paid(plan, people.hoda.user, people.armin.user)
    actions.flag_for_correction(run=run, staff=people.narges, about="e1", at=NOW)
    with reading_as("en"):
        (duty,) = duties_of_user(people.hoda.user, TODAY)
    assert (duty.title, duty.detail, duty.count) == (
        "Correct “Autumn rewards”",
        "1 evaluation was corrected after freezing",
        1,
    )
    assert titles(people.armin) == []


def test_staff_and_leads_have_no_duties_here(plan, people):
    made.started(plan, people.hoda.user)
    assert [titles(staff) for staff in (people.narges, people.saeed, people.mina)] == [[], [], []]
