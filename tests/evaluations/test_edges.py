"""An evaluation at its edges: a day exactly the last, every deed in every state."""

from datetime import timedelta

import pytest

from evaluations import actions
from evaluations.errors import ConflictOfInterest, CycleNotReady, EvaluationNotReady, ForeignAnswer, WrongState
from evaluations.models import Criterion, Cycle, Evaluation, Scorecard
from evaluations.records.assessment import missing
from tests.factories.evaluations import (
    NOW,
    assign,
    draft,
    filled,
    given_answers,
    open_cycle,
    published_scorecard,
    released,
    submitted,
)
from tests.factories.playbook import frozen_edition
from tests.worlds import built_once

ONE = timedelta(days=1)


@built_once
def assignment(people):
    return assign(open_cycle(), subject=people.narges, evaluator=people.saeed)


@pytest.mark.parametrize(("days", "is_final"), [(-1, False), (0, False), (1, True)])
def test_an_evaluation_is_final_on_the_day_after_the_last_to_answer(assignment, days, is_final):
    row = released(assignment)
    done = actions.finalise_due(on=row.final_due_on + days * ONE, at=NOW)
    assert (done == [row]) is is_final


def test_the_days_to_answer_are_seven_working_days(assignment):
    # 21 November 2026 is a Saturday; Thursdays and Fridays do not count.
    assert (released(assignment).final_due_on - NOW.date()).days == 9


@pytest.mark.parametrize(("offset", "inside"), [(-1, False), (0, True)])
def test_a_cycle_has_its_first_day_and_not_its_end(assignment, offset, inside):
    cycle = assignment.cycle
    assert Cycle.objects.around(cycle.starts_on + offset * ONE).exists() is inside
    assert Cycle.objects.around(cycle.ends_on + offset * ONE).exists() is not inside


def test_as_many_as_are_wanted_are_begun_and_no_more(people):
    twice = assign(open_cycle(), subject=people.narges, evaluator=people.saeed, wanted=2)
    submitted(twice)
    second = submitted(twice)
    with pytest.raises(WrongState):
        draft(twice)
    actions.void_evaluation(evaluation=second, reason="x", by=people.hoda.user, at=NOW)
    assert draft(twice).is_draft


def test_nothing_is_begun_in_a_closed_cycle(people, assignment):
    actions.close_cycle(cycle=assignment.cycle, by=people.hoda.user, at=NOW)
    with pytest.raises(WrongState):
        draft(assignment)
    with pytest.raises(WrongState):
        actions.close_cycle(cycle=assignment.cycle, by=people.hoda.user, at=NOW)
    with pytest.raises(WrongState):
        assign(assignment.cycle, subject=people.kaveh, evaluator=people.mina)


def test_a_cycle_waits_for_what_is_handed_in(people, assignment):
    row = submitted(assignment)
    with pytest.raises(CycleNotReady):
        actions.close_cycle(cycle=row.cycle, by=people.hoda.user, at=NOW)
    actions.release_evaluation(evaluation=row, by=people.hoda.user, at=NOW)
    assert not actions.close_cycle(cycle=row.cycle, by=people.hoda.user, at=NOW).is_open


def test_a_cycle_stands_on_a_frozen_edition(people):
    edition = frozen_edition()
    type(edition).objects.filter(pk=edition.pk).update(
        state="draft", frozen_at=None, content_hash="", structure_hash=""
    )
    edition.refresh_from_db()
    with pytest.raises(WrongState):
        open_cycle(edition)


def test_two_people_evaluate_each_other_only_in_one_direction(people, assignment):
    again = {"cycle": assignment.cycle, "scorecard": assignment.scorecard}
    for subject, evaluator in ((people.narges, people.saeed), (people.saeed, people.narges)):
        with pytest.raises(ConflictOfInterest):
            assign(subject=subject, evaluator=evaluator, **again)
    with pytest.raises(ConflictOfInterest):
        assign(subject=people.kaveh, evaluator=people.kaveh, **again)
    with pytest.raises(ConflictOfInterest):
        assign(subject=people.kaveh, evaluator=people.mina, source="self", **again)
    assert assign(subject=people.kaveh, evaluator=people.kaveh, source="self", **again).pk


