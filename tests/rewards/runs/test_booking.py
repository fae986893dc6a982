"""A run is frozen, paid and held back: what is booked, and when."""

import pytest
from django.db import IntegrityError, transaction

from people.models import Notice
from rewards import actions, errors
from rewards.models import LedgerLine, RunState
from rewards.verification import balance_of, problems
from tests.factories import rewards as made
from tests.factories.rewards import LATER, NOW, TOMAN, scores

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
