"""Neither place nor token of an option says anything about the right one."""

import random

from training.shuffling import TOKEN_BITS, key_of, layout, tokens_of

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
