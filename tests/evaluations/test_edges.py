"""An evaluation at its edges: a value exactly at its mark, a score exactly between two, a day exactly the last."""

from datetime import timedelta
from fractions import Fraction

import pytest

from evaluations import actions
from evaluations.errors import ConflictOfInterest, CycleNotReady, EvaluationNotReady, ForeignAnswer, WrongState
from evaluations.models import Criterion, Cycle, Evaluation, Outcome, Scorecard
from evaluations.records.assessment import is_failed, missing, needs_comment, needs_evidence
from evaluations.scoring.engine import (
    BONUS,
    CRITICAL_ALL,
    CRITICAL_SECTION,
    FAIL,
    GATE,
    PASS,
    STANDARD,
    Answer,
    Rules,
    ScoringError,
    Section,
    apportion,
    score_scorecard,
)
from evaluations.scoring.interval import Interval, interval, quantile
from evaluations.scoring.sources import SourceScore, combine
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


def section(*answers, kind=STANDARD, weight=1, **more):
    return Section(more.pop("key", kind), kind, weight, answers, **more)


# Values at their marks -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("value", "failed"), [(4999, True), (5000, False), (5001, False)])
def test_a_value_at_its_threshold_passes(value, failed):
    answer = Answer("a", 1, value, is_pass=False, threshold=5000)
    assert answer.is_failed is failed
    assert is_failed(Criterion(threshold=5000), Outcome(value=value, is_pass=False)) is failed


@pytest.mark.parametrize("is_pass", [True, False])
def test_without_a_threshold_the_outcome_decides(is_pass):
    assert Answer("a", 1, 5000, is_pass=is_pass).is_failed is not is_pass
    assert is_failed(Criterion(), Outcome(value=5000, is_pass=is_pass)) is not is_pass
    assert not Answer("a", 1, None, is_pass=is_pass, threshold=5000).is_failed


@pytest.mark.parametrize(("value", "needed"), [(4999, True), (5000, False), (5001, False), (None, False)])
def test_below_its_value_a_comment_and_a_file_are_needed(value, needed):
    assert needs_comment(Criterion(comment_below=5000), value) is needed
    assert needs_evidence(Criterion(evidence_below=5000), value) is needed
    assert not needs_comment(Criterion(), value) and not needs_evidence(Criterion(), value)


@pytest.mark.parametrize(("value", "score"), [(4999, 0), (5000, 5000)])
def test_a_critical_threshold_takes_the_section_or_everything(value, score):
    for critical in (CRITICAL_SECTION, CRITICAL_ALL):
        result = score_scorecard([section(Answer("a", 1, value, critical=critical, threshold=5000))])
        assert result.score == score
        assert result.raw_score == value
        assert result.outcome == (FAIL if critical == CRITICAL_ALL and score == 0 else PASS)


@pytest.mark.parametrize(("value", "outcome"), [(4999, FAIL), (5000, PASS)])
def test_a_gate_opens_at_its_threshold(value, outcome):
    sections = [
        section(Answer("a", 1, 8000)),
        section(Answer("g", 0, value, threshold=5000), kind=GATE),
        section(Answer("b", 500, 10000), kind=BONUS),
    ]
    result = score_scorecard(sections, Rules(fail_zeroes_score=False))
    assert (result.outcome, result.score) == (outcome, 8000 if outcome == FAIL else 8500)
    assert result.sections[GATE].is_failed is (outcome == FAIL)
    assert result.sections[GATE].score is None


def test_one_of_two_that_fails_is_enough():
    good, bad = Answer("a", 1, 10000, critical=CRITICAL_SECTION), Answer("b", 1, 0, False, critical=CRITICAL_SECTION)
    assert score_scorecard([section(good, bad)]).score == 0
    assert score_scorecard([section(good, Answer("b", 1, 0, False))]).score == 5000


@pytest.mark.parametrize(("cap", "added"), [(499, 499), (500, 500), (501, 500)])
def test_a_bonus_below_at_and_above_its_cap(cap, added):
    sections = [section(Answer("a", 1, 5000)), section(Answer("b", 500, 10000), kind=BONUS, cap=cap)]
    assert score_scorecard(sections).score == 5000 + added
    assert score_scorecard(sections).parts["b"].applied_weight == min(500, cap)


@pytest.mark.parametrize(("base", "score"), [(9499, 9999), (9500, 10000), (9501, 10000)])
def test_base_and_bonus_are_held_at_full_marks(base, score):
    sections = [section(Answer("a", 1, base)), section(Answer("b", 500, 10000), kind=BONUS)]
    assert score_scorecard(sections).score == score