def test_an_assignment_takes_a_published_scorecard_of_the_cycles_edition(people, assignment):
    card, cycle = assignment.scorecard, assignment.cycle
    other = open_cycle(frozen_edition(), title="دیگر")
    with pytest.raises(WrongState):
        assign(other, subject=people.kaveh, evaluator=people.mina, scorecard=card)
    actions.retire_scorecard(scorecard=card, by=people.hoda.user, at=NOW)
    card.refresh_from_db()
    with pytest.raises(WrongState):
        assign(cycle, subject=people.kaveh, evaluator=people.mina, scorecard=card)
    with pytest.raises(WrongState):
        actions.retire_scorecard(scorecard=card, by=people.hoda.user, at=NOW)


def deeds(people, row):
    first = next(iter(given_answers(row.scorecard)))
    narges, hoda = {"by": people.narges.user, "at": NOW}, {"by": people.hoda.user, "at": NOW}
    return {
        "acknowledge": lambda: actions.acknowledge_evaluation(evaluation=row, **narges),
        "dispute": lambda: actions.open_dispute(evaluation=row, points={first: "چرا؟"}, **narges),
        "correct": lambda: actions.correct_evaluation(evaluation=row, answers={}, reason="متن", **hoda),
        "void": lambda: actions.void_evaluation(evaluation=row, reason="متن", **hoda),
        "release": lambda: actions.release_evaluation(evaluation=row, **hoda),
    }


ALLOWED = {
    "draft": {"void"},
    "submitted": {"void", "release"},
    "released": {"acknowledge", "dispute", "correct", "void"},
    "seen": {"acknowledge", "dispute", "correct", "void"},
    "acknowledged": {"dispute", "correct", "void"},
    "disputed": set(),
    "final": {"correct", "void"},
    "void": set(),
    "corrected": set(),
}


def in_state(people, assignment, state):
    row = filled(assignment)
    if state == "draft":
        return row
    row = actions.submit_evaluation(evaluation=row, by=people.saeed.user, at=NOW)
    if state == "submitted":
        return row
    row = actions.release_evaluation(evaluation=row, by=people.hoda.user, at=NOW)
    if state == "released":
        return row
    if state == "seen":
        return actions.mark_seen(evaluation=row, by=people.narges.user, at=NOW)
    if state == "final":
        return actions.finalise_due(on=row.final_due_on + ONE, at=NOW)[0]
    step = {"acknowledged": "acknowledge", "disputed": "dispute", "void": "void", "corrected": "correct"}[state]
    deeds(people, row)[step]()
    return Evaluation.objects.get(pk=row.pk)


@pytest.mark.parametrize("deed", ["acknowledge", "dispute", "correct", "void", "release"])
@pytest.mark.parametrize("state", ALLOWED)
def test_every_deed_in_every_state(people, assignment, state, deed):
    row = in_state(people, assignment, state)
    if deed in ALLOWED[state]:
        deeds(people, row)[deed]()
    else:
        with pytest.raises(WrongState):
            deeds(people, row)[deed]()
        assert Evaluation.objects.get(pk=row.pk).state == row.state


@pytest.mark.parametrize("reason", ["", "  "])
def test_what_is_taken_back_or_decided_has_a_reason(people, assignment, reason):
    row = released(assignment)
    by = {"by": people.hoda.user, "at": NOW}
    for deed in (
        lambda: actions.correct_evaluation(evaluation=row, answers={}, reason=reason, **by),
        lambda: actions.void_evaluation(evaluation=row, reason=reason, **by),
    ):
        with pytest.raises(ForeignAnswer):
            deed()
    dispute = deeds(people, row)["dispute"]()
    for is_accepted in (True, False):
        with pytest.raises(ForeignAnswer):
            actions.resolve_dispute(dispute=dispute, is_accepted=is_accepted, resolution=reason, **by)
    actions.resolve_dispute(dispute=dispute, is_accepted=False, resolution="نه", **by)
    with pytest.raises(WrongState):
        actions.resolve_dispute(dispute=dispute, is_accepted=False, resolution="نه", **by)


