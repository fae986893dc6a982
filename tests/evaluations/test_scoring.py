from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

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


def answers(prefix, weights, values, **last):
    rows = [Answer(f"{prefix}{i}", w, v) for i, (w, v) in enumerate(zip(weights, values, strict=True), 1)]
    if last:
        tail = rows[-1]
        rows[-1] = Answer(tail.key, tail.weight, last.pop("value", tail.value), **last)
    return tuple(rows)


def worked_example(**last):
    """PRODUCT.md, section 3."""
    return [
        Section("s1", STANDARD, 30, answers("a", (2, 1, 1), (7500, 10000, None))),
        Section("s2", STANDARD, 50, answers("b", (1, 3, 1), (5000, 10000, 10000), **last)),
        Section("s3", STANDARD, 20, answers("c", (1, 1), (None, None))),
        Section("s4", BONUS, 0, (Answer("d1", 500, 10000),)),
    ]


def test_worked_example_scores_92_50():
    result = score_scorecard(worked_example())
    assert result.score == 9250
    assert result.outcome == PASS
    assert [result.sections[key].score for key in ("s1", "s2", "s3", "s4")] == [8333, 9000, None, 500]
    assert [result.sections[key].applied_weight for key in ("s1", "s2", "s3")] == [3750, 6250, 0]


def test_na_as_pass_scores_96_25():
    assert score_scorecard(worked_example(), Rules(na_counts_as_pass=True)).score == 9625


def test_critical_all_failed_scores_0_and_raw_80_00():
    result = score_scorecard(worked_example(value=0, is_pass=False, critical=CRITICAL_ALL, threshold=5000))
    assert (result.score, result.raw_score, result.outcome) == (0, 8000, FAIL)
    assert result.failed_keys == ("b3",)
    assert sum(part.contribution for part in result.parts.values()) == 0
    assert sum(part.raw_contribution for part in result.parts.values()) == 8000


def test_critical_all_failed_may_keep_the_score():
    sections = worked_example(value=0, is_pass=False, critical=CRITICAL_ALL, threshold=5000)
    result = score_scorecard(sections, Rules(fail_zeroes_score=False))
    assert (result.score, result.raw_score, result.outcome) == (8000, 8000, FAIL)


def test_critical_section_failed_scores_36_25():
    result = score_scorecard(worked_example(value=0, is_pass=False, critical=CRITICAL_SECTION, threshold=5000))
    assert (result.score, result.raw_score, result.outcome) == (3625, 8000, PASS)
    assert result.sections["s2"].score == 0
    assert [result.parts[key].contribution for key in ("b1", "b2", "b3")] == [0, 0, 0]


def test_nothing_scored_is_no_score_and_never_zero():
    sections = [Section("s", STANDARD, 1, answers("a", (1, 2), (None, None))), worked_example()[3]]
    for rules in (Rules(), Rules(na_counts_as_pass=True), Rules(fail_zeroes_score=False)):
        result = score_scorecard(sections, rules)
        assert (result.score, result.raw_score, result.outcome, result.is_thin) == (None, None, None, True)


def test_failed_gate_fails_the_outcome_and_takes_the_bonus():
    gate = Section("g", GATE, 0, (Answer("g1", 0, 10000), Answer("g2", 0, 0, is_pass=False)))
    kept = score_scorecard([*worked_example(), gate], Rules(fail_zeroes_score=False))
    assert (kept.score, kept.raw_score, kept.outcome, kept.failed_keys) == (8750, 9250, FAIL, ("g2",))
    zeroed = score_scorecard([*worked_example(), gate])
    assert (zeroed.score, zeroed.raw_score, zeroed.outcome) == (0, 9250, FAIL)


def test_failed_gate_without_anything_scored_is_fail_without_a_score():
    gate = Section("g", GATE, 0, (Answer("g1", 0, 0, is_pass=False),))
    result = score_scorecard([Section("s", STANDARD, 1, answers("a", (1,), (None,))), gate])
    assert (result.score, result.outcome) == (None, FAIL)


def test_gate_that_did_not_arise_is_passed():
    gate = Section("g", GATE, 0, (Answer("g1", 0, None),))
    assert score_scorecard([*worked_example(), gate]).outcome == PASS


def test_bonus_is_held_at_its_cap_and_at_full_marks():
    base = Section("s", STANDARD, 1, answers("a", (1,), (9000,)))
    capped = Section("b", BONUS, 0, (Answer("b1", 400, 10000), Answer("b2", 400, 10000)), cap=500)
    assert score_scorecard([base, capped]).score == 9500
    full = Section("b", BONUS, 0, (Answer("b1", 4000, 10000),))
    assert score_scorecard([base, full]).score == 10000


def test_thin_is_more_than_half_of_the_weight():
    half = Section("s", STANDARD, 1, answers("a", (2, 1, 1), (10000, None, None)))
    more = Section("s", STANDARD, 1, answers("a", (3, 3, 1), (10000, None, None)))
    assert score_scorecard([half]).is_thin is False
    assert score_scorecard([more]).is_thin is True
    assert score_scorecard([more], Rules(na_counts_as_pass=True)).is_thin is True


def test_rounds_half_up_once():
    thirds = Section("s", STANDARD, 1, answers("a", (1, 1, 1), (10000, 0, 0)))
    assert score_scorecard([thirds]).score == 3333
    halves = Section("s", STANDARD, 1, answers("a", (1, 1), (1, 0)))
    assert score_scorecard([halves]).score == 1
    two_thirds = Section("s", STANDARD, 1, answers("a", (1, 1, 1), (10000, 10000, 0)))
    assert score_scorecard([two_thirds]).score == 6667


@pytest.mark.parametrize(
    "section",
    [
        Section("s", "other", 1, ()),
        Section("s", STANDARD, 0, ()),
        Section("s", BONUS, 0, (), cap=10001),
        Section("s", STANDARD, 1, (Answer("a", 0, 1),)),
        Section("s", STANDARD, 1, (Answer("a", 1, 10001),)),
        Section("s", STANDARD, 1, (Answer("a", 1, None, allows_na=False),)),
        Section("s", STANDARD, 1, (Answer("a", 1, 0, critical="perhaps"),)),
        Section("s", STANDARD, 1, (Answer("a", 1, 0), Answer("a", 1, 0))),
    ],
)
def test_refuses_what_cannot_be_scored(section):
    with pytest.raises(ScoringError):
        score_scorecard([section])


def test_apportion_adds_up_and_gives_to_the_largest_remainder():
    assert apportion({"a": Fraction(1, 3), "b": Fraction(1, 3), "c": Fraction(1, 3)}) == {"a": 1, "b": 0, "c": 0}
    assert apportion({"a": Fraction(5, 4), "b": Fraction(7, 4)}) == {"a": 1, "b": 2}


VALUES = (0, 2500, 5000, 7500, 10000)
value = st.sampled_from(VALUES)


@st.composite
def filled(draw, na=True):
    """Sections with answers as an evaluator may leave them."""
    sections = []
    for number in range(draw(st.integers(1, 4))):
        kind = STANDARD if number == 0 else draw(st.sampled_from((STANDARD, STANDARD, BONUS, GATE)))
        rows = tuple(
            _answer(draw, f"{number}.{row}", kind, na=na or kind != STANDARD) for row in range(draw(st.integers(1, 4)))
        )
        sections.append(Section(number, kind, draw(st.integers(1, 60)), rows, draw(st.integers(0, 2000))))
    return sections


def _answer(draw, key, kind, na):
    given_value = draw(st.one_of(st.none(), value)) if na else draw(value)
    return Answer(
        key,
        draw(st.integers(1, 40)),
        given_value,
        is_pass=given_value is None or given_value >= 5000,
        critical=draw(st.sampled_from(("none", "none", "section", "all"))) if kind != GATE else "none",
        threshold=draw(st.sampled_from((None, 2500, 7500))),
    )


some_rules = st.builds(Rules, na_counts_as_pass=st.booleans(), fail_zeroes_score=st.booleans())
quick = settings(max_examples=120, deadline=None)


def changed(answer, **fields):
    return Answer(**{name: fields.get(name, getattr(answer, name)) for name in Answer.__dataclass_fields__})


def with_answers(section, rows, **fields):
    return Section(section.key, section.kind, fields.get("weight", section.weight), tuple(rows), section.cap)


@quick
@given(filled(), some_rules)
def test_scores_stay_within_bounds_and_are_explained(sections, rules):
    result = score_scorecard(sections, rules)
    parts = result.parts.values()
    assert set(result.parts) == {answer.key for section in sections for answer in section.answers}
    if result.score is None:
        assert all((p.applied_weight, p.contribution, p.raw_contribution) == (0, 0, 0) for p in parts)
        return
    assert 0 <= result.score <= result.raw_score <= 10000
    assert sum(p.contribution for p in parts) == result.score
    assert sum(p.raw_contribution for p in parts) == result.raw_score
    standard = {a.key for s in sections if s.kind == STANDARD for a in s.answers}
    assert sum(result.parts[key].applied_weight for key in standard) == 10000
    assert all(p.contribution >= 0 for p in parts)


