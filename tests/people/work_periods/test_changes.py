"""Team, job role and contract share over time: moves, leaving and coming back keep their days."""

from datetime import UTC, datetime, timedelta

import pytest

from kit.audit.first_seals import seal_found
from kit.audit.verification import seal_problems
from kit.models import AuditEntry
from people import errors
from people.actions import (
    add_staff_member,
    change_staff_member,
    change_work,
    move_to_team,
    record_leaving,
    return_to_work,
    withdraw_leaving,
)
from people.models import StaffMember
from people.models.periods import WORK
from people.staff.work import team_on
from people.upkeep import keep_people_up
from tests.people.work_periods.world import AT, JOINED, LATER, MOVE, ONE, TODAY, columns_of, spans_of

# From a day on --------------------------------------------------------------------------------------------------------


def test_whoever_is_taken_on_has_a_period_from_the_first_day_on(people, hr):
    facts = {"code": "P-new", "given_name_fa": "نو", "team": people.day_shift, "job_role": people.barista}
    staff = add_staff_member(joined_on=MOVE, contract_share=8000, **facts, **hr)
    assert spans_of(staff) == [(MOVE, None, "VLS-D", 8000)]


def test_a_move_keeps_the_days_before_it(people, hr):
    changed = change_work(staff=people.narges, from_=MOVE, team=people.tajrish_shift, **hr)
    assert changed == {"team": ["VLS-D", "TJR-D"]}
    assert spans_of(people.narges) == [(JOINED, MOVE, "VLS-D", 10000), (MOVE, None, "TJR-D", 10000)]
    assert columns_of(people.narges) == ("TJR-D", 10000, JOINED, None)
    assert [team_on(people.narges, day).code for day in (MOVE - ONE, MOVE, TODAY)] == ["VLS-D", "TJR-D", "TJR-D"]
    there = StaffMember.objects.in_team_on([people.day_shift], MOVE - ONE)
    assert people.narges in there and people.narges not in StaffMember.objects.in_team_on([people.day_shift], MOVE)
    assert people.narges in StaffMember.objects.led_by(people.saeed, MOVE - ONE)
    assert people.narges not in StaffMember.objects.led_by(people.saeed, MOVE)


def test_the_same_again_and_at_the_same_time_changes_nothing(people, hr):
    stale = StaffMember.objects.get(pk=people.narges.pk)
    change_work(staff=people.narges, from_=MOVE, contract_share=5000, **hr)
    before = AuditEntry.objects.count()
    assert change_work(staff=stale, from_=MOVE, contract_share=5000, **hr) == {}
    assert AuditEntry.objects.count() == before


def test_what_is_recorded_for_later_stays_and_each_thing_goes_on_as_long_as_it_did(people, hr):
    change_work(staff=people.narges, from_=LATER, team=people.tajrish_shift, **hr)
    change_work(staff=people.narges, from_=MOVE, team=people.office, contract_share=5000, **hr)
    assert spans_of(people.narges) == [
        (JOINED, MOVE, "VLS-D", 10000),
        (MOVE, LATER, "OFF", 5000),
        (LATER, None, "TJR-D", 5000),
    ]


def test_a_later_day_begins_by_itself(people, hr):
    change_work(staff=people.narges, from_=LATER, team=people.tajrish_shift, contract_share=5000, **hr)
    assert columns_of(people.narges) == ("VLS-D", 10000, JOINED, None)
    seal_found(at=AT)
    for day, stands in ((LATER - ONE, "VLS-D"), (LATER, "TJR-D"), (LATER + ONE, "TJR-D")):
        keep_people_up(at=datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=8))
        assert columns_of(people.narges)[0] == stands
    (entry,) = AuditEntry.objects.filter(verb="staff.work_began")
    assert entry.detail["changes"] == {"team": ["VLS-D", "TJR-D"], "contract_share": [10000, 5000]}
    assert list(seal_problems("people")) == []


def test_who_is_not_employed_on_the_day_is_refused(people, hr):
    for staff, day in ((people.narges, JOINED - ONE), (people.behnam, TODAY)):
        with pytest.raises(errors.NotAtWork):
            change_work(staff=staff, from_=day, team=people.office, **hr)


