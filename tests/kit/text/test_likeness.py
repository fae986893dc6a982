"""Texts that are alike, and the words that make them so."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.text.likeness import LONGEST, SAYS_NOTHING, Index, grams, marked, told_words

FOLDER = [
    ("AFT-02", ["سفارش را در زمان گفته‌شده می‌رساند.", "Delivers an order at the promised time.", "خیلی دیر رسیدن"]),
    ("DUR-01", ["با نگاه و سلام به مهمان خوشامد می‌گوید.", "Greets a guest with a look and a hello."]),
    ("DUR-02", ["سفارش را پیش از ثبت بازگو می‌کند.", "Reads the order back before entering it."]),
    ("CMP-01", ["برای ناراحتی مشتری عذر می‌خواهد.", "Apologises for the trouble before explaining."]),
]


def first(text):
    return [near.name for near in Index(FOLDER).nearest(text)][:1]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("غذا خیلی دیر رسید", "AFT-02"),
        ("غذا خيلي دير رسيد", "AFT-02"),
        ("غذااا خیلییییی دیرررر رسید", "AFT-02"),
        ("یک نفر نبود سلام کند", "DUR-01"),
        ("حتی یک عذرخواهی هم نکردند", "CMP-01"),
        ("They never apologised", "CMP-01"),
        ("nobody greeted us", "DUR-01"),
        ("delivered an hour late", "AFT-02"),
    ],
)
def test_the_most_alike_comes_first_in_either_language_and_spelling(said, code):
    assert first(said) == [code]


@pytest.mark.parametrize("said", ["", " ", "!!!", "و را به", "the and of", "۱۲۳", "zzz qqq", None])
def test_nothing_in_common_is_nobody(said):
    assert first(said) == []


def test_the_same_words_are_one_and_what_lies_between_lies_between():
    index = Index(FOLDER)
    near = index.nearest(" ".join(FOLDER[0][1]))
    assert near[0].name == "AFT-02" and round(near[0].score, 6) == 1
    assert all(0 < one.score < 1 for one in near[1:])
    assert [one.score for one in near] == sorted((one.score for one in near), reverse=True)
    assert len(index.nearest("سفارش مهمان مشتری", most=2)) == 2


def test_pairs_are_named_at_both():
    index = Index([*FOLDER, ("DUR-09", ["سفارش را پیش از ثبت یک بار بازگو می‌کند.", "Reads an order back."])])
    assert {name: [near.name for near in others] for name, others in index.pairs(0.5).items()} == {
        "DUR-02": ["DUR-09"],
        "DUR-09": ["DUR-02"],
    }
    assert Index([]).nearest("سلام") == []


def test_marked_words_are_those_that_are_alike():
    assert marked("سفارش را در زمان گفته‌شده می‌رساند.", "خیلی دیر رساندند") == [
        ("سفارش را در زمان گفته‌شده ", False),
        ("می‌رساند", True),
        (".", False),
    ]
    assert marked("Greets a guest", "greeted") == [("Greets", True), (" a guest", False)]
    assert marked("", "سلام") == marked(None, None) == []


def test_words_that_stand_everywhere_say_nothing():
    assert told_words("این سفارش را به مشتری داد") == ["سفارش", "مشتری"]
    assert "the" in SAYS_NOTHING and grams("the of را") == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_is_compared_and_marked_without_loss(one, other):
    pieces = marked(one, other)
    assert "".join(piece for piece, _alike in pieces) == one
    assert all(0 < near.score <= 1 for near in Index([(1, [one]), (2, [other])]).nearest(other))


def test_a_long_text_costs_no_more_than_its_beginning():
    assert grams("سلام " * 100_000) == grams("سلام " * (LONGEST // 5))
