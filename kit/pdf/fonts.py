"""Letters that no font of this machine has. One of them would spoil the text of the whole document: WeasyPrint then
writes no map from glyphs to letters, and an archive (PDF/A) may hold no missing glyph. So they are replaced before.
"""

import subprocess
import unicodedata
from os import PathLike

SUBSTITUTES = "\ufffd□?"
COMMAND = ["fc-list", ":color=false", "--format", "%{charset}\n"]  # the letters of each font, as ranges in hexadecimal


class Printable(dict):
    """For `str.translate`: each letter itself, or the substitute where no font has it."""

    def __init__(self, own_font):
        super().__init__()
        self.known = letters_of(own_font)
        self.substitute = next(letter for letter in SUBSTITUTES if ord(letter) in self.known)
        self.elsewhere = installed_ranges()

    def __missing__(self, code):
        self[code] = code if self._is_printable(code) else self.substitute
        return self[code]

    def _is_printable(self, code):
        if code in self.known or is_invisible(code):
            return True
        return any(first <= code <= last for first, last in self.elsewhere)


def is_invisible(code: int) -> bool:
    """Spaces, controls and marks that draw nothing."""
    return unicodedata.category(chr(code)) in ("Cc", "Cf", "Zs", "Zl", "Zp") or 0xFE00 <= code <= 0xFE0F


def letters_of(font: str | PathLike[str]) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(font, lazy=True) as opened:
        return frozenset(opened.getBestCmap())


def installed_ranges() -> tuple[tuple[int, int], ...]:
    """What the fonts of the system have; nothing where nobody can say."""
    try:
        told = subprocess.run(COMMAND, capture_output=True, text=True, timeout=20, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return ()
    ranges = {part for line in told.splitlines() for part in line.split()}
    return tuple(sorted(_merged(sorted(_as_range(part) for part in ranges))))


def _as_range(part):
    first, _dash, last = part.partition("-")
    return int(first, 16), int(last or first, 16)


def _merged(ranges):
    merged = []
    for first, last in ranges:
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged
