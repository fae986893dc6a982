"""What was begun is handed on whole: answers, files, notes, and what was handed in stays."""

import pytest
from django.urls import reverse

from evaluations import actions
from evaluations.cycles.orphans import Gone
from evaluations.errors import LeftUndone, WrongState
from evaluations.models import CycleAssignment, Evaluation
from evaluations.verification import notes_problems
from kit.audit.models import AuditEntry
from tests.evaluations.handovers.world import BOARD, give, leaves, orphans
from tests.evaluations.test_screens import posted
from tests.factories.evaluations import NOW, assign, draft, filled, released, submitted


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
