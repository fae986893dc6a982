"""The life of an evaluation, told with Narges, whom her lead Saeed evaluates."""

from datetime import date, timedelta

import pytest

from evaluations import actions
from evaluations.actions.answers import GivenAnswer
from evaluations.errors import (
    ConflictOfInterest,
    EvaluationNotReady,
    ForeignAnswer,
    NotYours,
    StaleVersion,
    WrongState,
)
from evaluations.models import Answer, Evaluation
from kit.audit.models import AuditEntry
from people.models import Notice
from tests.factories.evaluations import NOW, assign, draft, filled, given_answers, open_cycle, released, submitted
from tests.worlds import built_once


@built_once
def assignment(people):
    return assign(open_cycle(), subject=people.narges, evaluator=people.saeed)


def verbs():
    return list(AuditEntry.objects.filter(verb__startswith="evaluation.").values_list("verb", flat=True))


def test_whole_life_from_draft_to_final(people, assignment):
    evaluation = released(assignment, [10000, 7500, None])
    assert evaluation.state == "released"
    assert evaluation.score == 8750
    assert evaluation.number.startswith("EV-1405-0000")
    assert evaluation.final_due_on == date(2026, 11, 30)
    evaluation = actions.mark_seen(evaluation=evaluation, by=people.narges.user, at=NOW)
    evaluation = actions.acknowledge_evaluation(evaluation=evaluation, by=people.narges.user, at=NOW)
    assert actions.finalise_due(on=evaluation.final_due_on, at=NOW) == []
    assert actions.finalise_due(on=evaluation.final_due_on + timedelta(days=1), at=NOW) == [evaluation]
    evaluation.refresh_from_db()
    assert evaluation.state == "final"
    assert verbs() == [
        f"evaluation.{verb}"
        for verb in ("started", "saved", "submitted", "released", "seen", "acknowledged", "finalised")
    ]


def test_starting_twice_gives_the_same_draft(assignment):
    assert draft(assignment) == draft(assignment)


def test_nothing_left_to_start_after_the_wanted_number(assignment):
    submitted(assignment)
    with pytest.raises(WrongState):
        draft(assignment)


def test_saving_raises_the_version_and_keeps_what_is_not_named(people, assignment):
    evaluation = draft(assignment)
    first, second, _ = given_answers(evaluation.scorecard).items()
    saved = actions.save_answers(evaluation=evaluation, answers=dict([first]), version=1, by=people.saeed.user, at=NOW)
    saved = actions.save_answers(evaluation=saved, answers=dict([second]), version=2, by=people.saeed.user, at=NOW)
    assert saved.version == 3
    assert saved.answers.count() == 2


def test_older_draft_never_overwrites_a_newer_one(people, assignment):
    evaluation = draft(assignment)
    key = next(iter(given_answers(evaluation.scorecard)))

    def save(comment, version):
        return actions.save_answers(
            evaluation=evaluation,
            answers={key: GivenAnswer(comment=comment)},
            version=version,
            by=people.saeed.user,
            at=NOW,
        )

    save("نوشتهٔ تلفن", 1)
    with pytest.raises(StaleVersion) as refusal:
        save("نوشتهٔ رایانه", 1)
    assert refusal.value.evaluation.version == 2
    assert Answer.objects.get().comment == "نوشتهٔ تلفن"
    assert save("نوشتهٔ تلفن", 1).version == 2, "a repeated sending is no conflict"


def test_submitting_names_what_is_missing(people, assignment):
    evaluation = draft(assignment)
    answers = given_answers(evaluation.scorecard, [10000, 5000, 10000], comment="")
    third = list(answers)[2]
    del answers[third]
    actions.save_answers(evaluation=evaluation, answers=answers, version=1, by=people.saeed.user, at=NOW)
    with pytest.raises(EvaluationNotReady) as refusal:
        actions.submit_evaluation(evaluation=evaluation, by=people.saeed.user, at=NOW)
    assert [(m.criterion.position, m.what) for m in refusal.value.missing] == [(2, "comment"), (3, "outcome")]
    assert Evaluation.objects.get().state == "draft"


def test_evidence_is_asked_for_below_its_value(people, assignment):
    assignment.scorecard.sections.get().criteria.filter(position=1).update(evidence_below=5000)
    evaluation = filled(assignment, [0, 10000, 10000])
    with pytest.raises(EvaluationNotReady) as refusal:
        actions.submit_evaluation(evaluation=evaluation, by=people.saeed.user, at=NOW)
    assert [m.what for m in refusal.value.missing] == ["evidence"]
    criterion = refusal.value.missing[0].criterion
    actions.add_evidence(
        evaluation=evaluation,
        criterion=criterion,
        name="receipt.jpg",
        content_type="image/jpeg",
        content=b"picture",
        by=people.saeed.user,
        at=NOW,
    )
    assert actions.submit_evaluation(evaluation=evaluation, by=people.saeed.user, at=NOW).state == "submitted"


def test_handed_in_is_locked(people, assignment):
    evaluation = submitted(assignment)
    with pytest.raises(WrongState):
        actions.save_answers(
            evaluation=evaluation,
            answers=given_answers(evaluation.scorecard, [0, 0, 0]),
            version=evaluation.version,
            by=people.saeed.user,
            at=NOW,
        )
    with pytest.raises(WrongState):
        actions.submit_evaluation(evaluation=evaluation, by=people.saeed.user, at=NOW)


def test_releasing_twice_is_refused_and_tells_once(people, assignment):
    evaluation = released(assignment)
    with pytest.raises(WrongState):
        actions.release_evaluation(evaluation=evaluation, by=people.hoda.user, at=NOW)
    notice = Notice.objects.get(recipient=people.narges.user)
    assert notice.facts == {"number": evaluation.number}