def test_a_correction_lacks_nothing_either(people, assignment):
    Criterion.objects.filter(section__scorecard=assignment.scorecard).update(comment_below=5000, evidence_below=None)
    row = released(assignment)
    first = next(iter(given_answers(row.scorecard)))
    lowest = given_answers(row.scorecard, [2500, 10000, 10000], comment="")
    with pytest.raises(EvaluationNotReady):
        actions.correct_evaluation(
            evaluation=row, answers={first: lowest[first]}, reason="متن", by=people.hoda.user, at=NOW
        )
    assert Evaluation.objects.get().is_current


def test_assigning_again_finds_nobody_and_no_conflict(people):
    cycle = open_cycle()
    published_scorecard(cycle.edition)
    about = {"cycle": cycle, "on": NOW.date(), "due_on": NOW.date(), "by": people.hoda.user, "at": NOW}
    first = actions.assign_evaluators(**about)
    assert {(row.subject, row.evaluator) for row in first.made} == {
        (people.narges, people.saeed),
        (people.parisa, people.saeed),
    }
    again = actions.assign_evaluators(**about)
    assert (again.made, again.in_conflict) == ([], [])


def test_a_correction_keeps_the_words_that_it_does_not_touch(people, assignment):
    row = released(assignment)
    given = given_answers(row.scorecard, [5000, 10000, 10000], comment="تازه")
    first = next(iter(given))
    new = actions.correct_evaluation(
        evaluation=row, answers={first: given[first]}, reason="متن", by=people.hoda.user, at=NOW
    )
    words = {answer.criterion.key: answer.comment for answer in new.answers.select_related("criterion")}
    assert words == {key: "تازه" if key == first else "دو بار دیده شد." for key in given}


def test_what_was_handed_in_takes_no_file_and_gives_none_back(people, assignment):
    evaluation = filled(assignment)
    criterion = Criterion.objects.filter(section__scorecard=assignment.scorecard).first()
    file = {"criterion": criterion, "name": "a.png", "content_type": "image/png", "content": b"x"}
    by = {"by": people.saeed.user, "at": NOW}
    kept = actions.add_evidence(evaluation=evaluation, **file, **by)
    actions.submit_evaluation(evaluation=evaluation, **by)
    with pytest.raises(WrongState):
        actions.add_evidence(evaluation=evaluation, **file, **by)
    with pytest.raises(WrongState):
        actions.remove_evidence(evidence=kept, **by)
    assert list(evaluation.evidence.all()) == [kept]


def test_a_criterion_that_has_to_be_answered_is_not_left_out(people, assignment):
    evaluation = filled(assignment)
    Criterion.objects.filter(section__scorecard=assignment.scorecard).update(allows_na=False)
    left_out = given_answers(assignment.scorecard, [None, 10000, 10000])
    with pytest.raises(ForeignAnswer):
        actions.save_answers(
            evaluation=evaluation, answers=left_out, version=evaluation.version, by=people.saeed.user, at=NOW
        )


def test_an_answer_that_says_nothing_is_missing(people, assignment):
    evaluation = filled(assignment)
    scorecard = Scorecard.objects.with_lines().get(pk=assignment.scorecard_id)
    answers = {answer.criterion_id: answer for answer in evaluation.answers.all()}
    assert missing(scorecard, answers) == []
    first = next(iter(answers.values()))
    first.outcome = first.value = None
    assert [each.criterion.pk for each in missing(scorecard, answers)] == [first.criterion_id]
