"""Days at their edge: who is at work, who leads, who is away; and what nobody does to themselves."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from evaluations.actions import assign_evaluators
from people import errors
from people.actions import (
    appoint_lead,
    ask_second_person,
    change_staff_member,
    create_sign_in,
    end_lead,
    grant_access_role,
    move_to_team,
    record_leaving,
    renew_sign_in,
    revoke_access_role,
    withdraw_leaving,
)
from people.actions.absences import enter_absence, withdraw_absence
from people.models import Absence, StaffMember, TeamLead
from people.roles import leads, led_team_ids
from people.staff.absences import days_away, last_day
from tests.factories.evaluations import NOW, open_cycle, published_scorecard
from tests.factories.people import StaffFactory, employed
from tests.people.test_staff_import import EN, LEILA, plan_of, table_of
from tests.rule_open import fresh, make_lead, may
from tests.worlds import built_once

DAY = date(2026, 11, 21)
ONE = timedelta(days=1)
AROUND = (DAY - ONE, DAY, DAY + ONE)


def on(day):
    return time_machine.travel(datetime.combine(day, datetime.min.time()).replace(hour=8), tick=False)


# Leads ---------------------------------------------------------------------------------------------------------------


def answers_to(question, days=AROUND):
    found = []
    for day in days:
        with on(day):
            found.append(question(day))
    return found


def test_a_lead_is_none_from_the_day_on_that_it_ends(people):
    make_lead(people.mina, people.day_shift, until=DAY)
    assert answers_to(lambda day: people.day_shift.pk in led_team_ids(fresh(people.mina))) == [True, False, False]
    assert answers_to(lambda day: leads(fresh(people.mina), people.narges)) == [True, False, False]
    led = [people.narges in StaffMember.objects.led_by(people.mina, day) for day in AROUND]
    assert led == [True, False, False]
    assert [TeamLead.objects.open_on(day).filter(staff=people.mina).exists() for day in AROUND] == led


def test_a_lead_is_one_from_the_first_day_on(people):
    make_lead(people.mina, people.day_shift, since=DAY)
    assert answers_to(lambda day: people.day_shift.pk in led_team_ids(fresh(people.mina))) == [False, True, True]
    assert [people.narges in StaffMember.objects.led_by(people.mina, day) for day in AROUND] == [False, True, True]


def test_a_lead_of_yesterday_sees_and_evaluates_nobody(people):
    make_lead(people.mina, people.day_shift, until=DAY)
    seen = answers_to(lambda day: people.narges in StaffMember.objects.visible_to(fresh(people.mina)))
    assert seen == [True, False, False]
    assert answers_to(lambda day: may(people.mina, "people.view_staff_list")) == [True, False, False]


@pytest.mark.parametrize(("until", "is_assigned"), [(DAY, False), (DAY + ONE, True), (None, True)])
def test_the_lead_of_the_day_is_the_evaluator(people, until, is_assigned):
    cycle = open_cycle()
    published_scorecard(cycle.edition)
    TeamLead.objects.filter(staff=people.kaveh).update(until=until)
    only = StaffMember.objects.filter(team=people.tajrish_shift).exclude(pk=people.kaveh.pk)
    StaffFactory(team=people.tajrish_shift)
    report = assign_evaluators(cycle=cycle, on=DAY, due_on=DAY, by=people.hoda.user, at=NOW, staff=only)
    assert ([row.evaluator for row in report.made] == [people.kaveh]) is is_assigned
    assert bool(report.without_lead) is not is_assigned


@pytest.mark.parametrize(("since", "is_assigned"), [(DAY, True), (DAY + ONE, False)])
def test_a_lead_of_tomorrow_evaluates_nobody_today(people, since, is_assigned):
    cycle = open_cycle()
    published_scorecard(cycle.edition)
    TeamLead.objects.filter(staff=people.kaveh).update(since=since)
    StaffFactory(team=people.tajrish_shift)
    only = StaffMember.objects.filter(team=people.tajrish_shift).exclude(pk=people.kaveh.pk)
    report = assign_evaluators(cycle=cycle, on=DAY, due_on=DAY, by=people.hoda.user, at=NOW, staff=only)
    assert bool(report.made) is is_assigned


def test_nobody_leads_themselves_nor_another_team(people):
    assert leads(fresh(people.saeed), people.narges)
    assert not leads(fresh(people.saeed), people.saeed)
    assert not leads(fresh(people.saeed), people.kaveh)
    assert not leads(fresh(people.saeed), None)
    assert not leads(fresh(people.narges), people.parisa)


def test_a_leadership_that_never_began_disappears_one_of_a_day_stays(people):
    begun = appoint_lead(team=people.office, staff=people.parisa, since=DAY, by=people.hoda.user, at=NOW)
    with pytest.raises(errors.AlreadyLeads):
        appoint_lead(team=people.office, staff=people.parisa, since=DAY + ONE, by=people.hoda.user, at=NOW)
    end_lead(leadership=begun, until=DAY, by=people.hoda.user, at=NOW)
    assert not TeamLead.objects.filter(pk=begun.pk).exists()
    again = appoint_lead(team=people.office, staff=people.parisa, since=DAY, by=people.hoda.user, at=NOW)
    end_lead(leadership=again, until=DAY + ONE, by=people.hoda.user, at=NOW)
    assert TeamLead.objects.get(pk=again.pk).until == DAY + ONE
    with pytest.raises(errors.NotLeading):
        end_lead(leadership=again, until=DAY + ONE, by=people.hoda.user, at=NOW)


@pytest.mark.parametrize(("left_on", "goes"), [(DAY, False), (DAY + ONE, True)])
def test_who_is_not_at_work_becomes_no_lead(people, left_on, goes):
    employed(people.parisa, left_on=left_on)
    appoint = {"team": people.office, "staff": people.parisa, "since": DAY, "by": people.hoda.user, "at": NOW}
    if goes:
        assert appoint_lead(**appoint).since == DAY
    else:
        with pytest.raises(errors.NotAtWork):
            appoint_lead(**appoint)


# At work, away -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("joined_on", "left_on", "days"),
    [
        (DAY, None, [False, True, True]),
        (DAY - ONE * 9, DAY, [True, False, False]),
        (DAY - ONE * 9, DAY + ONE, [True, True, False]),
        (DAY, DAY + ONE, [False, True, False]),
        (DAY, DAY, [False, False, False]),
    ],
)
def test_at_work_from_the_first_day_up_to_the_day_before_leaving(people, joined_on, left_on, days):
    employed(people.narges, joined_on=joined_on, left_on=left_on)
    person = StaffMember.objects.get(pk=people.narges.pk)
    assert [person.is_active_on(day) for day in AROUND] == days
    assert [person in StaffMember.objects.active_on(day) for day in AROUND] == days


@built_once
def away(people):
    """Narges is away on the 21st and the 22nd."""
    leave = {"starts_on": DAY, "ends_on": DAY + 2 * ONE, "reason": "سفر", "by": people.hoda.user, "at": NOW}
    return enter_absence(staff=people.narges, **leave)


def test_away_from_the_first_day_up_to_the_day_before_being_back(away):
    days = [DAY - ONE, DAY, DAY + ONE, DAY + 2 * ONE]
    assert [Absence.objects.away_on(day).exists() for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("first", "length", "overlaps"), [(-2, 2, False), (-2, 3, True), (1, 1, True), (0, 2, True), (2, 1, False)]
)
def test_leaves_touch_but_do_not_overlap(people, away, first, length, overlaps):
    starts_on = DAY + first * ONE
    leave = {"starts_on": starts_on, "ends_on": starts_on + length * ONE, "reason": "سفر"}
    if overlaps:
        with pytest.raises(errors.AbsenceOverlaps):
            enter_absence(staff=people.narges, by=people.hoda.user, at=NOW, **leave)
    else:
        enter_absence(staff=people.narges, by=people.hoda.user, at=NOW, **leave)


def test_nobody_enters_or_takes_back_their_own_leave(people, away):
    leave = {"starts_on": DAY + 9 * ONE, "ends_on": DAY + 10 * ONE, "reason": "سفر"}
    with pytest.raises(errors.AboutOneself):
        enter_absence(staff=people.narges, by=people.narges.user, at=NOW, **leave)
    with pytest.raises(errors.AboutOneself):
        withdraw_absence(absence=away, by=people.narges.user, at=NOW)
    assert Absence.objects.standing().count() == 1
    withdraw_absence(absence=away, by=people.hoda.user, at=NOW)
    assert not Absence.objects.standing().exists()


@pytest.mark.parametrize(
    ("leave", "due"),
    [
        ((-3, 0), 7),
        ((-3, 1), 8),
        ((0, 2), 9),
        ((6, 7), 8),
        ((7, 8), 8),
        ((7, 10), 10),
        ((8, 10), 7),
    ],
)
def test_days_of_leave_up_to_the_last_day_move_it(leave, due):
    first, back = (DAY + day * ONE for day in leave)
    assert last_day(DAY, 7, [(first, back)]) == DAY + due * ONE


def test_a_moved_day_meets_the_next_leave():
    spans = [(DAY + 3 * ONE, DAY + 5 * ONE), (DAY + 9 * ONE, DAY + 10 * ONE), (DAY + 11 * ONE, DAY + 12 * ONE)]
    assert last_day(DAY, 7, reversed(spans)) == DAY + 10 * ONE
    assert days_away(DAY, DAY + 10 * ONE, spans) == 3
    assert days_away(DAY, DAY + 9 * ONE, spans) == 2
    assert days_away(DAY + 4 * ONE, DAY + 5 * ONE, spans) == 1
    assert days_away(DAY + 5 * ONE, DAY + 9 * ONE, spans) == 0


# Leaving before joining ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("left_on", "is_wrong"), [("1405/07/30", True), ("1405/08/01", False), ("1405/08/02", False)])
def test_a_file_brings_nobody_who_left_before_joining(people, left_on, is_wrong):
    (row,) = plan_of(people, LEILA + left_on).rows
    assert (row.state == "wrong") is is_wrong
    assert any("پیش" in problem or "before" in problem for problem in row.problems) is is_wrong


@pytest.mark.parametrize(("left_on", "is_wrong"), [("2024-03-19", True), ("2024-03-20", False), ("2024-03-21", False)])
def test_a_file_lets_nobody_leave_before_they_joined(people, left_on, is_wrong):
    assert people.narges.joined_on == date(2024, 3, 20)
    line = f"P-narges,نرگس,احمدی,VLS,VLS-D,barista,2024-03-20,100,{left_on}"
    (row,) = plan_of(people, line, header=EN).rows
    assert (row.state == "wrong") is is_wrong
    assert table_of(line, header=EN).records


@pytest.mark.parametrize(("days", "is_wrong"), [(-1, True), (0, False), (1, False)])
def test_nobody_leaves_before_they_joined_by_hand(people, days, is_wrong):
    left_on = people.narges.joined_on + days * ONE
    deed = {"staff": people.narges, "left_on": left_on, "by": people.hoda.user, "at": NOW, "on": left_on - ONE}
    if is_wrong:
        with pytest.raises(errors.LeavingBeforeJoining):
            record_leaving(**deed)
        with pytest.raises(IntegrityError), transaction.atomic():
            employed(people.narges, left_on=left_on)
    else:
        assert record_leaving(**deed).left_on == left_on


@pytest.mark.parametrize(("on_day", "is_open"), [(DAY - ONE, True), (DAY, False), (DAY + ONE, False)])
def test_the_way_in_closes_on_the_first_day_away(people, on_day, is_open):
    record_leaving(staff=people.narges, left_on=DAY, by=people.hoda.user, at=NOW, on=on_day)
    assert fresh(people.narges).is_active is is_open


# Nobody about themselves: rule and action ----------------------------------------------------------------------------


def test_no_action_of_hr_or_administrators_is_about_oneself(people):
    armin = people.armin
    by = {"by": armin.user, "at": NOW}
    leadership = make_lead(armin, people.office)
    for deed in (
        lambda: change_staff_member(staff=armin, email="new@aftab.example", **by),
        lambda: move_to_team(staff=armin, team=people.day_shift, **by),
        lambda: record_leaving(staff=armin, left_on=DAY, on=DAY, **by),
        lambda: withdraw_leaving(staff=armin, **by),
        lambda: appoint_lead(team=people.day_shift, staff=armin, since=DAY, **by),
        lambda: end_lead(leadership=leadership, until=DAY, **by),
        lambda: create_sign_in(staff=armin, username="other", **by),
        lambda: renew_sign_in(staff=armin, **by),
        lambda: grant_access_role(user=armin.user, role="hr", **by),
        lambda: revoke_access_role(user=armin.user, role="administrator", **by),
        lambda: ask_second_person(account=armin.user, kind="second_factor", reason="x", **by),
    ):
        with pytest.raises(errors.AboutOneself):
            deed()
    assert fresh(armin).access_roles == {"administrator"}


def test_no_rule_of_hr_or_administrators_is_about_oneself(people):
    about_person = (
        "change_staff_member",
        "move_to_team",
        "record_leaving",
        "withdraw_leaving",
        "appoint_lead",
        "end_lead",
    )
    for deed in about_person:
        for who in (people.hoda, people.armin):
            assert not may(who, f"people.{deed}", who), deed
            assert may(who, f"people.{deed}", people.narges), deed
        for who in (people.narges, people.saeed, people.mina):
            assert not may(who, f"people.{deed}", people.parisa), deed
    assert not may(people.armin, "people.ask_second_person", people.armin.user)
    assert not may(people.hoda, "people.ask_second_person", people.hoda.user)
    assert may(people.hoda, "people.ask_second_person", people.narges.user)
    assert not may(people.saeed, "people.ask_second_person", people.narges.user)
    for deed in ("grant_access_role", "revoke_access_role"):
        assert not may(people.armin, f"people.{deed}", people.armin.user), deed
        assert may(people.armin, f"people.{deed}", people.hoda.user), deed
        assert not may(people.hoda, f"people.{deed}", people.narges.user), deed


def test_what_needs_no_other_person_is_allowed_by_role_alone(people):
    def those(permission):
        return {who.given_name_en for who in people.everybody if may(who, f"people.{permission}")}

    assert those("view_staff_list") == {"Saeed", "Kaveh", "Hoda", "Armin"}
    for deed in ("view_staff_details", "add_staff_member", "change_structure", "change_letterhead"):
        assert those(deed) == {"Hoda", "Armin"}, deed
    assert those("import_staff") == {"Hoda"}
    for deed in ("change_organisation", "replace_signing_certificate", "view_access", "view_audit"):
        assert those(deed) == {"Armin"}, deed