@quick
@given(filled(), some_rules, st.randoms(use_true_random=False))
def test_order_of_criteria_and_sections_changes_nothing(sections, rules, random):
    shuffled = [with_answers(s, random.sample(s.answers, len(s.answers))) for s in sections]
    random.shuffle(shuffled)
    one, other = score_scorecard(sections, rules), score_scorecard(shuffled, rules)
    assert one.parts == other.parts
    assert (one.score, one.raw_score, one.outcome, one.is_thin) == (
        other.score,
        other.raw_score,
        other.outcome,
        other.is_thin,
    )


@quick
@given(filled(), some_rules, st.integers(2, 9))
def test_scaling_all_weights_changes_nothing(sections, rules, factor):
    scaled = [
        with_answers(s, [changed(a, weight=a.weight * factor) for a in s.answers], weight=s.weight * factor)
        if s.kind == STANDARD
        else s
        for s in sections
    ]
    assert score_scorecard(scaled, rules) == score_scorecard(sections, rules)


@quick
@given(filled(), some_rules)
def test_criterion_that_did_not_arise_is_neutral(sections, rules):
    rules = Rules(na_counts_as_pass=False, fail_zeroes_score=rules.fail_zeroes_score)
    more = [
        with_answers(s, [*s.answers, Answer(f"{s.key}.na", 7, None, critical=CRITICAL_ALL)]) if s.kind != GATE else s
        for s in sections
    ]
    one, other = score_scorecard(sections, rules), score_scorecard(more, rules)
    assert (one.score, one.raw_score, one.outcome) == (other.score, other.raw_score, other.outcome)


@quick
@given(filled(na=False), some_rules, st.data())
def test_better_answer_never_lowers_the_score(sections, rules, data):
    target = data.draw(st.sampled_from(sections))
    answer = data.draw(st.sampled_from([a for a in target.answers if a.value is not None] or [None]))
    if answer is None:
        assert score_scorecard(sections, rules).score is not None
        return
    better = data.draw(st.sampled_from([v for v in VALUES if v >= answer.value]))
    raised = changed(answer, value=better, is_pass=better >= 5000)
    after = [
        with_answers(s, [raised if a.key == answer.key else a for a in s.answers]) if s is target else s
        for s in sections
    ]
    one, other = score_scorecard(sections, rules), score_scorecard(after, rules)
    assert other.score >= one.score
    assert other.raw_score >= one.raw_score
    assert not (one.outcome == PASS and other.outcome == FAIL)


@quick
@given(st.lists(st.tuples(st.integers(1, 50), st.one_of(st.none(), value)), min_size=1, max_size=12))
def test_one_section_is_the_plain_weighted_mean(rows):
    section = Section("s", STANDARD, 3, tuple(Answer(i, w, v) for i, (w, v) in enumerate(rows)))
    seen = [(w, v) for w, v in rows if v is not None]
    expected = None
    if seen:
        mean = Fraction(sum(w * v for w, v in seen), sum(w for w, _ in seen))
        expected = int(mean + Fraction(1, 2))
    assert score_scorecard([section]).score == expected


@quick
@given(filled(), some_rules)
@example([Section("s", STANDARD, 1, answers("a", (5, 7, 7, 8), (0, 0, 10000, 0)))], Rules())
def test_no_criterion_is_shown_to_give_more_than_it_weighs(sections, rules):
    result = score_scorecard(sections, rules)
    standard = [answer.key for s in sections if s.kind == STANDARD for answer in s.answers]
    for part in result.parts.values():
        assert max(part.contribution, part.raw_contribution) <= part.applied_weight
    if result.score is not None:
        assert sum(result.parts[key].applied_weight for key in standard) == 10000
        assert sum(part.contribution for part in result.parts.values()) == result.score


def test_full_marks_give_every_criterion_its_whole_weight():
    answers = tuple(Answer(n, weight, 10000) for n, weight in enumerate((2, 3, 3, 3)))

    result = score_scorecard([Section(1, STANDARD, 1, answers)])

    assert [(part.applied_weight, part.contribution) for part in result.parts.values()] == [
        (1818, 1818),
        (2728, 2728),
        (2727, 2727),
        (2727, 2727),
    ]
