"""Who leaves, moves, loses a team or is on leave in mid-cycle: nothing is lost, the board says so, one press helps."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluations import actions
from evaluations.actions.handovers import hand_on
from evaluations.cycles.orphans import Gone, without_evaluator
from evaluations.errors import CannotEvaluate, ConflictOfInterest, LeftUndone, NotYours, WrongState
from evaluations.models import CycleAssignment, Evaluation, HandedOn
from evaluations.verification import notes_problems
from home.actions import NobodyToRemind, remind_evaluator
from home.desks.reminders import remind_of_what_is_late
from kit.audit.models import AuditEntry
from people.actions import appoint_lead, appoint_manager, end_lead, record_leaving
from people.actions.absences import enter_absence
from people.notices.kinds import words_of
from tests.evaluations.test_assignment import in_english
from tests.evaluations.test_screens import posted
from tests.factories.evaluations import NOW, assign, draft, filled, open_cycle, released, submitted
from tests.factories.people import StaffFactory
from tests.worlds import built_once

BOARD, DESK = reverse("evaluations:without_evaluator"), reverse("home:hr_desk")
TODAY, PAST = NOW.date(), date(2026, 11, 10)


@built_once(at=NOW)
def cycle(people, at_now):
    in_english(people.hoda)
    return open_cycle()


@built_once
def asked(people, cycle):
    """Saeed evaluates Narges and Parisa; Mina manages the branch."""
    appoint_manager(branch=people.valiasr, staff=people.mina, since=TODAY, by=people.hoda.user, at=NOW)
    return [assign(cycle, subject=who, evaluator=people.saeed) for who in (people.narges, people.parisa)]


def leaves(people, staff=None):
    return record_leaving(staff=staff or people.saeed, left_on=TODAY, by=people.hoda.user, at=NOW, on=TODAY)


def is_away(people, until=date(2027, 1, 1)):
    about = {"reason": "سفر", "by": people.hoda.user, "at": NOW}
    return enter_absence(staff=people.saeed, starts_on=TODAY, ends_on=until, **about)


def leads_no_more(people):
    leadership = people.saeed.leaderships.get()
    end_lead(leadership=leadership, until=TODAY, by=people.hoda.user, at=NOW)


def orphans(**more):
    return {(one.assignment.subject.code, one.gone, one.left) for one in without_evaluator(TODAY, **more)}


def give(row, former, successor, by, at=NOW):
    return hand_on(assignment=row, former=former, successor=successor, by=by.user, at=at)


def pressed(client, rows, former, **more):
    form = {"row": [row.key for row in rows], "former": former.key, **more}
    return client.post(reverse("evaluations:hand_on"), form, follow=True)


# The board says so ---------------------------------------------------------------------------------------------------


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


# Nothing is lost ------------------------------------------------------------------------------------------------------


def test_one_press_hands_on_everything_as_proposed(people, asked, client_for):
    begun = filled(asked[0], [2500, 7500, None], comment="دو بار دیر آمد.")
    actions.add_evidence(
        evaluation=begun,
        criterion=begun.answers.first().criterion,
        name="shift.pdf",
        content_type="application/pdf",
        content=b"%PDF-1",
        by=people.saeed.user,
        at=NOW,
    )
    leaves(people)
    client = client_for(people.hoda)
    assert "Hand on all 2 as proposed" in client.get(BOARD).content.decode()
    client.post(reverse("evaluations:hand_on_proposed"))
    assert {row.evaluator for row in CycleAssignment.objects.all()} == {people.mina}
    begun.refresh_from_db()
    assert (begun.state, begun.answers.count(), begun.score) == ("void", 3, None)
    assert orphans() == set()
    assert people.mina.user.notices.filter(kind="evaluations.handed_to_you").count() == 1
    assert people.mina.user.notices.get(kind="evaluations.handed_to_you").facts["count"] == 2
    assert "Every evaluation has somebody" in client.get(BOARD).content.decode()

    mina = client_for(people.mina)
    form = mina.post(reverse("evaluations:start", args=[asked[0].key]), follow=True)
    assert "دو بار دیر آمد." in form.content.decode()
    assert "shift.pdf" in form.content.decode()
    own = Evaluation.objects.get(evaluator=people.mina)
    assert (own.is_draft, own.answers.count()) == (True, 0)
    file = reverse("evaluations:evidence", args=[begun.evidence.get().key])
    assert mina.get(file).status_code == 200
    assert client.get(file).status_code == 404
    assert client_for(people.narges).get(file).status_code == 404
    page = mina.post(reverse("evaluations:fill", args=[own.key]), posted(own, [10000, 10000, 10000]) | {"submit": "1"})
    assert page.status_code == 302
    own.refresh_from_db()
    assert (own.state, own.score) == ("submitted", 10000)
    assert list(notes_problems()) == []


def test_notes_that_were_changed_are_named_by_verify(people, asked):
    begun = filled(asked[0])
    leaves(people)
    give(asked[0], people.saeed, people.mina, people.hoda)
    begun.answers.update(comment="هیچ")
    assert len(list(notes_problems())) == 1


@pytest.mark.parametrize(
    ("make", "state", "is_left"),
    [
        (lambda row: None, None, True),
        (draft, "draft", True),
        (submitted, "submitted", False),
        (released, "released", False),
    ],
)
def test_leaving_in_every_state_of_the_evaluation(make, state, is_left, people, asked, client_for):
    make(asked[0])
    leaves(people)
    assert (("P-narges", Gone.LEFT, 1) in orphans()) is is_left
    client_for(people.hoda).post(reverse("evaluations:hand_on_proposed"))
    asked[0].refresh_from_db()
    assert asked[0].evaluator == (people.mina if is_left else people.saeed)
    if state and not is_left:
        assert Evaluation.objects.get(subject=people.narges).state == state


def test_what_is_objected_to_stays_where_it_was_written(people, asked):
    row = released(asked[0])
    point = {row.answers.first().criterion.key: "چرا؟"}
    actions.open_dispute(evaluation=row, points=point, by=people.narges.user, at=NOW)
    leaves(people)
    assert ("P-narges", Gone.LEFT, 1) not in orphans()
    with pytest.raises(WrongState):
        give(asked[0], people.saeed, people.mina, people.hoda)


def test_what_is_half_done_keeps_the_half(people, cycle):
    row = assign(cycle, subject=people.narges, evaluator=people.saeed, wanted=2)
    first = submitted(row)
    leaves(people)
    assert orphans() == {("P-narges", Gone.LEFT, 1)}
    give(row, people.saeed, people.mina, people.hoda)
    first.refresh_from_db()
    row.refresh_from_db()
    assert (first.evaluator, first.state) == (people.saeed, "submitted")
    second = submitted(row)
    assert second.evaluator == people.mina
    with pytest.raises(WrongState):
        draft(row)


def test_closing_does_not_void_what_has_nobody_without_a_word(people, asked, client_for):
    begun = draft(asked[0])
    leaves(people)
    with pytest.raises(LeftUndone):
        actions.close_cycle(cycle=asked[0].cycle, by=people.hoda.user, at=NOW)
    client, address = client_for(people.hoda), reverse("evaluations:cycle_close", args=[asked[0].cycle.key])
    page = client.post(address, follow=True).content.decode()
    assert "2 evaluations have nobody. Hand them on" in page
    begun.refresh_from_db()
    assert begun.is_draft
    client.post(address, {"reason": "Both left as well."})
    begun.refresh_from_db()
    assert begun.is_void
    assert AuditEntry.objects.get(verb="cycle.closed").detail["reason"] == "Both left as well."


# Who may, and when ----------------------------------------------------------------------------------------------------


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
