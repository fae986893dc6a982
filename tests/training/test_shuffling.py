"""Neither place nor token of an option says anything about the right one."""

import random

from training.kinds import kind_of
from training.kinds.layout import TOKEN_BITS, key_of, layout, tokens_of
from training.quiz.display import shown

ATTEMPTS = 2000
OPTIONS = ["a", "b", "c", "d"]
RIGHT = "b"


def laid_out_many():
    chance = random.Random(20260301)
    return [layout(OPTIONS, chance) for _ in range(ATTEMPTS)]


def chi_square(counts):
    expected = sum(counts) / len(counts)
    return sum((count - expected) ** 2 / expected for count in counts)


def test_over_2000_attempts_the_right_option_stands_everywhere_alike():
    places = [[key for _token, key in each].index(RIGHT) for each in laid_out_many()]
    assert chi_square([places.count(place) for place in range(4)]) < 16.27  # 3 degrees of freedom, p = 0.001


def test_over_2000_attempts_the_right_option_has_no_telling_token():
    ranks = [sorted(token for token, _key in each).index(tokens_of(each, [RIGHT])[0]) for each in laid_out_many()]
    assert chi_square([ranks.count(rank) for rank in range(4)]) < 16.27
    lengths = {len(token) for each in laid_out_many() for token, _key in each}
    assert lengths == {TOKEN_BITS // 4}


def test_over_2000_attempts_the_place_before_says_nothing_about_the_next():
    places = [[key for _token, key in each].index(RIGHT) for each in laid_out_many()]
    pairs = [first * 4 + second for first, second in zip(places[::2], places[1::2], strict=True)]
    assert chi_square([pairs.count(pair) for pair in range(16)]) < 37.70  # 15 degrees of freedom, p = 0.001


def test_no_token_is_used_twice():
    tokens = [token for each in laid_out_many() for token, _key in each]
    assert len(set(tokens)) == ATTEMPTS * 4


def test_a_token_leads_to_its_option_and_a_forged_one_nowhere():
    laid_out = layout(OPTIONS, random.Random(1))
    assert [key_of(laid_out, token) for token, _key in laid_out] == [key for _token, key in laid_out]
    assert key_of(laid_out, "a") is None


def contents():
    """One question as it is kept, its right option the longest, the one with markup, or an ordinary one."""
    texts = ["کوتاه", "<b>پررنگ</b>", "پاسخی که از همهٔ پاسخ‌های دیگر بسیار بلندتر است", "ساده"]
    for right in range(4):
        options = [
            {"key": f"k{place}", "fa": text, "en": "", "correct": place == right} for place, text in enumerate(texts)
        ]
        yield {"kind": "single", "options": options}, f"k{right}"


def test_over_2000_attempts_length_and_markup_stand_everywhere_alike():
    """Whichever option is right, the long one and the marked one keep no place of their own, nor does the right one."""
    chance = random.Random(20260301)
    for content, right in contents():
        laid_out = [
            [key for _token, key in kind_of(content["kind"]).layout(content, chance)] for _ in range(ATTEMPTS // 4)
        ]
        for option in {right, "k1", "k2"}:
            places = [each.index(option) for each in laid_out]
            assert chi_square([places.count(place) for place in range(4)]) < 21.11  # p = 0.0001, of twelve such


def test_what_is_sent_is_the_text_in_one_markup_for_all():
    """The shown options differ in token and text alone: nothing in them marks the right one."""
    for content, _right in contents():
        question = shown(
            content | {"text": {"fa": "؟", "en": ""}}, kind_of(content["kind"]).layout(content, random.Random(7))
        )
        assert {tuple(vars(option)) for option in question.options} == {("token", "text", "is_chosen")}
        assert {option.is_chosen for option in question.options} == {False}
        assert sorted(option.text for option in question.options) == sorted(each["fa"] for each in content["options"])
