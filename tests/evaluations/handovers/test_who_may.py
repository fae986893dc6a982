"""Who hands an evaluation on, to whom, and when not."""

import pytest
from django.urls import reverse

from evaluations import actions
from evaluations.errors import CannotEvaluate, ConflictOfInterest, NotYours, WrongState
from evaluations.models import CycleAssignment, HandedOn
from people.actions import appoint_lead
from people.notices.kinds import words_of
from tests.evaluations.handovers.world import BOARD, TODAY, give, is_away, leads_no_more, leaves, orphans
from tests.evaluations.test_assignment import in_english
from tests.evaluations.test_screens import posted
from tests.factories.evaluations import NOW, assign, draft, filled, submitted
from tests.factories.people import StaffFactory


def pressed(client, rows, former, **more):
    form = {"row": [row.key for row in rows], "former": former.key, **more}
    return client.post(reverse("evaluations:hand_on"), form, follow=True)


def test_conflicts_are_refused_and_named_and_keep_nothing_else_back(people, cycle, client_for):
    rows = [assign(cycle, subject=who, evaluator=people.saeed) for who in (people.narges, people.parisa)]
    assign(cycle, subject=people.kaveh, evaluator=people.parisa)
    leaves(people)
    for successor in (people.parisa, people.kaveh):
        with pytest.raises(ConflictOfInterest):
            give(rows[1], people.saeed, successor, people.hoda)
    page = pressed(client_for(people.hoda), rows, people.saeed, other=people.kaveh.code)
    assert "Parisa Karimi: nobody evaluates themselves" in page.content.decode()
    assert [row.evaluator for row in CycleAssignment.objects.filter(pk__in=[r.pk for r in rows]).order_by("pk")] == [
        people.kaveh,
        people.saeed,
    ]


def test_who_has_written_about_somebody_is_not_evaluated_by_them(people, cycle):
    row = assign(cycle, subject=people.narges, evaluator=people.saeed, wanted=2)
    submitted(row)
    give(row, people.saeed, people.kaveh, people.hoda)
    with pytest.raises(ConflictOfInterest):
        assign(cycle, subject=people.saeed, evaluator=people.narges)


def test_hr_does_not_choose_who_evaluates_hr(people, cycle, client_for):
    row = assign(cycle, subject=people.hoda, evaluator=people.saeed)
    leaves(people)
    with pytest.raises(ConflictOfInterest):
        give(row, people.saeed, people.mina, people.hoda)
    pressed(client_for(people.hoda), [row], people.saeed, other=people.mina.code)
    row.refresh_from_db()
    assert row.evaluator == people.saeed


@pytest.mark.parametrize("who", ["narges", "kaveh", "armin", "mina"])
def test_nobody_else_hands_on(who, people, asked, client_for):
    somebody = getattr(people, who)
    leaves(people)
    with pytest.raises(NotYours):
        give(asked[1], people.saeed, people.kaveh, somebody)
    form = {"row": [asked[1].key], "former": people.saeed.key, "offered": people.kaveh.key}
    assert client_for(somebody).post(reverse("evaluations:hand_on"), form).status_code == 404
    assert not HandedOn.objects.exists()


def test_a_lead_hands_on_their_own_before_going_on_leave(people, asked, client_for):
    in_english(people.saeed)
    client = client_for(people.saeed)
    page = reverse("evaluations:hand_on_mine")
    assert page in client.get(reverse("evaluations:to_do")).content.decode()
    assert "2 evaluations that Saeed Rezaei has not finished" in client.get(page).content.decode()
    pressed(client, asked, people.saeed, offered=people.kaveh.key, mine="1")
    assert {row.evaluator for row in CycleAssignment.objects.all()} == {people.kaveh}
    notice = people.saeed.user.notices.get(kind="evaluations.handed_on")
    assert people.kaveh.name_in("fa") in words_of(notice)[1]
    with pytest.raises(CannotEvaluate):
        give(asked[0], people.kaveh, people.parisa, people.kaveh)


def test_it_is_handed_on_once(people, asked, client_for):
    give(asked[0], people.saeed, people.mina, people.hoda)
    with pytest.raises(WrongState):
        give(asked[0], people.saeed, people.kaveh, people.hoda)
    page = pressed(client_for(people.hoda), asked[:1], people.saeed, other=people.kaveh.code)
    assert "it was done meanwhile" in page.content.decode()
    assert HandedOn.objects.count() == 1


def test_not_to_who_left_is_away_or_has_no_sign_in(people, asked):
    bare = StaffFactory(user=None, team=people.day_shift)
    is_away(people)
    for successor in (people.behnam, bare):
        with pytest.raises(CannotEvaluate):
            give(asked[0], people.saeed, successor, people.hoda)
    with pytest.raises(CannotEvaluate):
        give(
            assign(asked[0].cycle, subject=people.armin, evaluator=people.mina), people.mina, people.saeed, people.hoda
        )


def test_nothing_is_handed_on_in_a_closed_cycle(people, asked):
    actions.close_cycle(cycle=asked[0].cycle, by=people.hoda.user, at=NOW)
    with pytest.raises(WrongState):
        give(asked[0], people.saeed, people.mina, people.hoda)


def test_what_is_finished_is_not_handed_on(people, asked):
    submitted(asked[0])
    with pytest.raises(WrongState):
        give(asked[0], people.saeed, people.mina, people.hoda)


def test_who_leads_no_more_may_finish_if_hr_says_so(people, asked, client_for):
    begun = draft(asked[0])
    with pytest.raises(WrongState):
        give(asked[0], people.saeed, people.saeed, people.hoda)
    leads_no_more(people)
    appoint_lead(team=people.day_shift, staff=people.kaveh, since=TODAY, by=people.hoda.user, at=NOW)
    client = client_for(people.hoda)
    assert "It stays with Saeed Rezaei" in client.get(BOARD).content.decode()
    pressed(client, asked, people.saeed, stay="1")
    assert orphans() == set()
    begun.refresh_from_db()
    assert (begun.is_draft, asked[0].evaluator) == (True, people.saeed)


def test_the_former_evaluator_is_told_and_writes_no_more(people, asked, client_for):
    begun = draft(asked[0])
    give(asked[0], people.saeed, people.mina, people.hoda)
    client = client_for(people.saeed)
    assert client.post(reverse("evaluations:start", args=[asked[0].key])).status_code == 404
    assert client.post(reverse("evaluations:save", args=[begun.key]), posted(begun)).status_code == 423
    page = client.get(reverse("evaluations:fill", args=[begun.key]), follow=True)
    assert people.mina.name_in("fa") in page.content.decode()


def test_it_comes_back_and_the_first_notes_are_there(people, asked, client_for):
    filled(asked[0], comment="یادداشت نخست")
    give(asked[0], people.saeed, people.mina, people.hoda)
    give(asked[0], people.mina, people.saeed, people.hoda)
    page = client_for(people.saeed).post(reverse("evaluations:start", args=[asked[0].key]), follow=True)
    assert "یادداشت نخست" in page.content.decode()


def test_the_leaving_page_says_what_is_unfinished(people, asked, client_for):
    client = client_for(people.hoda)
    for address in (reverse("people:staff_leave", args=[people.saeed.key]), people.saeed.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "Saeed Rezaei has 2 evaluations that are not finished." in page
        assert f"{BOARD}?who={people.saeed.key}" in page
    page = client.get(f"{BOARD}?who={people.saeed.key}").content.decode()
    assert "2 evaluations that Saeed Rezaei has not finished" in page
    assert "?who=" not in client_for(people.armin).get(people.saeed.get_absolute_url()).content.decode()
