"""Marking in whole numbers: exact, one rounding."""

import pytest

from training.grading import Marked, UnknownKind, points_for, result, weighted_score


def question(right="b", kind="single"):
    options = [{"key": key, "correct": key == right} for key in "abcd"]
    return {"kind": kind, "weight": 1, "options": options, "standards": []}


def marked(points, weight=1, *standards):
    return Marked(points, weight, standards)


@pytest.mark.parametrize(
    ("given", "points"), [(["b"], 10000), (["a"], 0), (None, 0), ([], 0), (["b", "a"], 0), (["a", "b"], 0)]
)
def test_a_single_choice_earns_all_or_nothing(given, points):
    assert points_for(question(), given) == points


def test_a_kind_nobody_can_mark_is_refused():
    with pytest.raises(UnknownKind):
        points_for(question(kind="essay"), ["b"])


@pytest.mark.parametrize(
    ("answers", "score"),
    [
        ([marked(10000), marked(0)], 5000),
        ([marked(10000), marked(10000), marked(0)], 6667),
        ([marked(10000), marked(0), marked(0)], 3333),
        ([marked(10000, 3), marked(0, 1)], 7500),
        ([marked(1, 1), marked(0, 1)], 1),
    ],
)
def test_the_score_is_the_weighted_mean_rounded_half_up_once(answers, score):
    assert weighted_score(answers) == score


def test_the_pass_mark_is_compared_before_rounding():
    almost = [marked(9999), marked(10000)]
    assert weighted_score(almost) == 10000
    assert result(almost, pass_mark=10000, critical_mark=10000).is_passed is False


def test_the_pass_mark_itself_passes():
    assert result([marked(10000, 4), marked(0, 1)], pass_mark=8000, critical_mark=10000).is_passed is True


def test_a_missed_critical_standard_fails_whatever_the_total_is():
    answers = [marked(10000, 9), marked(0, 1, ("DUR-05", True))]
    found = result(answers, pass_mark=8000, critical_mark=10000)
    assert (found.score, found.is_passed, found.failed_critical) == (9000, False, ("DUR-05",))


def test_each_critical_standard_has_its_own_mark_over_its_own_questions():
    answers = [marked(10000, 1, ("DUR-05", True)), marked(0, 1, ("DUR-05", True)), marked(10000, 8)]
    assert result(answers, pass_mark=8000, critical_mark=5000).is_passed is True
    assert result(answers, pass_mark=8000, critical_mark=5001).is_passed is False


def test_missed_standards_are_named_once_in_the_order_asked():
    answers = [marked(0, 1, ("B", False)), marked(0, 1, ("A", False), ("B", False)), marked(10000, 1, ("C", False))]
    assert result(answers, pass_mark=0, critical_mark=0).missed == ("B", "A")
