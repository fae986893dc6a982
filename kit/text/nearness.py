"""Words that look like a word: for "did you mean". Pure."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from kit.text.folding import compact

SHORTEST = 3
MOST_CANDIDATES = 1000
_WORD = re.compile(r"[^\W_][\w\u200c\u0640]+")


def spellings_of(texts: Iterable[str | None]) -> dict[str, str]:
    """{folded word: as it is first spelt} of the words in the texts that are long enough to be mistaken."""
    seen = dict.fromkeys(word for text in texts for word in _WORD.findall(text or ""))
    found: dict[str, str] = {}
    for word in seen:
        if len(folded := compact(word)) >= SHORTEST:
            found.setdefault(folded, word)
    return found


def nearest(word: str, known: Iterable[str], most: int = 3, closeness: float = 0.7) -> list[str]:
    """Those of the `known` folded words that look most like the folded `word`, the nearest first.

    Only words that begin or end alike and are about as long are compared letter by letter: the work is bounded.
    """
    if len(word) < SHORTEST:
        return []
    alike = [other for other in known if _may_be(word, other)][:MOST_CANDIDATES]
    return get_close_matches(word, alike, n=most, cutoff=closeness)


def _may_be(word: str, other: str) -> bool:
    return abs(len(word) - len(other)) <= 2 and (word[0] == other[0] or word[-2:] == other[-2:])