@pytest.mark.parametrize(("seen", "is_thin"), [(49, True), (50, False), (51, False)])
def test_thin_is_more_than_half_unseen(seen, is_thin):
    answers = [Answer(n, 1, 10000 if n < seen else None) for n in range(100)]
    assert score_scorecard([section(*answers)]).is_thin is is_thin
    assert score_scorecard([section(*answers)], Rules(na_counts_as_pass=True)).is_thin is is_thin


@pytest.mark.parametrize(("values", "score"), [((1, 0), 1), ((3, 0), 2), ((5, 0), 3), ((1, 0, 0), 0), ((2, 0, 0), 1)])
def test_a_score_exactly_between_two_goes_up(values, score):
    result = score_scorecard([section(*(Answer(n, 1, value) for n, value in enumerate(values)))])
    assert result.score == result.sections[STANDARD].score == score


def test_apportioning_rounds_the_sum_half_up_and_gives_by_remainder_then_key():
    half = Fraction(1, 2)
    assert apportion({"a": half}) == {"a": 1}
    assert apportion({"b": half, "a": half}) == {"a": 1, "b": 0}
    assert apportion({"a": Fraction(1, 3), "b": Fraction(2, 3)}) == {"a": 0, "b": 1}
    assert apportion({"a": half, "b": half}, {"a": 1}) == {"a": 0, "b": 1}


BAD = {
    "value above": section(Answer("a", 1, 10001)),
    "value below": section(Answer("a", 1, -1)),
    "weightless criterion": section(Answer("a", 0, 1)),
    "weightless section": section(Answer("a", 1, 1), weight=0),
    "cap above": section(Answer("a", 1, 1), kind=BONUS, cap=10001),
    "cap below": section(Answer("a", 1, 1), kind=BONUS, cap=-1),
    "no such kind": section(Answer("a", 1, 1), kind="other"),
    "no such critical": section(Answer("a", 1, 1, critical="other")),
    "N/A where it is not allowed": section(Answer("a", 1, None, allows_na=False)),
    "twice": section(Answer("a", 1, 1), Answer("a", 1, 1)),
    "negative gate": section(Answer("a", -1, 1), kind=GATE),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_scored_is_refused(name):
    with pytest.raises(ScoringError):
        score_scorecard([BAD[name]])


def test_what_lies_at_the_ends_is_scored():
    edge = [section(Answer("a", 1, 0), Answer("b", 1, 10000)), section(Answer("g", 0, 0), kind=GATE)]
    assert score_scorecard([*edge, section(Answer("c", 1, 0), kind=BONUS, cap=0)]).raw_score == 5000
    assert score_scorecard([*edge, section(Answer("c", 1, 0), kind=BONUS, cap=10000)]).raw_score == 5000


# Means ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("n", "counted"), [(2, ()), (3, ("peer",)), (4, ("peer",))])
def test_a_source_counts_from_its_threshold_on(n, counted):
    assert combine([SourceScore("peer", 1, (5000,) * n, threshold=3)]).counted == counted


def test_a_source_without_weight_or_scores_counts_nothing():
    assert combine([SourceScore("lead", 1, ()), SourceScore("peer", 0, (1,))]).score is None
    both = [SourceScore("lead", 3, (8000,)), SourceScore("peer", 1, (4000, 4001))]
    assert (combine(both).score, combine(both).n) == (7000, 3)
    assert combine([SourceScore("lead", 1, (1, 2))]).score == 2


def test_an_interval_needs_two_and_is_never_too_narrow():
    assert interval([5000]) is None
    assert interval([5000, 5000]) == Interval(5000, 5000)
    assert interval([5000, 5001]) == Interval(4994, 5008)
    assert interval([0, 10000]) == Interval(0, 10000)
    assert interval([5000, 5000], centre=6000) == Interval(6000, 6000)


@pytest.mark.parametrize(
    ("freedom", "t"),
    [
        *((1, 12706), (2, 4303), (30, 2042), (31, 2042), (39, 2042), (40, 2021), (59, 2021), (60, 2000), (119, 2000)),
        *((120, 1980), (999, 1980), (1000, 1962), (5000, 1962)),
    ],
)
def test_the_quantile_is_that_of_the_next_lower_row(freedom, t):
    assert quantile(freedom) == t


def test_intervals_that_touch_overlap():
    middle = Interval(10, 20)
    assert [middle.overlaps(Interval(low, low + 2)) for low in (7, 8, 20, 21)] == [False, True, True, False]


# Days and states -----------------------------------------------------------------------------------------------------


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