def test_released_together(people):
    cycle = open_cycle()
    rows = [
        submitted(assign(cycle, subject=person, evaluator=people.saeed)) for person in (people.narges, people.parisa)
    ]
    draft(assign(cycle, subject=people.kaveh, evaluator=people.saeed))
    done = actions.release_evaluations(evaluations=cycle.evaluations.all(), by=people.hoda.user, at=NOW)
    assert done == rows
    assert sorted(Evaluation.objects.values_list("state", flat=True)) == ["draft", "released", "released"]


def test_foreign_answers_are_refused(people, assignment):
    evaluation = draft(assignment)
    for answers in ({"nonsense": GivenAnswer()}, {_first(evaluation): GivenAnswer(outcome="nonsense")}):
        with pytest.raises(ForeignAnswer):
            actions.save_answers(evaluation=evaluation, answers=answers, version=1, by=people.saeed.user, at=NOW)


def _first(evaluation):
    return next(iter(given_answers(evaluation.scorecard)))


def test_dispute_rejected_makes_it_final(people, assignment):
    evaluation = released(assignment)
    dispute = actions.open_dispute(
        evaluation=evaluation, points={_first(evaluation): "آن روز نبودم."}, by=people.narges.user, at=NOW
    )
    with pytest.raises(WrongState):
        actions.acknowledge_evaluation(evaluation=evaluation, by=people.narges.user, at=NOW)
    for judge in (people.narges, people.saeed):
        with pytest.raises(ConflictOfInterest):
            actions.resolve_dispute(dispute=dispute, is_accepted=False, resolution="نه", by=judge.user, at=NOW)
    actions.resolve_dispute(dispute=dispute, is_accepted=False, resolution="سند دیدم.", by=people.hoda.user, at=NOW)
    evaluation.refresh_from_db()
    assert (evaluation.state, evaluation.is_current) == ("final", True)
    with pytest.raises(WrongState):
        actions.resolve_dispute(dispute=dispute, is_accepted=True, resolution="آری", by=people.hoda.user, at=NOW)


def test_dispute_accepted_makes_a_new_revision(people, assignment):
    evaluation = released(assignment, [0, 10000, 10000])
    key = _first(evaluation)
    dispute = actions.open_dispute(evaluation=evaluation, points={key: "نبودم."}, by=people.narges.user, at=NOW)
    better = {key: given_answers(evaluation.scorecard)[key]}
    actions.resolve_dispute(
        dispute=dispute, is_accepted=True, resolution="درست می‌گوید.", answers=better, by=people.hoda.user, at=NOW
    )
    evaluation.refresh_from_db()
    new = evaluation.next_revision
    assert (evaluation.state, evaluation.is_current, evaluation.score) == ("final", False, 6667)
    assert (new.state, new.is_current, new.score, new.revision) == ("released", True, 10000, 2)
    assert new.number == f"{evaluation.number}-2"
    assert new.evaluator == people.saeed
    assert list(Evaluation.objects.counted()) == [new]


def test_dispute_withdrawn_by_her_alone(people, assignment):
    evaluation = released(assignment)
    dispute = actions.open_dispute(
        evaluation=evaluation, points={_first(evaluation): "نبودم."}, by=people.narges.user, at=NOW
    )
    with pytest.raises(NotYours):
        actions.withdraw_dispute(dispute=dispute, by=people.hoda.user, at=NOW)
    actions.withdraw_dispute(dispute=dispute, by=people.narges.user, at=NOW)
    evaluation.refresh_from_db()
    assert evaluation.state == "final"


@pytest.mark.parametrize("points", [{}, {"nonsense": "چرا"}])
def test_dispute_names_criteria(people, assignment, points):
    evaluation = released(assignment)
    with pytest.raises(ForeignAnswer):
        actions.open_dispute(evaluation=evaluation, points=points, by=people.narges.user, at=NOW)


def test_dispute_without_a_reason_is_refused(people, assignment):
    evaluation = released(assignment)
    with pytest.raises(ForeignAnswer):
        actions.open_dispute(evaluation=evaluation, points={_first(evaluation): " "}, by=people.narges.user, at=NOW)


def test_correction_of_a_correction(people, assignment):
    old = released(assignment)
    key = _first(old)
    for value, number in ((0, f"{old.number}-2"), (5000, f"{old.number}-3")):
        answer = given_answers(old.scorecard, [value, 0, 0])[key]
        newest = Evaluation.objects.get(is_current=True)
        new = actions.correct_evaluation(
            evaluation=newest, answers={key: answer}, reason="اشتباه ثبت", by=people.hoda.user, at=NOW
        )
        assert new.number == number
    with pytest.raises(WrongState):
        actions.correct_evaluation(evaluation=old, answers={}, reason="x", by=people.hoda.user, at=NOW)
    with pytest.raises(ConflictOfInterest):
        actions.correct_evaluation(evaluation=new, answers={}, reason="x", by=people.narges.user, at=NOW)


def test_void_needs_a_reason_and_leaves_the_counts(people, assignment):
    evaluation = released(assignment)
    with pytest.raises(ForeignAnswer):
        actions.void_evaluation(evaluation=evaluation, reason=" ", by=people.hoda.user, at=NOW)
    actions.void_evaluation(evaluation=evaluation, reason="کس دیگری بود", by=people.hoda.user, at=NOW)
    assert not Evaluation.objects.counted().exists()
    assert not assignment.cycle.summaries.exists()
    with pytest.raises(WrongState):
        actions.void_evaluation(evaluation=evaluation, reason="باز هم", by=people.hoda.user, at=NOW)
    assert draft(assignment).state == "draft", "the assignment is open again"
