"""Which questions of a bank one attempt asks: pure, the source of chance is passed in."""

from collections import Counter
from collections.abc import Collection, Iterable
from random import Random
from typing import TypeVar

Question = TypeVar("Question")


def draw(tagged: Iterable[tuple[Question, Collection[str]]], count: int, chance: Random) -> list[Question]:
    """Of [(question, codes it is tagged with)] those to ask, in the order given: `count` for each standard, drawn
    alike; questions without a standard always; all of them where `count` is 0.

    A question about two standards counts for both, so it is drawn once.
    """
    if not count:
        return [question for question, _codes in tagged]
    chosen: set[int] = set()
    asked: Counter[str] = Counter()
    order = list(enumerate(tagged))
    chance.shuffle(order)
    for place, (_question, codes) in order:
        if not codes or any(asked[code] < count for code in codes):
            chosen.add(place)
            asked.update(codes)
    return [question for place, (question, _codes) in enumerate(tagged) if place in chosen]
