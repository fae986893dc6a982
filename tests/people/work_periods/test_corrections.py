"""What was written down wrongly is corrected or taken out; every period is sealed and verified."""

from datetime import date

import pytest

from kit.audit.first_seals import seal_found
from kit.audit.verification import seal_problems
from kit.models import AuditEntry
from people import errors
from people.actions import change_staff_member, change_work, correct_work, record_leaving, return_to_work, undo_work
from people.models import StaffMember, WorkPeriod
from people.models.periods import WORK
from people.staff.history import history_of
from people.staff.work import team_on, work_of, work_on
from people.verification import problems
from tests.factories.people import StaffFactory
from tests.people.work_periods.world import AT, JOINED, LATER, MOVE, ONE, TODAY, columns_of, newest, spans_of

# Written down wrongly -------------------------------------------------------------------------------------------------


def test_a_period_is_corrected_with_the_one_before_it(people, moved, hr):
    facts = {"team": people.tajrish_shift, "job_role": people.barista, "contract_share": 10000}
    correct_work(period=newest(moved), starts_on=MOVE - 10 * ONE, **facts, **hr)
    assert spans_of(moved) == [
        (JOINED, MOVE - 10 * ONE, "VLS-D", 10000),
        (MOVE - 10 * ONE, None, "TJR-D", 10000),
    ]
    with pytest.raises(errors.PeriodsCross):
        correct_work(period=newest(moved), starts_on=JOINED, **facts, **hr)


def test_what_never_was_is_taken_out_once_and_never_the_first(moved, hr):
    period = newest(moved)
    undo_work(period=period, **hr)
    assert spans_of(moved) == [(JOINED, None, "VLS-D", 10000)]
    with pytest.raises(errors.PeriodGone):
        undo_work(period=period, **hr)
    with pytest.raises(errors.NothingBefore):
        undo_work(period=newest(moved), **hr)
    assert columns_of(moved)[0] == "VLS-D"


def test_another_day_of_joining_moves_the_first_period(people, moved, hr):
    change_staff_member(staff=moved, joined_on=date(2025, 1, 1), **hr)
    assert (spans_of(moved)[0][0], columns_of(moved)[2]) == (date(2025, 1, 1), date(2025, 1, 1))


def test_nobody_writes_down_their_own_work(people):
    own = {"by": people.hoda.user, "at": AT}
    facts = {name: getattr(people.hoda, name) for name in WORK}
    period = newest(people.hoda)
    deeds = [
        lambda: change_work(staff=people.hoda, from_=TODAY, contract_share=5000, **own),
        lambda: return_to_work(staff=people.hoda, from_=LATER, **facts, **own),
        lambda: correct_work(period=period, starts_on=MOVE, **facts, **own),
        lambda: undo_work(period=period, **own),
    ]
    for deed in deeds:
        with pytest.raises(errors.AboutOneself):
            deed()


# Evidence, history, verify --------------------------------------------------------------------------------------------


def test_every_period_is_sealed_and_every_deed_has_its_words(people, moved, hr):
    seal_found(at=AT)
    change_work(staff=moved, from_=LATER, contract_share=5000, **hr)
    undo_work(period=newest(moved), **hr)
    record_leaving(staff=moved, left_on=TODAY, on=TODAY, **hr)
    return_to_work(staff=moved, from_=LATER, team=people.office, job_role=people.manager, contract_share=5000, **hr)
    assert list(seal_problems("people")) == []
    verbs = AuditEntry.objects.filter(object_key=moved.key).values_list("verb", flat=True)
    told = [event.what for event in history_of(moved)]
    assert len(told) == len(verbs) + 1  # and what was done to the sign-in
    assert any("۱۰ آذر ۱۴۰۵" in what for what in told)
    WorkPeriod.objects.filter(staff=moved).update(contract_share=1)
    assert len(list(seal_problems("people"))) == moved.work_periods.count() == 3


def test_verify_names_overlaps_and_columns_that_say_something_else(people, moved):
    assert list(problems(on=TODAY)) == []
    WorkPeriod.objects.filter(pk=newest(moved).pk).update(starts_on=JOINED + ONE)
    assert list(problems(on=TODAY)) == ["P-narges: two periods of work have days in common"]
    StaffMember.objects.filter(pk=people.parisa.pk).update(team=people.office)
    assert "P-parisa: the person's row does not say what holds today" in list(problems(on=TODAY))


# Asking ---------------------------------------------------------------------------------------------------------------


def test_the_periods_of_many_are_one_question(people, moved, django_assert_num_queries):
    ids = [staff.pk for staff in people.everybody]
    with django_assert_num_queries(1):
        found = work_of(ids, MOVE - ONE, MOVE + ONE)
    assert [row.team.code for row in found[moved.pk]] == ["VLS-D", "OFF"]
    assert [len(found[pk]) for pk in (people.parisa.pk, people.behnam.pk)] == [1, 0]
    assert (work_on(moved, MOVE).team, work_on(moved, JOINED - ONE)) == (people.office, None)
    assert team_on(people.behnam, TODAY) == people.tajrish_shift


# From before there were periods ---------------------------------------------------------------------------------------


def test_the_first_periods_come_from_the_columns(people):
    staff = StaffFactory(left_on=MOVE)
    WorkPeriod.objects.all().delete()
    begun = WorkPeriod.objects.begin(StaffMember.objects.filter(pk__in=[people.narges.pk, staff.pk]))
    assert len(begun) == 2
    assert spans_of(staff) == [(JOINED, MOVE, staff.team.code, 10000)]
