"""How long and how hard to read a text is: words a sentence, and the share of long words.

Both together are Björnsson's LIX (words a sentence, plus the percentage of words of more than six letters): the same
plain measure for both languages, and made for no one of them. A Persian word is counted by its parts: «می‌رسانیم» is
not long for its half-space. It says nothing about meaning.
"""

import re
from dataclasses import dataclass

LONG_WORD = 6  # letters; more than that is long
ENOUGH = 20  # words, of which a measure says something
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+")
_PART = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[.!?؟…:؛;\n]+")
# From here on a text is hard: most books for the general reader lie below (Björnsson: 50 to 60 is difficult).
HARD = {"fa": 55, "en": 55}


@dataclass(frozen=True)
class Readability:
    """`long_share`: percent."""

    words: int
    sentences: int
    long_words: int

    @property
    def words_a_sentence(self) -> int:
        return round(self.words / self.sentences) if self.sentences else 0

    @property
    def long_share(self) -> int:
        return round(100 * self.long_words / self.words) if self.words else 0

    @property
    def lix(self) -> int:
        return self.words_a_sentence + self.long_share

    def is_hard(self, language: str) -> bool:
        return self.words >= ENOUGH and self.lix > HARD[language]


def reading_of(text: str) -> Readability:
    sentences = sum(bool(_WORD.search(part)) for part in _SENTENCE.split(text))
    words = _WORD.findall(text)
    return Readability(words_in(text), sentences, sum(_is_long(word) for word in words))


def words_in(text: str) -> int:
    """Words as a reader counts them: what stands between spaces and holds a letter or a digit."""
    return sum(bool(_WORD.search(word)) for word in text.split())


def _is_long(word: str) -> bool:
    return any(len(part) > LONG_WORD for part in _PART.findall(word))
