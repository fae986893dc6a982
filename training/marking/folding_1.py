"""The folding of marking rule 1, never changed: results that it made are shown and verified by it (docs/adr/0016)."""

import re
import unicodedata

_LETTERS = {
    "ي": "ی", "ى": "ی", "ې": "ی", "ئ": "ی", "ك": "ک", "ڪ": "ک",
    "ة": "ه", "ۀ": "ه", "ە": "ه", "ھ": "ه", "ہ": "ه", "ؤ": "و",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا",
    "\u0640": "",  # kashida
}  # fmt: skip
_DIGITS = {**{chr(0x06F0 + n): str(n) for n in range(10)}, **{chr(0x0660 + n): str(n) for n in range(10)}}
_TABLE = str.maketrans({**_LETTERS, **_DIGITS, "٪": "%", "٫": ".", "٬": ","})
_DROPPED = dict.fromkeys(map(ord, "\u200c\u200d\u200b\u00ad\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"))
_MARKS = "".join(map(chr, filter(lambda code: unicodedata.combining(chr(code)), range(0x300, 0x1E94B))))
_HEAP = re.compile(f"([{_MARKS}]{{30}})[{_MARKS}]+")


def fold_1(text: str | None) -> str:
    """Half-spaces are left out, spaces stay: «بسته‌بندی» and «بسته بندی» are two."""
    text = str(text or "")
    folded = (text if len(text) < 100 or text.isascii() else _HEAP.sub(r"\1", text)).translate(_TABLE)
    decomposed = unicodedata.normalize("NFKD", folded)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(bare.translate(_TABLE).translate(_DROPPED).casefold().split())
