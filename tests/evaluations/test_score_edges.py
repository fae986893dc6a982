"""A score at its edges: a value exactly at its mark, a score exactly between two."""

from fractions import Fraction

import pytest

from evaluations.models import Criterion, Outcome
from evaluations.records.assessment import is_failed, needs_comment, needs_evidence
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
