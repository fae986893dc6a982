"""When a short answer reads as the author's: spelling that a reader would forgive makes no difference. Pure."""

import re

from kit.text.folding import fold

# In Persian a space, a half-space and none at all stand in the same place: معذرت‌خواهی. Between two Latin words or two
# numbers a space means something.
_OF_PERSIAN = "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc"
_LOOSE = re.compile(f"(?<=[{_OF_PERSIAN}]) | (?=[{_OF_PERSIAN}])")
_STOPS = ".!?,;:…؟،؛۔。"
_QUOTES = "«»\"'“”‘’„`"


def alike(text: str) -> str:
    """`text` for comparing: folded, without loose spaces, quotation marks around it and stops at its end."""
    folded = fold(text)
    bare = folded.strip(f" {_QUOTES}").rstrip(f" {_QUOTES}{_STOPS}")
    return _LOOSE.sub("", bare or folded)


def fits(pattern: str, text: str) -> bool:
    """Do the two read alike? `*` in the pattern stands for anything, `\\*` for a star."""
    parts = [part.replace("\0", "*") for part in pattern.replace("\\*", "\0").split("*")]
    if len(parts) == 1:
        return alike(text) == alike(parts[0])
    return _fits_parts([_part(part) for part in parts], _LOOSE.sub("", fold(text)), alike(text))


def _part(text: str) -> str:
    """A piece of a pattern: blanks at its ends are part of what stands for anything."""
    return _LOOSE.sub("", fold(text))


def _fits_parts(parts: list[str], whole: str, bare: str) -> bool:
    """An end stop that the learner wrote does not stand in the way of the last part, nor is one asked for."""
    last = parts[-1].rstrip(f" {_STOPS}")
    return _follows([*parts[:-1], last], bare) or _follows(parts, whole)


def _follows(parts: list[str], rest: str) -> bool:
    if not rest.startswith(parts[0]) or len(rest) < len(parts[0]) + len(parts[-1]) or not rest.endswith(parts[-1]):
        return False
    rest = rest[len(parts[0]) : len(rest) - len(parts[-1])]
    for part in parts[1:-1]:
        place = rest.find(part)
        if place < 0:
            return False
        rest = rest[place + len(part) :]
    return True
