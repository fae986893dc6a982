"""A correction books the difference and edits nothing."""

from datetime import timedelta

import pytest

from people.models import Notice
from rewards import actions, errors
from rewards.verification import balance_of, problems
from tests.factories import rewards as made
from tests.factories.rewards import LATER, NOW, TOMAN, scores


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
