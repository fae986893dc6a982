"""Text as one compares it: two spellings that a Persian reader takes for the same become the same."""

import re
import unicodedata

from kit.letters import seen

_LETTERS = {
    "ي": "ی", "ى": "ی", "ې": "ی", "ئ": "ی", "ك": "ک", "ڪ": "ک",
    "ة": "ه", "ۀ": "ه", "ە": "ه", "ھ": "ه", "ہ": "ه", "ؤ": "و",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا",
    "\u0640": "",  # kashida
}  # fmt: skip
_DIGITS = {**{chr(0x06F0 + n): str(n) for n in range(10)}, **{chr(0x0660 + n): str(n) for n in range(10)}}
_TABLE = str.maketrans({**_LETTERS, **_DIGITS, "٪": "%", "٫": ".", "٬": ","})
_WESTERN_DIGITS = str.maketrans(_DIGITS)
# Half-space and other joiners part nothing that a reader would part; spaces of every kind are one space.
_DROPPED = dict.fromkeys(map(ord, "\u200c\u200d\u200b\u00ad\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))


# No writing puts more marks on one letter than Unicode's own bound for streams; putting a heap of them in order takes
# the square of its height.
_MARKS = "".join(map(chr, filter(lambda code: unicodedata.combining(chr(code)), range(0x300, 0x1E94B))))
_HEAP = re.compile(f"([{_MARKS}]{{30}})[{_MARKS}]+")


def without_heaps(text):
    """At most 30 combining marks in a row."""
    return text if len(text) < 100 or text.isascii() else _HEAP.sub(r"\1", text)


def fold(text):
    """`text` for comparing and searching: Arabic and Persian letters, marks, half-spaces, digits, case all made one."""
    folded = without_heaps(str(text or "")).translate(_TABLE)
    decomposed = unicodedata.normalize("NFKD", folded)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(bare.translate(_TABLE).translate(_DROPPED).casefold().split())


def western_digits(text):
    """Persian and Arabic digits written as 0-9; everything else as it was."""
    return str(text).translate(_WESTERN_DIGITS)


def tidy(text):
    """What somebody typed or a file brought, as we keep it: ی and ک the Persian way, no stray spaces, NFC."""
    persian = seen(without_heaps(str(text or ""))).translate(str.maketrans("يىك", "ییک"))
    return " ".join(unicodedata.normalize("NFC", persian).split())
