"""Each guard of a reward by itself: rule, action, database; and holds, corrections and days at their edge."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from people.models import StaffMember
from rewards import actions, errors
from rewards.computation.paid_days import shares_of
from rewards.computation.rows import computed, fingerprint, standing_day
from rewards.models import LedgerLine, Plan, Run
from rewards.runs.approval import approvers
from rewards.verification import balance_of, problems
from tests.factories import rewards as made
from tests.factories.evaluations import evaluation_about, open_cycle
from tests.factories.people import StaffFactory, employed
from tests.factories.playbook import frozen_edition
from tests.factories.rewards import NOW, TOMAN, scores
from tests.factories.training import AssignmentFactory
from tests.rule_open import may, rule_open
from tests.worlds import built_once

APPROVE = "rewards.approve_run"


@built_once
def other_hr(people):
    return StaffFactory(user__groups=["hr"], team=people.office, job_role=people.manager)


@built_once
def plan(people):
    return made.published_plan(by=people.hoda.user, roles=[people.barista, people.server])


@built_once
def running(people):
    """A plan whose period still runs: 23 September to 21 December."""
    return made.published_plan(by=people.hoda.user, roles=[people.barista, people.server], **made.RUNNING)


@pytest.fixture
def everyone(people):
    with scores({people.narges: 8500, people.parisa: 9000}):
        yield people


# The second person ---------------------------------------------------------------------------------------------------


@pytest.fixture
def run(plan, everyone, other_hr):
    """Hoda computed it, another of HR sent it."""
    return actions.send_run(run=made.computed(plan, everyone.hoda.user), by=other_hr.user, at=NOW)


def test_the_rule_keeps_who_computed_and_who_sent_from_approving(run, people, other_hr):
    assert not may(people.hoda, APPROVE, run)
    assert not may(other_hr, APPROVE, run)
    assert may(people.armin, APPROVE, run)
    assert may(StaffFactory(user__groups=["hr"], team=people.office), APPROVE, run)
    assert not may(people.mina, APPROVE, run)
    assert not may(people.saeed, APPROVE, run)


@pytest.mark.parametrize("who", ["hoda", "other"])
def test_the_action_keeps_who_computed_and_who_sent_from_approving(run, people, other_hr, who):
    with pytest.raises(errors.SamePerson):
        actions.approve_run(run=run, by={"hoda": people.hoda, "other": other_hr}[who].user, at=NOW)
    run.refresh_from_db()
    assert run.state == "sent"


@pytest.mark.parametrize("who", ["hoda", "other"])
def test_the_database_keeps_who_computed_and_who_sent_from_approving(run, people, other_hr, who):
    by = {"hoda": people.hoda, "other": other_hr}[who].user
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(state="approved", approved_by=by, approved_at=NOW)


def test_with_the_rule_open_the_page_still_approves_nothing(run, other_hr, client_for):
    with rule_open(APPROVE):
        client_for(other_hr).post(reverse("rewards:approve_run", args=[run.key]))
    run.refresh_from_db()
    assert run.state == "sent"


def test_whoever_is_rewarded_or_is_not_the_named_approver_is_refused_by_the_rule(people, other_hr):
    plan = made.published_plan(by=people.hoda.user, teams=[people.office], approver=people.armin.user)
    with scores({people.armin: 9000}):
        run = made.sent(plan, people.hoda.user)
    assert not may(people.armin, APPROVE, run)
    assert not may(other_hr, APPROVE, run)


def test_nobody_is_asked_to_approve_who_may_not(people, other_hr):
    plan = made.published_plan(by=people.hoda.user, teams=[people.office])
    third = StaffFactory(user__groups=["hr"], team=people.tajrish_shift)
    with scores({people.armin: 9000}):
        run = made.sent(plan, people.hoda.user)
    assert set(approvers(run, NOW)) == {third.user}


STATES = {
    "draft": {"compute"},
    "computed": {"compute", "send"},
    "sent": {"take_back", "approve"},
    "approved": {"freeze"},
    "frozen": {"pay"},
    "paid": set(),
}
ACTS = {
    "compute": actions.compute_run,
    "send": actions.send_run,
    "take_back": actions.take_back_run,
    "approve": actions.approve_run,
    "freeze": actions.freeze_run,
    "pay": actions.pay_run,
}


@pytest.mark.parametrize("state", STATES)
def test_every_act_in_every_state(plan, everyone, state):
    hoda, armin = everyone.hoda.user, everyone.armin.user
    run = made.started(plan, hoda)
    for step in ("compute", "send", "approve", "freeze", "pay")[: list(STATES).index(state)]:
        run = ACTS[step](run=run, by=armin if step == "approve" else hoda, at=NOW)
    assert run.state == state
    for name, act in ACTS.items():
        by = armin if name == "approve" else hoda
        if name in STATES[state]:
            with transaction.atomic():
                act(run=run, by=by, at=NOW)
                transaction.set_rollback(True)
        else:
            with pytest.raises(errors.RewardsError):
                act(run=run, by=by, at=NOW)
            assert Run.objects.get().state == state


# Holds ---------------------------------------------------------------------------------------------------------------


def test_a_hold_let_go_by_hand_books_nothing_while_a_dispute_holds(plan, everyone):
    hoda, armin = everyone.hoda.user, everyone.armin.user
    run = made.computed(plan, hoda)
    row = run.rows.get(staff=everyone.narges)
    actions.hold_row(row=row, by=hoda, at=NOW, note="مدارک")
    dispute = actions.hold_for_dispute(run=run, staff=everyone.narges, about="evaluation-1", at=NOW)
    run = actions.approve_run(run=actions.send_run(run=run, by=hoda, at=NOW), by=armin, at=NOW)
    run = actions.freeze_run(run=run, by=hoda, at=NOW)
    actions.release_row(row=row, by=hoda, at=NOW)
    assert balance_of(everyone.narges) == {}
    with pytest.raises(errors.DisputeOpen):
        actions.release_row(row=row, by=hoda, at=NOW)
    assert balance_of(everyone.narges) == {}
    actions.release_after_dispute(hold=dispute, by=None, at=NOW)
    assert balance_of(everyone.narges) == {"money": 6_000_000 * TOMAN}
    assert list(problems()) == []


def test_a_dispute_that_ends_books_nothing_while_hr_holds(plan, everyone):
    hoda, armin = everyone.hoda.user, everyone.armin.user
    run = made.computed(plan, hoda)
    row = run.rows.get(staff=everyone.narges)
    dispute = actions.hold_for_dispute(run=run, staff=everyone.narges, about="evaluation-1", at=NOW)
    actions.hold_row(row=row, by=hoda, at=NOW, note="مدارک")
    run = actions.approve_run(run=actions.send_run(run=run, by=hoda, at=NOW), by=armin, at=NOW)
    run = actions.freeze_run(run=run, by=hoda, at=NOW)
    actions.release_after_dispute(hold=dispute, by=None, at=NOW)
    assert balance_of(everyone.narges) == {}
    actions.release_row(row=row, by=hoda, at=NOW)
    assert balance_of(everyone.narges) == {"money": 6_000_000 * TOMAN}


def test_before_the_run_is_final_letting_go_books_nothing(plan, everyone):
    row = made.computed(plan, everyone.hoda.user).rows.get(staff=everyone.narges)
    actions.hold_row(row=row, by=everyone.hoda.user, at=NOW, note="مدارک")
    with pytest.raises(errors.AlreadyHeld):
        actions.hold_row(row=row, by=everyone.hoda.user, at=NOW, note="باز هم")
    actions.release_row(row=row, by=everyone.hoda.user, at=NOW)
    assert not LedgerLine.objects.exists()
    with pytest.raises(errors.NotHeld):
        actions.release_row(row=row, by=everyone.hoda.user, at=NOW)


def test_the_rule_of_holding_is_hrs_and_not_about_her_own(people, other_hr):
    plan = made.published_plan(by=people.hoda.user, teams=[people.office])
    with scores({people.hoda: 9000}):
        row = made.computed(plan, people.hoda.user).rows.get(staff=people.hoda)
    for permission in ("rewards.hold_row", "rewards.release_row"):
        assert not may(people.hoda, permission, row)
        assert may(other_hr, permission, row)
        assert not may(people.armin, permission, row)


def test_with_the_rule_open_the_page_still_holds_nothing_of_ones_own(people, client_for):
    plan = made.published_plan(by=people.hoda.user, teams=[people.office])
    with scores({people.hoda: 9000}):
        row = made.computed(plan, people.hoda.user).rows.get(staff=people.hoda)
    with rule_open("rewards.hold_row"):
        client_for(people.hoda).post(reverse("rewards:hold_row", args=[row.key]), {"note": "من"})
    assert not row.run.holds.exists()


def test_who_sees_what_of_money(people):
    def those(permission):
        return {who.given_name_en for who in people.everybody if may(who, permission)}

    for deed in ("view_plans", "view_runs"):
        assert those(f"rewards.{deed}") == {"Hoda", "Armin"}
    for deed in ("draft_plan", "change_plan", "publish_plan", "start_run", "compute_run", "send_run"):
        assert those(f"rewards.{deed}") == {"Hoda"}, deed
    for deed in ("take_back_run", "freeze_run", "pay_run", "correct_run"):
        assert those(f"rewards.{deed}") == {"Hoda"}, deed


def test_a_row_is_read_by_its_owner_hr_and_administrators(plan, everyone):
    row = made.computed(plan, everyone.hoda.user).rows.get(staff=everyone.narges)
    readers = {who.given_name_en for who in everyone.everybody if may(who, "rewards.view_row", row)}
    assert readers == {"Narges", "Hoda", "Armin"}


# Corrections ---------------------------------------------------------------------------------------------------------


def test_what_was_granted_beyond_the_budget_is_not_asked_for_again(people):
    hoda, armin = people.hoda.user, people.armin.user
    plan = made.published_plan(by=hoda, roles=[people.barista], budget=6_000_000 * TOMAN)
    with scores({people.narges: 8500}):
        run = made.frozen(plan, hoda, armin)
    extra = []
    for score in (9000, 9500):
        with scores({people.narges: score}):
            new = actions.correct_run(run=run, by=hoda, at=NOW, reason="اصلاح")
            new = actions.compute_run(run=new, by=hoda, at=NOW)
            extra.append(new.extra_budget // TOMAN)
            new = actions.approve_run(run=actions.send_run(run=new, by=hoda, at=NOW), by=armin, at=NOW)
            actions.freeze_run(run=new, by=hoda, at=NOW)
    assert extra == [1_500_000, 1_500_000]
    assert balance_of(people.narges) == {"money": 9_000_000 * TOMAN}


def test_a_correction_within_the_budget_asks_for_nothing_more(people):
    hoda, armin = people.hoda.user, people.armin.user
    plan = made.published_plan(by=hoda, roles=[people.barista], budget=7_500_000 * TOMAN)
    with scores({people.narges: 8500}):
        run = made.frozen(plan, hoda, armin)
    with scores({people.narges: 9000}):
        new = actions.correct_run(run=run, by=hoda, at=NOW, reason="اصلاح")
        assert actions.compute_run(run=new, by=hoda, at=NOW).extra_budget == 0


# Days ----------------------------------------------------------------------------------------------------------------

LAST = date(2026, 12, 21)


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (LAST - timedelta(days=1), LAST - timedelta(days=1)),
        (LAST, LAST),
        (LAST + timedelta(days=1), LAST),
        (LAST + timedelta(days=40), LAST),
    ],
)
def test_training_and_signatures_are_taken_as_of_the_last_day_of_the_period(running, today, day):
    assert running.ends_on == LAST + timedelta(days=1)
    assert standing_day(running, datetime(today.year, today.month, today.day, 8, tzinfo=UTC)) == day


@pytest.mark.parametrize(("due_on", "is_valid"), [(LAST - timedelta(days=1), False), (LAST, True)])
def test_a_course_due_on_the_last_day_is_not_late_when_the_period_is_over(people, due_on, is_valid):
    """Looked at on the day after the period it would be."""
    plan = made.published_plan(by=people.hoda.user, roles=[people.barista], **made.RUNNING)
    AssignmentFactory(staff=people.narges, due_on=due_on)
    after = datetime(2027, 1, 10, 8, tzinfo=UTC)
    row = _row_of(plan, people, after)
    assert row.inputs["training"]["valid"] is is_valid


def test_an_edition_of_the_day_after_asks_for_no_signature_in_the_period(people):
    edition = frozen_edition(effective_on=date(2026, 1, 1), standards=2)
    plan = made.published_plan(open_cycle(edition), by=people.hoda.user, roles=[people.barista], **made.RUNNING)
    frozen_edition(effective_on=LAST + timedelta(days=1), standards=5)
    after = datetime(2027, 1, 10, 8, tzinfo=UTC)
    assert _row_of(plan, people, after).inputs["signed"] == {"required": 2, "signed": 0, "later": 0}


def test_an_edition_of_the_last_day_does(people):
    edition = frozen_edition(effective_on=date(2026, 1, 1), standards=2)
    plan = made.published_plan(open_cycle(edition), by=people.hoda.user, roles=[people.barista], **made.RUNNING)
    frozen_edition(effective_on=LAST, standards=5)
    after = datetime(2027, 1, 10, 8, tzinfo=UTC)
    assert _row_of(plan, people, after).inputs["signed"] == {"required": 5, "signed": 0, "later": 5}


def _row_of(plan, people, at):
    run = made.started(plan, people.hoda.user)
    return next(row for row in computed(run, at).rows if row.staff_id == people.narges.pk)


@pytest.mark.parametrize(
    ("joined_on", "left_on", "days"),
    [
        (date(2026, 9, 22), None, 90),
        (date(2026, 9, 23), None, 90),
        (date(2026, 9, 24), None, 89),
        (date(2026, 12, 21), None, 1),
        (date(2026, 12, 22), None, None),
        (date(2024, 1, 1), date(2026, 9, 23), None),
        (date(2024, 1, 1), date(2026, 9, 24), 1),
        (date(2024, 1, 1), date(2026, 12, 21), 89),
        (date(2024, 1, 1), date(2026, 12, 22), 90),
        (date(2024, 1, 1), date(2026, 12, 23), 90),
    ],
)
def test_who_is_in_the_period_and_for_how_many_days(running, people, joined_on, left_on, days):
    employed(people.narges, joined_on=joined_on, left_on=left_on)
    found = running.population().filter(pk=people.narges.pk).first()
    assert (shares_of(running, [found.pk])[found.pk].days if found else None) == days
    narges = StaffMember.objects.get(pk=people.narges.pk)
    about = type(running).objects.filter(pk=running.pk).about(narges).get()
    assert about.covers is (days is not None)


@pytest.mark.parametrize(
    ("day", "is_covered"),
    [(date(2026, 9, 22), False), (date(2026, 9, 23), True), (LAST, True), (LAST + timedelta(days=1), False)],
)
def test_a_plan_covers_its_first_and_its_last_day(running, day, is_covered):
    assert type(running).objects.covering(day).exists() is is_covered


def test_nobody_thanks_themselves_nor_without_being_at_work(people):
    standard = frozen_edition().standards.first()
    with pytest.raises(errors.ToOneself):
        made.thanks(people.narges, people.narges, standard)
    with pytest.raises(errors.NotAtWork):
        made.thanks(people.narges, people.behnam, standard)
    with pytest.raises(errors.NotAtWork):
        made.thanks(people.behnam, people.narges, standard)
    day = NOW.date()
    for left_on, goes in ((day, False), (day + timedelta(days=1), True)):
        employed(people.parisa, left_on=left_on)
        if goes:
            made.thanks(people.narges, people.parisa, standard)
        else:
            with pytest.raises(errors.NotAtWork):
                made.thanks(people.narges, people.parisa, standard)


def test_a_fail_in_a_counted_evaluation_shuts_the_gate(people):
    evaluation = evaluation_about(people.narges, people.saeed, [10000, 10000, 10000])
    plan = made.published_plan(evaluation.cycle, by=people.hoda.user, roles=[people.barista], gate_signed=False)
    assert _row_of(plan, people, NOW).amount > 0
    evaluation.outcome = "fail"
    evaluation.save(update_fields=["outcome"])
    Run.objects.all().delete()
    row = _row_of(plan, people, NOW)
    assert (row.amount, row.is_gated) == (0, True)


def test_an_approved_run_is_not_paid_before_it_is_frozen(plan, everyone):
    run = made.approved(plan, everyone.hoda.user, everyone.armin.user)
    with pytest.raises(errors.WrongState):
        actions.pay_run(run=run, by=everyone.hoda.user, at=NOW)


@pytest.mark.parametrize("part", ["key", "correction", "extra_budget", "terms_json", "factor_text", "total"])
def test_the_hash_of_a_run_covers_each_part(part, plan, everyone):
    run = made.computed(plan, everyone.hoda.user)
    rows = list(run.rows.select_related("staff"))
    assert fingerprint(run, rows) == run.content_hash
    setattr(run, part, {"forged": 1} if part == "terms_json" else f"{getattr(run, part)}1")
    assert fingerprint(run, rows) != run.content_hash


def test_a_plan_that_ends_where_the_next_begins_stays(people):
    hoda = people.hoda.user
    first = made.published_plan(by=hoda)
    for begins, state in ((first.ends_on, "published"), (first.ends_on - timedelta(days=1), "retired")):
        plan = made.drafted_plan(first.cycle, by=hoda, starts_on=begins, ends_on=begins + timedelta(days=60))
        version = Plan.objects.filter(lineage=first.lineage).count() + 1
        Plan.objects.filter(pk=plan.pk).update(lineage=first.lineage, version=version)
        actions.publish_plan(plan=plan, by=hoda, at=NOW)
        first.refresh_from_db()
        assert first.state == state
