"""Two editions side by side, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from kit.bilingual import active_language
from playbook.changes import FIELD_WORDS

TEXTS = ("behaviour", "why", "good", "bad")
PIECES = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """A run of words. `kind`: 'same', 'gone' or 'new'."""

    kind: str
    text: str


def compare(old, new):
    """{'changed': [(row, [(label, pieces)])], 'added': rows, 'removed': rows} in the reader's language."""
    former = {row.code: row for row in old.standards.order_by("position")}
    rows = list(new.standards.order_by("position"))
    changed = [(row, _differences(former[row.code], row)) for row in rows if row.code in former]
    return {
        "changed": [item for item in changed if item[1]],
        "added": [row for row in rows if row.code not in former],
        "removed": [row for code, row in former.items() if code not in {row.code for row in rows}],
    }


def _differences(old, new):
    language = active_language()
    pairs = [
        (FIELD_WORDS[name], getattr(old, f"{name}_{language}"), getattr(new, f"{name}_{language}")) for name in TEXTS
    ]
    return [(label, word_diff(before, after)) for label, before, after in pairs if before != after]


def word_diff(before, after):
    """Pieces that, read without 'gone', give `after`, and without 'new', give `before`."""
    old, new = PIECES.findall(before), PIECES.findall(after)
    pieces = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[i:j])))
            continue
        if j > i:
            pieces.append(Piece("gone", "".join(old[i:j])))
        if m > k:
            pieces.append(Piece("new", "".join(new[k:m])))
    return pieces
