"""Text as one compares it: two spellings that a reader takes for the same become the same.

One folding for all: Arabic and Persian letters, hamza, harakat, kashida, accents, digits and case are one everywhere.
Half-space, space and nothing are one as well, and how is what the functions differ in:

- `compact` is for words that are compared as wholes, «مهمان‌دار سالن» with «مهمان دار سالن»: names, headings, the words
  of a file, quotes, short answers. It has no spaces at all.
- `fold` is for text in which one looks for words. It keeps one space between words, so that a word does not run over
  into the next, and drops half-spaces.
- `words_sought` and `holds` do the looking; `kit.filters.holding` and `searched` are the same for the database.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from kit.text.letters import seen

_LETTERS = {
    "ي": "ی", "ى": "ی", "ې": "ی", "ے": "ی", "ئ": "ی", "ك": "ک", "ڪ": "ک",
    "ة": "ه", "ۀ": "ه", "ە": "ه", "ھ": "ه", "ہ": "ه", "ؤ": "و",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا",
}  # fmt: skip
_DIGITS = {**{chr(0x06F0 + n): str(n) for n in range(10)}, **{chr(0x0660 + n): str(n) for n in range(10)}}
LETTERS = {**_LETTERS, **_DIGITS, "٪": "%", "٫": ".", "٬": ","}
# Half-space and other joiners part nothing that a reader would part; nor do kashida and a hamza that stands alone
# («امضاء» is «امضا»). Spaces of every kind are one space.
DROPPED = "\u200c\u200d\u200b\u00ad\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\u0640\u0621"
HALF_SPACE = "\u200c"
_TABLE = str.maketrans({**LETTERS, **dict.fromkeys(DROPPED, "")})
_WESTERN_DIGITS = str.maketrans(_DIGITS)


def _marks() -> str:
    """All combining marks, as the inside of a class of a regular expression: "a-cx-z"."""
    codes = [code for code in range(0x300, 0x1E94B) if unicodedata.combining(chr(code))]
    runs = groupby(enumerate(codes), key=lambda pair: pair[1] - pair[0])
    ends = [(run[0][1], run[-1][1]) for run in (list(found) for _number, found in runs)]
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ends)


# No writing puts more marks on one letter than Unicode's own bound for streams; putting a heap of them in order takes
# the square of its height.
MARKS = _marks()
_HEAP = re.compile(f"([{MARKS}]{{30}})[{MARKS}]+")

MOST_WORDS, MOST_READ = 8, 50
# A word of Persian letters may have been written in two: from this length on. «مادر» is not to find «ما در خانه».
SHORTEST_JOINED = 5
_PERSIAN_WORD = re.compile("[\u0620-\u06ff]+")
# Where a word begins or ends, to Python and PostgreSQL alike, whatever language a database was made for.
_BETWEEN = "[ .,;:!?()«»،؛؟'\"/…-]"


def without_heaps(text: str) -> str:
    """At most 30 combining marks in a row."""
    return text if len(text) < 100 or text.isascii() else _HEAP.sub(r"\1", text)


def fold(text: object) -> str:
    """`text` for looking into: letters, marks, digits, case made one, half-spaces gone, one space between words."""
    folded = without_heaps(str(text or "")).translate(_TABLE)
    decomposed = unicodedata.normalize("NFKD", folded)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(bare.translate(_TABLE).casefold().split())


def compact(text: object) -> str:
    """`text` for comparing as a whole: folded and without spaces."""
    return fold(text).replace(" ", "")


@dataclass(frozen=True)
class Sought:
    """One word that is looked for: `parts` are folded, and were parted by half-spaces where it was `written`."""

    written: str
    parts: tuple

    @cached_property
    def plain(self) -> str:
        return "".join(self.parts)

    @cached_property
    def pattern(self) -> str:
        """What to look for in folded text where the word may stand there in two; "" where it cannot. It reads the same
        to Python and to PostgreSQL."""
        if len(self.parts) > 1:
            return " ?".join(map(re.escape, self.parts))
        if len(self.plain) < SHORTEST_JOINED or not _PERSIAN_WORD.fullmatch(self.plain):
            return ""
        return f"{self.plain}|(^|{_BETWEEN})({' ?'.join(self.plain)})($|{_BETWEEN})"

    def span_in(self, folded: str) -> tuple[int, int] | None:
        """(begin, end) of the first place in folded text at which the word stands, or None."""
        begin = folded.find(self.plain)
        if begin >= 0:
            return begin, begin + len(self.plain)
        if not self.pattern or self.plain not in folded.replace(" ", ""):
            return None
        found = re.search(self.pattern, folded)
        return found and found.span(2 if found.lastindex else 0)


def words_sought(text: object) -> list[Sought]:
    """The words that somebody looks for, as Sought; few enough for one question."""
    words = [Sought(word, _parts(word)) for word in str(text or "").split()[:MOST_READ]]
    return [word for word in words if word.parts][:MOST_WORDS]


def _parts(word: str) -> tuple[str, ...]:
    return tuple(filter(None, map(compact, word.split(HALF_SPACE))))


def holds(folded: str, words: Iterable[Sought]) -> bool:
    """Does every one of `words` stand in the text that `fold` wrote?"""
    return all(word.span_in(folded) for word in words)


def western_digits(text: object) -> str:
    """Persian and Arabic digits written as 0-9; everything else as it was."""
    return str(text).translate(_WESTERN_DIGITS)


def tidy(text: object) -> str:
    """What somebody typed or a file brought, as we keep it: ی and ک the Persian way, no stray spaces, NFC."""
    persian = seen(without_heaps(str(text or ""))).translate(str.maketrans("يىك", "ییک"))
    return " ".join(unicodedata.normalize("NFC", persian).split())
