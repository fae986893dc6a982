"""Marking in whole numbers: exact, one rounding."""

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as st

from training.kinds import KINDS, UnknownKind
from training.kinds.short_answers import fits
from training.marking.engine import (
    FULL,
    Marked,
    chosen_options,
    points_for,
    result,
    weighted_score,
)
from training.marking.folding_1 import fold_1


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


def options(*rows):
    """Options of a version: key, right or not, and what else stands in the row."""
    plain = {"fa": "", "en": "", "share": None, "feedback_fa": "", "feedback_en": "", "tolerance": ""}
    return [{**plain, "key": key, "correct": right, **more} for key, right, more in rows]


def asked(kind, *rows):
    return {"kind": kind, "weight": 1, "options": options(*rows), "standards": []}


TICKS = asked("multiple", ("a", True, {}), ("b", True, {}), ("c", False, {}), ("d", False, {}), ("e", False, {}))
THIRDS = asked("multiple", *((key, True, {"share": 3333333}) for key in "abc"), ("d", False, {"share": -5000000}))
PAIRS = asked(
    "matching",
    ("a", False, {"fa": "سلام", "match_fa": "اول", "match_en": ""}),
    ("b", False, {"fa": "سفارش", "match_fa": "دوم", "match_en": ""}),
    ("c", False, {"fa": "گفت‌وگو", "match_fa": "اول", "match_en": ""}),
    ("d", False, {"match_fa": "هیچ‌کدام", "match_en": ""}),
)
WORDS = asked(
    "short", ("a", True, {"fa": "معذرت می‌خواهم", "en": "sorry"}), ("b", False, {"fa": "ببخش*", "share": 5000000})
)
NUMBERS = asked(
    "numeric",
    ("a", True, {"number": "3.14", "tolerance": "0.005"}),
    ("b", False, {"number": "3..3.5", "share": 5000000}),
    ("c", False, {"number": "*"}),
)


@pytest.mark.parametrize(
    ("content", "given", "points"),
    [
        (TICKS, ["a", "b"], 10000),
        (TICKS, ["a"], 5000),
        (TICKS, ["a", "c"], 1667),
        (TICKS, ["a", "b", "c"], 6667),
        (TICKS, ["a", "b", "c", "d", "e"], 0),
        (TICKS, ["c", "d"], 0),
        (THIRDS, ["a", "b", "c"], 10000),
        (THIRDS, ["a", "b"], 6667),
        (THIRDS, ["a", "b", "d"], 1667),
        (PAIRS, [["a", "a"], ["b", "b"], ["c", "a"]], 10000),
        (PAIRS, [["a", "c"], ["b", "b"], ["c", "c"]], 10000),
        (PAIRS, [["a", "a"], ["b", "d"]], 3333),
        (PAIRS, [["a", "b"], ["b", "a"], ["c", "d"]], 0),
        (WORDS, ["معذرت ميخواهم"], 10000),
        (WORDS, ["  SORRY "], 10000),
        (WORDS, ["ببخشید"], 5000),
        (WORDS, ["چشم"], 0),
        (NUMBERS, ["۳٫۱۴۵"], 10000),
        (NUMBERS, ["3.1351"], 10000),
        (NUMBERS, ["۳/۱۳۴"], 5000),
        (NUMBERS, ["3.5"], 5000),
        (NUMBERS, ["4"], 0),
        (NUMBERS, ["four"], 0),
    ],
)
def test_every_kind_earns_what_it_should(content, given, points):
    assert points_for(content, given) == points


@pytest.mark.parametrize("content", [TICKS, THIRDS, PAIRS, WORDS, NUMBERS])
def test_nothing_given_earns_nothing(content):
    assert points_for(content, None) == points_for(content, []) == 0


@pytest.mark.parametrize(
    ("pattern", "text", "agrees"),
    [
        ("*", "", True),
        ("a*c", "abc", True),
        ("a*c", "ac", True),
        ("a*a", "a", False),
        ("*b*", "abc", True),
        ("a*b*c", "a-b-b-c", True),
        ("a*b*c", "acb", False),
        ("5\\*", "5*", True),
        ("5\\*", "55", False),
        ("می‌روم", "میروم", True),
    ],
)
def test_a_star_stands_for_anything(pattern, text, agrees):
    assert fits(pattern, text) is agrees


RULE_1 = [
    ("معذرت\u200cخواهی", "معذرت خواهی", False),
    ("معذرت\u200cخواهی", "معذرتخواهي", True),
    ("امضاء", "امضا", False),
    ("مسئولیّت", "مسيولیت", True),
    ("آدرس ۱۲٫۵٪", "ادرس ١٢.5%", True),
    ("Café", "CAFE", True),
]


@pytest.mark.parametrize(("one", "other", "are_one"), RULE_1)
def test_the_folding_of_rule_1_never_changes(one, other, are_one):
    assert (fold_1(one) == fold_1(other)) is are_one


def test_what_is_said_is_said_to_the_first_line_that_agrees():
    assert [option["key"] for option in chosen_options(NUMBERS, ["3.14"])] == ["a"]
    assert [option["key"] for option in chosen_options(NUMBERS, ["12"])] == ["c"]
    assert chosen_options(NUMBERS, None) == []


SHARES = st.none() | st.integers(-10_000_000, 10_000_000)
OPTION = st.tuples(st.booleans(), SHARES, st.text(max_size=6), st.sampled_from(["1", "2..3", "x", "*", ""]))


@whatever(st.sampled_from(list(KINDS)), st.lists(OPTION, min_size=1, max_size=6), st.data())
def test_no_question_and_no_answer_breaks_marking(kind, rows, data):
    """Whatever is stored and whatever was given: a whole number of basis points between nothing and everything."""
    content = asked(
        kind,
        *(
            (str(place), right, {"share": share, "fa": text or "x", "match_fa": text, "match_en": "", "number": number})
            for place, (right, share, text, number) in enumerate(rows)
        ),
    )
    keys = st.sampled_from([*(str(place) for place in range(len(rows))), "none"])
    listed = st.lists(st.tuples(keys, keys) if kind == "matching" else keys | st.text(max_size=8), max_size=4)
    points = points_for(content, [list(each) if kind == "matching" else each for each in data.draw(listed)])
    assert isinstance(points, int) and 0 <= points <= 10000


def test_two_of_three_are_never_rounded_up_to_a_mark_that_they_do_not_reach():
    """t08: 66.666… is stored as 6667 where the mark is lower, and as 6666 where the mark is 6667."""
    marked = [Marked(points, 1, ()) for points in (FULL, FULL, 0)]
    below = result(marked, pass_mark=6667, critical_mark=FULL)
    above = result(marked, pass_mark=6600, critical_mark=FULL)
    assert (below.score, below.is_passed) == (6666, False)
    assert (above.score, above.is_passed) == (6667, True)
