"""Who leaves, moves, loses a team or is on leave in mid-cycle: the boards say what has nobody, and why."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluations.cycles.orphans import Gone, without_evaluator
from home.actions import NobodyToRemind, remind_evaluator
from home.desks.reminders import remind_of_what_is_late
from people.actions import appoint_manager
from tests.evaluations.handovers.world import BOARD, DESK, PAST, TODAY, is_away, leads_no_more, leaves, orphans
from tests.factories.evaluations import NOW, assign, draft
from tests.factories.people import StaffFactory


@pytest.mark.parametrize(
    ("goes", "gone", "said"),
    [
        (leaves, Gone.LEFT, "2 evaluations of Saeed Rezaei, who left on"),
        (is_away, Gone.AWAY, "2 evaluations of Saeed Rezaei, who is on leave until"),
        (leads_no_more, Gone.NOT_LEADING, "2 evaluations of Saeed Rezaei, who no longer leads there"),
    ],
)
def test_the_boards_say_what_has_nobody_and_why(goes, gone, said, people, asked, client_for):
    goes(people)
    assert orphans() == {("P-narges", gone, 1), ("P-parisa", gone, 1)}
    client = client_for(people.hoda)
    for address in (DESK, asked[0].cycle.get_absolute_url(), BOARD):
        page = client.get(address).content.decode()
        assert said in page, address
        assert BOARD in page or address == BOARD
    desk = client.get(DESK).content.decode()
    assert "2 evaluations have nobody" in desk
    assert "All on time" not in desk
    assert "Everyone is on time" not in desk
    assert "Under way" not in client.get(asked[0].cycle.get_absolute_url()).content.decode()


def test_who_is_back_in_time_or_still_there_keeps_it(people, asked):
    is_away(people, until=asked[0].due_on)
    assert orphans() == set()


def test_who_was_never_let_in_cannot_write_it(people, cycle):
    bare = StaffFactory(user=None, team=people.office)
    assign(cycle, subject=people.narges, evaluator=bare)
    assert orphans() == {("P-narges", Gone.NO_SIGN_IN, 1)}


def test_a_manager_who_is_replaced_leaves_what_is_unfinished(people, cycle):
    since = TODAY - timedelta(days=9)
    appoint_manager(branch=people.valiasr, staff=people.mina, since=since, by=people.hoda.user, at=NOW)
    assign(cycle, subject=people.saeed, evaluator=people.mina)
    appoint_manager(branch=people.valiasr, staff=people.kaveh, since=TODAY, by=people.hoda.user, at=NOW)
    assert orphans() == {("P-saeed", Gone.NOT_LEADING, 1)}


def test_an_exception_by_hand_is_left_in_peace(people, cycle):
    assign(cycle, subject=people.narges, evaluator=people.kaveh)
    assert orphans() == set()


@pytest.mark.parametrize("subject_goes", [leaves, lambda people, who: people])
def test_who_is_evaluated_and_leaves_stays_with_who_knew_them(subject_goes, people, asked, client_for):
    subject_goes(people, people.narges)
    people.narges.team = people.tajrish_shift
    people.narges.save(update_fields=["team"])
    assert orphans() == set()
    assert draft(asked[0]).evaluator == people.saeed
    page = client_for(people.hoda).get(asked[0].cycle.get_absolute_url()).content.decode()
    assert "stays with the evaluator who knew them" in page


def test_a_lead_who_moves_is_said_to_lead_still(people, asked, client_for):
    day = timezone.localdate().isoformat()
    form = {
        "team": people.tajrish_shift.key,
        "job_role": people.saeed.job_role.key,
        "contract_share": "100",
        "from_": day,
        "seen": day,
    }
    client = client_for(people.hoda)
    page = client.post(reverse("people:work_change", args=[people.saeed.key]), form, follow=True).content.decode()
    assert "Saeed Rezaei still leads Valiasr day shift" in page
    client.post(reverse("people:end_lead", args=[people.day_shift.key, people.saeed.key]))
    assert orphans() == {("P-narges", Gone.NOT_LEADING, 1), ("P-parisa", Gone.NOT_LEADING, 1)}


def test_nobody_to_remind_is_no_repetition(people, cycle, client_for):
    late = assign(cycle, subject=people.parisa, evaluator=people.saeed, due_on=PAST)
    leaves(people)
    with pytest.raises(NobodyToRemind):
        remind_evaluator(evaluator=people.saeed, by=people.hoda.user, at=NOW)
    page = client_for(people.hoda).post(reverse("home:remind", args=[people.saeed.key]), follow=True)
    assert "cannot be reminded" in page.content.decode()
    assert "reminded today already" not in page.content.decode()
    assert late.evaluator.code in {one.assignment.evaluator.code for one in without_evaluator(TODAY)}


def test_who_is_on_leave_is_not_reminded_every_week(people, cycle):
    assign(cycle, subject=people.parisa, evaluator=people.saeed, due_on=PAST)
    is_away(people)
    remind_of_what_is_late(at=NOW)
    assert not people.saeed.user.notices.filter(kind="home.your_evaluations_wait").exists()


def test_the_boards_cost_the_same_for_one_and_for_thirty(people, asked, client_for):
    client = client_for(people.hoda)
    leaves(people)

    def cost(address):
        client.get(address)
        with CaptureQueriesContext(connection) as asked_now:
            client.get(address)
        return len(asked_now)

    addresses = (BOARD, DESK, asked[0].cycle.get_absolute_url())
    few = [cost(address) for address in addresses]
    for _ in range(29):
        assign(asked[0].cycle, subject=StaffFactory(team=people.day_shift), evaluator=people.saeed)
    assert [cost(address) for address in addresses] == few
