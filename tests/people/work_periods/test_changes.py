"""Team, job role and contract share over time: moves, leave, leaving and coming back keep their days."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kit.audit.first_seals import seal_found
from kit.audit.verification import seal_problems
from kit.models import AuditEntry
from people import errors
from people.actions import (
    add_staff_member,
    change_staff_member,
    change_work,
    correct_work,
    move_to_team,
    record_leaving,
    return_to_work,
    undo_work,
    withdraw_leaving,
)
from people.models import StaffMember, WorkPeriod
from people.models.periods import WORK
from people.staff.history import history_of
from people.staff.work import team_on, work_of, work_on
from people.upkeep import keep_people_up
from people.verification import problems
from tests.factories.people import StaffFactory
from tests.people.test_staff_import import EN, ON, carry_out, plan_of, upload

TODAY = date(2026, 11, 21)
AT = datetime(2026, 11, 21, 8, tzinfo=UTC)
JOINED = date(2024, 3, 20)
MOVE, LATER = date(2026, 10, 1), date(2026, 12, 1)
ONE = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def hr(people):
    return {"by": people.hoda.user, "at": AT}


def spans_of(staff):
    """[(starts_on, ends_on, team code, share)] in their order."""
    rows = staff.work_periods.select_related("team").order_by("starts_on")
    return [(row.starts_on, row.ends_on, row.team.code, row.contract_share) for row in rows]


def columns_of(staff):
    staff = StaffMember.objects.select_related("team").get(pk=staff.pk)
    return staff.team.code, staff.contract_share, staff.joined_on, staff.left_on


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


# Written down wrongly -------------------------------------------------------------------------------------------------


@pytest.fixture
def moved(people, hr):
    change_work(staff=people.narges, from_=MOVE, team=people.office, **hr)
    return people.narges


def newest(staff):
    return staff.work_periods.order_by("starts_on").last()


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


# The person's page ----------------------------------------------------------------------------------------------------


def url(name, staff, *more):
    return reverse(f"people:{name}", args=[staff.key, *more])


def form_of(people, day, **changes):
    facts = {"from_": day, "team": people.day_shift.key, "job_role": people.barista.key, "contract_share": "100"}
    return facts | changes


def test_the_page_lists_the_periods_and_leads_to_the_forms(people, moved, client_for):
    page = client_for(people.hoda).get(moved.get_absolute_url())
    text = page.content.decode()
    assert [row.team.code for row in page.context["periods"]] == ["OFF", "VLS-D"]
    assert url("work_change", moved) in text and url("work_correct", moved, newest(moved).key) in text
    assert "۹ مهر ۱۴۰۵" in text
    narges = client_for(moved).get(moved.get_absolute_url()).content.decode()
    assert url("work_change", moved) not in narges


def test_a_change_from_a_day_on_by_the_form(people, client_for):
    client, narges = client_for(people.hoda), people.narges
    answer = client.post(url("work_change", narges), form_of(people, "۱۴۰۵/۰۷/۰۹", team=people.office.key))
    assert answer.status_code == 302
    assert spans_of(narges)[-1] == (date(2026, 10, 1), None, "OFF", 10000)
    answer = client.post(url("work_change", narges), form_of(people, "1380/01/01"))
    assert answer.status_code == 200 and answer.context["form"].errors["from_"]


def test_coming_back_by_the_form(people, client_for):
    client, behnam = client_for(people.hoda), people.behnam
    assert url("work_back", behnam) in client.get(behnam.get_absolute_url()).content.decode()
    answer = client.post(url("work_back", behnam), form_of(people, TODAY.isoformat(), contract_share="۵۰"))
    assert (answer.status_code, spans_of(behnam)[-1]) == (302, (TODAY, None, "VLS-D", 5000))
    again = client.post(url("work_back", behnam), form_of(people, TODAY.isoformat()))
    assert again.context["form"].errors["from_"]


def test_correcting_and_taking_out_by_the_form(people, moved, client_for):
    client, period = client_for(people.hoda), newest(moved)
    answer = client.post(url("work_correct", moved, period.key), form_of(people, MOVE.isoformat(), contract_share="50"))
    assert (answer.status_code, spans_of(moved)[-1]) == (302, (MOVE, None, "VLS-D", 5000))
    assert client.post(url("work_undo", moved, period.key)).status_code == 302
    assert spans_of(moved) == [(JOINED, None, "VLS-D", 10000)]
    assert client.post(url("work_undo", moved, newest(moved).key), follow=True).status_code == 200
    other = newest(people.parisa)
    assert client.get(url("work_correct", moved, other.key)).status_code == 404


def test_editing_details_leaves_the_work_alone(people, client_for):
    page = client_for(people.hoda).get(url("staff_edit", people.narges))
    assert not {"team", "job_role", "contract_share", "joined_on"} & set(page.context["form"].fields)
    assert url("work_change", people.narges) in page.content.decode()


def test_the_page_asks_the_same_number_of_questions_with_many_periods(people, moved, client_for):
    client = client_for(people.hoda)

    def asked():
        client.get(moved.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(moved.get_absolute_url())
        return len(queries)

    before = asked()
    for month in range(1, 9):
        WorkPeriod.objects.filter(pk=newest(moved).pk).update(ends_on=date(2027, month, 1))
        WorkPeriod.objects.create(
            staff=moved, team=people.office, job_role=people.barista, starts_on=date(2027, month, 1)
        )
    assert asked() == before


# The staff list as a file ---------------------------------------------------------------------------------------------


def line(team="VLS-D", joined="2024-03-20", share="100", left=""):
    branch = {"VLS-D": "VLS", "OFF": "VLS", "TJR-D": "TJR"}[team]
    return f"P-narges,نرگس,احمدی,{branch},{team},barista,{joined},{share},{left}"


def test_a_file_changes_work_from_the_day_that_was_chosen_and_again_changes_nothing(people):
    plan = carry_out(people, line(team="TJR-D", share="50"), header=EN, since=MOVE)
    assert (plan.changes_work, plan.count("changed")) == (True, 1)
    assert spans_of(people.narges) == [(JOINED, MOVE, "VLS-D", 10000), (MOVE, None, "TJR-D", 5000)]
    for since in (MOVE, ON, LATER):
        assert not plan_of(people, line(team="TJR-D", share="50"), header=EN, since=since).does_something


def test_the_preview_asks_from_which_day_and_the_day_goes_along(people, client_for):
    client = client_for(people.hoda)
    look = upload(client, f"{EN}\n{line(team='OFF')}\n".encode())["Location"]
    assert client.get(look).context["plan"].since == TODAY
    page = client.get(look, {"since": "۱۴۰۵/۰۷/۰۹"})
    plan = page.context["plan"]
    assert (plan.since, 'name="since" value="2026-10-01"' in page.content.decode()) == (MOVE, True)
    assert client.post(f"{look}confirm/", {"plan": plan.fingerprint})["Location"] == look  # another day than was shown
    assert client.post(f"{look}confirm/", {"plan": plan.fingerprint, "since": "2026-10-01"}).status_code == 302
    assert spans_of(people.narges) == [(JOINED, MOVE, "VLS-D", 10000), (MOVE, None, "OFF", 10000)]


def test_a_change_for_later_is_known_by_the_same_file(people):
    carry_out(people, line(team="TJR-D"), header=EN, since=LATER)
    assert columns_of(people.narges)[0] == "VLS-D"
    assert not plan_of(people, line(team="TJR-D"), header=EN, since=ON).does_something


def test_a_file_brings_somebody_back(people):
    carry_out(people, line(left="2026-10-01"), header=EN)
    plan = carry_out(people, line(team="OFF", joined="2026-10-20"), header=EN)
    assert [row.is_return for row in plan.rows] == [True]
    assert spans_of(people.narges) == [
        (JOINED, date(2026, 10, 1), "VLS-D", 10000),
        (date(2026, 10, 20), None, "OFF", 10000),
    ]
    assert not plan_of(people, line(team="OFF", joined="2026-10-20"), header=EN).does_something


def test_a_file_moves_nobody_who_had_left_by_the_day(people):
    carry_out(people, line(left="2026-10-01"), header=EN)
    (row,) = plan_of(people, line(team="OFF", left="2026-10-01"), header=EN).rows
    assert (row.state, len(row.problems)) == ("wrong", 1)
    (row,) = plan_of(people, line(team="OFF", left="2026-10-01"), header=EN, since=date(2026, 9, 1)).rows
    assert row.state == "changed"


# From before there were periods ---------------------------------------------------------------------------------------


def test_the_first_periods_come_from_the_columns(people):
    staff = StaffFactory(left_on=MOVE)
    WorkPeriod.objects.all().delete()
    begun = WorkPeriod.objects.begin(StaffMember.objects.filter(pk__in=[people.narges.pk, staff.pk]))
    assert len(begun) == 2
    assert spans_of(staff) == [(JOINED, MOVE, staff.team.code, 10000)]