def test_moves_by_other_doors_are_periods_too(people, hr):
    move_to_team(staff=people.narges, team=people.office, **hr)
    change_staff_member(staff=people.parisa, contract_share=5000, family_name_fa="نو", from_=MOVE, **hr)
    assert spans_of(people.narges)[-1] == (TODAY, None, "OFF", 10000)
    assert spans_of(people.parisa)[-1] == (MOVE, None, "VLS-D", 5000)


# Leaving and coming back ----------------------------------------------------------------------------------------------


def test_leaving_and_coming_back_leave_a_gap(people, hr):
    record_leaving(staff=people.narges, left_on=MOVE, on=TODAY, **hr)
    assert columns_of(people.narges) == ("VLS-D", 10000, JOINED, MOVE)
    back = {"team": people.office, "job_role": people.manager, "contract_share": 6000}
    return_to_work(staff=people.narges, from_=TODAY, **back, **hr)
    assert spans_of(people.narges) == [(JOINED, MOVE, "VLS-D", 10000), (TODAY, None, "OFF", 6000)]
    assert columns_of(people.narges) == ("OFF", 6000, TODAY, None)
    days = {JOINED - ONE: 0, JOINED: 1, MOVE - ONE: 1, MOVE: 0, TODAY - ONE: 0, TODAY: 1}
    assert {day: StaffMember.objects.active_on(day).filter(pk=people.narges.pk).count() for day in days} == days
    people.narges.user.refresh_from_db()
    assert not people.narges.user.is_active
    with pytest.raises(errors.AlreadyAtWork):
        return_to_work(staff=people.narges, from_=LATER, **back, **hr)


def test_a_return_on_a_later_day_opens_nothing_before_it(people, hr):
    record_leaving(staff=people.narges, left_on=MOVE, on=TODAY, **hr)
    work = {name: getattr(people.narges, name) for name in WORK}
    return_to_work(staff=people.narges, from_=LATER, **work, **hr)
    assert columns_of(people.narges)[2:] == (JOINED, MOVE)
    keep_people_up(at=datetime(2026, 12, 1, 8, tzinfo=UTC))
    assert columns_of(people.narges)[2:] == (LATER, None)


def test_who_leaves_and_is_back_before_the_upkeep_ran_has_a_closed_sign_in(people, hr):
    record_leaving(staff=people.narges, left_on=LATER, on=TODAY, **hr)
    work = {name: getattr(people.narges, name) for name in WORK}
    return_to_work(staff=people.narges, from_=LATER + 3 * ONE, **work, **hr)
    keep_people_up(at=datetime(2026, 12, 9, 8, tzinfo=UTC))
    people.narges.user.refresh_from_db()
    assert (columns_of(people.narges)[2], people.narges.user.is_active) == (LATER + 3 * ONE, False)


def test_a_leaving_date_that_was_a_mistake_leaves_no_gap(people, hr):
    change_work(staff=people.narges, from_=MOVE, team=people.office, **hr)
    record_leaving(staff=people.narges, left_on=MOVE + ONE, on=TODAY, **hr)
    withdraw_leaving(staff=people.narges, **hr)
    assert spans_of(people.narges) == [(JOINED, MOVE, "VLS-D", 10000), (MOVE, None, "OFF", 10000)]


def test_leaving_before_a_move_takes_the_move_away(people, hr):
    change_work(staff=people.narges, from_=LATER, team=people.office, **hr)
    record_leaving(staff=people.narges, left_on=TODAY, on=TODAY, **hr)
    assert spans_of(people.narges) == [(JOINED, TODAY, "VLS-D", 10000)]


def test_who_never_came_has_no_day(people, hr):
    record_leaving(staff=people.narges, left_on=JOINED, on=TODAY, **hr)
    assert (spans_of(people.narges), columns_of(people.narges)[3]) == ([], JOINED)
    withdraw_leaving(staff=people.narges, **hr)
    assert spans_of(people.narges) == [(JOINED, None, "VLS-D", 10000)]
