"""Phrases that are looked for in running text, whatever the spelling."""

import re
from dataclasses import dataclass
from functools import cached_property

from kit.text.folding import fold

HALF_SPACE = "\u200c"


def words_of(text: str) -> frozenset[str]:
    """The folded words of a list."""
    return frozenset(map(fold, text.split()))


@dataclass(frozen=True)
class Phrases:
    """One phrase a line; `*` at the end of one: whatever the last word goes on with. A half-space may be a space."""

    lines: str

    @cached_property
    def known(self) -> list[tuple[str, re.Pattern[str]]]:
        return [(phrase.replace("*", "…"), re.compile(_pattern(phrase))) for phrase in self.lines.strip().splitlines()]

    def found_in(self, text: str) -> str:
        """The first phrase that stands in the text, as it is listed, or ""."""
        folded = fold(text)
        return next((phrase for phrase, pattern in self.known if pattern.search(folded)), "")


def _pattern(phrase: str) -> str:
    words = (" ?".join(map(_letters, word.split(HALF_SPACE))) for word in phrase.rstrip("*").split())
    end = "" if phrase.endswith("*") else r"(?!\w)"
    return rf"(?<!\w){' '.join(words)}{end}"


def _letters(word: str) -> str:
    return re.escape(fold(word))
