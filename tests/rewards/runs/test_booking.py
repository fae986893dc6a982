"""A run from the plan to the payment: who may do what in which state, and what is booked."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from people.models import Notice
from rewards import actions, errors
from rewards.computation.paid_days import shares_of
from rewards.models import LedgerLine, Plan, PlanState, Run, RunState
from rewards.verification import balance_of, problems
from tests.factories import rewards as made
from tests.factories.people import StaffFactory
from tests.factories.rewards import NOW, TOMAN, scores
from tests.worlds import built_once

LATER = NOW + timedelta(days=2)


@built_once
def hoda(people):
    return people.hoda.user


@built_once
def armin(people):
    return people.armin.user


@built_once
def plan(people, hoda):
    """Autumn for baristas and servers: Narges, Parisa, Saeed and Kaveh."""
    return made.published_plan(by=hoda, roles=[people.barista, people.server])


@pytest.fixture
def everyone(people):
    with scores({people.narges: 8360, people.parisa: 9000, people.saeed: 6999, people.kaveh: {"has_fail": True}}):
        yield people


def amounts(run):
    return {row.staff.given_name_en: row.amount // TOMAN for row in run.rows.select_related("staff")}


# Plans ---------------------------------------------------------------------------------------------------------------


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


# Computing -----------------------------------------------------------------------------------------------------------


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


# A second person -----------------------------------------------------------------------------------------------------


def test_who_computed_cannot_approve(plan, everyone, hoda):
    with pytest.raises(errors.SamePerson):
        actions.approve_run(run=made.sent(plan, hoda), by=hoda, at=NOW)


def test_the_database_refuses_who_computed_as_approver(plan, everyone, hoda, armin):
    run = made.approved(plan, hoda, armin)
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(approved_by=hoda)


def test_nobody_approves_a_run_that_rewards_them(people, hoda, armin):
    plan = made.published_plan(by=hoda)
    with scores({people.armin: 9000}):
        run = made.sent(plan, hoda)
    with pytest.raises(errors.OwnReward):
        actions.approve_run(run=run, by=armin, at=NOW)


def test_a_plan_may_name_its_approver(people, everyone, hoda, armin):
    plan = made.published_plan(by=hoda, roles=[people.barista], approver=people.mina.user)
    run = made.sent(plan, hoda)
    with pytest.raises(errors.NotTheApprover):
        actions.approve_run(run=run, by=armin, at=NOW)
    assert Notice.objects.get(kind="rewards.run_waits").recipient == people.mina.user


def test_sending_tells_those_who_can_approve(plan, everyone, hoda, armin):
    made.sent(plan, hoda)
    assert [notice.recipient for notice in Notice.objects.filter(kind="rewards.run_waits")] == [armin]


@pytest.mark.parametrize("act", ["send_run", "approve_run", "freeze_run", "pay_run", "take_back_run"])
def test_no_step_is_skipped(plan, hoda, armin, act):
    run = made.started(plan, hoda)
    with pytest.raises(errors.WrongState):
        getattr(actions, act)(run=run, by=armin, at=NOW)
    run.refresh_from_db()
    assert run.state == RunState.DRAFT


# Booking -------------------------------------------------------------------------------------------------------------


def test_freezing_books_one_line_for_everyone_with_a_reward(plan, everyone, hoda, armin):
    run = made.frozen(plan, hoda, armin)
    lines = {line.staff.given_name_en: (line.kind, line.amount // TOMAN) for line in run.lines.all()}
    assert lines == {"Narges": ("earned", 5_720_000), "Parisa": ("earned", 7_500_000)}
    assert balance_of(everyone.narges) == {"money": 5_720_000 * TOMAN}
    assert list(problems()) == []


def test_everyone_with_a_reward_is_told_without_an_amount(plan, everyone, hoda, armin):
    made.frozen(plan, hoda, armin)
    told = Notice.objects.filter(kind="rewards.ready")
    assert {notice.recipient for notice in told} == {everyone.narges.user, everyone.parisa.user}
    assert all(set(notice.facts) == {"plan_fa", "plan_en"} for notice in told)


def test_paying_brings_the_balance_to_nothing_and_happens_once(plan, everyone, hoda, armin):
    run = made.paid(plan, hoda, armin)
    assert run.state == RunState.PAID
    assert balance_of(everyone.narges) == {"money": 0}
    with pytest.raises(errors.NothingToPay):
        actions.pay_run(run=run, by=hoda, at=LATER)
    assert run.lines.count() == 4
    assert list(problems()) == []


def test_points_are_kept_not_paid(people, everyone, hoda, armin):
    plan = made.published_plan(by=hoda, roles=[people.barista], unit="points", base=600, step=1)
    run = made.frozen(plan, hoda, armin)
    assert balance_of(people.narges) == {"points": 572}
    with pytest.raises(errors.NothingToPay):
        actions.pay_run(run=run, by=hoda, at=NOW)


def test_a_second_line_of_a_kind_is_refused_by_the_database(plan, everyone, hoda, armin):
    run = made.frozen(plan, hoda, armin)
    line = run.lines.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerLine.objects.create(run=run, staff=line.staff, kind="earned", unit="money", amount=1, at=NOW, by=hoda)


def test_a_row_tampered_with_before_freezing_stops_it(plan, everyone, hoda, armin):
    run = made.approved(plan, hoda, armin)
    run.rows.filter(staff=everyone.saeed).update(amount=999, difference=999)
    with pytest.raises(errors.DoesNotAddUp):
        actions.freeze_run(run=run, by=hoda, at=NOW)
    assert not run.lines.exists()


# Holding back --------------------------------------------------------------------------------------------------------


def test_a_held_reward_is_booked_when_it_is_released(plan, everyone, hoda, armin):
    row = made.computed(plan, hoda).rows.get(staff=everyone.narges)
    actions.hold_row(row=row, by=hoda, at=NOW, note="مدارک کامل نیست")
    run = actions.send_run(run=row.run, by=hoda, at=NOW)
    run = actions.approve_run(run=run, by=armin, at=NOW)
    run = actions.freeze_run(run=run, by=hoda, at=NOW)
    assert balance_of(everyone.narges) == {}
    assert list(problems()) == []
    actions.release_row(row=row, by=hoda, at=LATER)
    assert balance_of(everyone.narges) == {"money": 5_720_000 * TOMAN}
    assert list(problems()) == []


def test_what_is_released_after_the_payment_is_paid_later(plan, everyone, hoda, armin):
    row = made.computed(plan, hoda).rows.get(staff=everyone.narges)
    actions.hold_row(row=row, by=hoda, at=NOW, note="مدارک کامل نیست")
    run = actions.send_run(run=row.run, by=hoda, at=NOW)
    run = actions.approve_run(run=run, by=armin, at=NOW)
    run = actions.freeze_run(run=run, by=hoda, at=NOW)
    run = actions.pay_run(run=run, by=hoda, at=NOW)
    actions.release_row(row=row, by=hoda, at=LATER)
    actions.pay_run(run=run, by=hoda, at=LATER)
    assert balance_of(everyone.narges) == {"money": 0}
    assert list(problems()) == []


def test_a_hold_outlives_a_new_computation(plan, everyone, hoda):
    run = made.computed(plan, hoda)
    actions.hold_row(row=run.rows.get(staff=everyone.narges), by=hoda, at=NOW, note="مدارک")
    run = actions.compute_run(run=run, by=hoda, at=LATER)
    assert run.rows.with_hold().get(staff=everyone.narges).is_held


def test_a_booked_reward_is_not_held_any_more(plan, everyone, hoda, armin):
    row = made.frozen(plan, hoda, armin).rows.get(staff=everyone.narges)
    with pytest.raises(errors.AlreadyHeld):
        actions.hold_row(row=row, by=hoda, at=NOW, note="دیر")
    assert actions.hold_for_dispute(run=row.run, staff=row.staff, about="x", at=NOW) is None


def test_nobody_holds_or_releases_their_own_reward(people, hoda):
    plan = made.published_plan(by=hoda, teams=[people.office])
    with scores({people.hoda: 9000}):
        row = made.computed(plan, hoda).rows.get(staff=people.hoda)
    for act, values in ((actions.hold_row, {"note": "x"}), (actions.release_row, {})):
        with pytest.raises(errors.OwnReward):
            act(row=row, by=hoda, at=NOW, **values)


def test_a_dispute_holds_and_its_end_releases(plan, everyone, hoda, armin):
    run = made.computed(plan, hoda)
    hold = actions.hold_for_dispute(run=run, staff=everyone.narges, about="evaluation-1", at=NOW)
    assert actions.hold_for_dispute(run=run, staff=everyone.narges, about="evaluation-1", at=NOW) == hold
    row = run.rows.get(staff=everyone.narges)
    with pytest.raises(errors.DisputeOpen):
        actions.release_row(row=row, by=hoda, at=NOW)
    actions.release_after_dispute(hold=hold, by=None, at=LATER)
    actions.release_after_dispute(hold=hold, by=None, at=LATER)
    assert not run.holds.open().exists()


# Correcting ----------------------------------------------------------------------------------------------------------


def corrected(plan, run, hoda, armin, at=LATER):
    new = actions.correct_run(run=run, by=hoda, at=at, reason="ارزیابی ۱۲ اصلاح شد")
    new = actions.compute_run(run=new, by=hoda, at=at)
    new = actions.send_run(run=new, by=hoda, at=at)
    new = actions.approve_run(run=new, by=armin, at=at)
    return actions.freeze_run(run=new, by=hoda, at=at)


def test_a_correction_books_the_difference_and_edits_nothing(plan, everyone, hoda, armin):
    run = made.frozen(plan, hoda, armin)
    with scores(
        {everyone.narges: 9000, everyone.parisa: 8500, everyone.saeed: 6999, everyone.kaveh: {"has_fail": True}}
    ):
        new = corrected(plan, run, hoda, armin)
    differences = {row.staff.given_name_en: row.difference // TOMAN for row in new.rows.all()}
    assert differences == {"Narges": 1_780_000, "Parisa": -1_500_000}
    assert balance_of(everyone.narges) == {"money": 7_500_000 * TOMAN}
    run.refresh_from_db()
    assert (run.total, new.total) == (13_220_000 * TOMAN, 280_000 * TOMAN)
    assert list(problems()) == []


def test_a_second_correction_starts_from_the_first(plan, everyone, hoda, armin):
    run = made.frozen(plan, hoda, armin)
    others = {everyone.parisa: 9000, everyone.saeed: 6999, everyone.kaveh: {"has_fail": True}}
    with scores({everyone.narges: 9000, **others}):
        corrected(plan, run, hoda, armin)
    with scores({everyone.narges: 8500, **others}):
        second = corrected(plan, run, hoda, armin, at=LATER + timedelta(days=1))
    assert second.correction == 2
    assert [row.difference // TOMAN for row in second.rows.all()] == [-1_500_000]
    assert balance_of(everyone.narges) == {"money": 6_000_000 * TOMAN}
    assert list(problems()) == []


def test_a_correction_says_what_it_needs_beyond_the_budget(people, everyone, hoda, armin):
    plan = made.published_plan(by=hoda, roles=[people.barista, people.server], budget=6_610_000 * TOMAN)
    run = made.frozen(plan, hoda, armin)
    with scores({people.narges: 9500, people.parisa: 9000, people.saeed: 6999, people.kaveh: {"has_fail": True}}):
        new = corrected(plan, run, hoda, armin)
    assert new.total == new.extra_budget == 1_640_000 * TOMAN
    assert list(problems()) == []


def test_without_a_change_there_is_nothing_to_correct(plan, everyone, hoda, armin):
    run = made.frozen(plan, hoda, armin)
    new = actions.correct_run(run=run, by=hoda, at=LATER, reason="x")
    with pytest.raises(errors.NothingChanged):
        actions.compute_run(run=new, by=hoda, at=LATER)


def test_a_correction_begins_when_the_last_run_is_final(plan, everyone, hoda, armin):
    run = made.approved(plan, hoda, armin)
    with pytest.raises(errors.WrongState):
        actions.correct_run(run=run, by=hoda, at=NOW, reason="x")
    run = actions.freeze_run(run=run, by=hoda, at=NOW)
    actions.correct_run(run=run, by=hoda, at=NOW, reason="x")
    with pytest.raises(errors.RunExists):
        actions.correct_run(run=run, by=hoda, at=NOW, reason="x")


def test_a_flag_is_settled_by_the_correction(plan, everyone, hoda, armin):
    run = made.frozen(plan, hoda, armin)
    flag = actions.flag_for_correction(run=run, staff=everyone.narges, about="evaluation-1", at=NOW)
    assert actions.flag_for_correction(run=run, staff=everyone.narges, about="evaluation-1", at=NOW) == flag
    assert Notice.objects.filter(kind="rewards.wants_correction").count() == 1
    with scores(
        {everyone.narges: 9000, everyone.parisa: 9000, everyone.saeed: 6999, everyone.kaveh: {"has_fail": True}}
    ):
        new = corrected(plan, run, hoda, armin)
    flag.refresh_from_db()
    assert flag.settled_in == new


def test_a_held_person_who_is_corrected_is_booked_once(plan, everyone, hoda, armin):
    row = made.computed(plan, hoda).rows.get(staff=everyone.narges)
    actions.hold_row(row=row, by=hoda, at=NOW, note="مدارک")
    run = actions.send_run(run=row.run, by=hoda, at=NOW)
    run = actions.approve_run(run=run, by=armin, at=NOW)
    run = actions.freeze_run(run=run, by=hoda, at=NOW)
    with scores(
        {everyone.narges: 9000, everyone.parisa: 9000, everyone.saeed: 6999, everyone.kaveh: {"has_fail": True}}
    ):
        corrected(plan, run, hoda, armin)
    actions.release_row(row=row, by=hoda, at=LATER)
    assert balance_of(everyone.narges) == {"money": 7_500_000 * TOMAN}
    assert list(problems()) == []
