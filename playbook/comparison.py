"""Two editions side by side, word by word, in both languages."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from kit.bilingual import LANGUAGES, active_language
from playbook.changes import FIELD_WORDS
from playbook.models import FrozenPolicyStep, Phase

STEP_WORDS = {"do": _lazy("what to do"), "say": _lazy("what to say"), "never_say": _lazy("what never to say")}
TEXTS = ("behaviour", "why", "good", "bad", "body", "touchpoint_name")
PIECES = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """A run of words. `kind`: 'same', 'gone' or 'new'."""

    kind: str
    text: str


@dataclass(frozen=True)
class Difference:
    """What is different of one text in one language; `language` is empty where it is no text."""

    label: Promise
    language: str
    pieces: list


def compare(old, new):
    """compare_rows of two frozen editions, and of their policies."""
    found = compare_rows(list(old.standards.order_by("position")), list(new.standards.order_by("position")))
    return found | {"steps": compare_steps(list(old.policy_steps.all()), list(new.policy_steps.all()))}


def compare_steps(old, new):
    """[(step, differences)] of the complaint policy's steps."""
    former = {row.number: row for row in old}
    empty = FrozenPolicyStep()
    found = [(row, _step_differences(former.get(row.number, empty), row)) for row in new]
    return [item for item in found if item[1]]


def _step_differences(old, new):
    found = [_difference(old, new, name, language, STEP_WORDS) for language in _languages() for name in STEP_WORDS]
    return [difference for difference in found if difference]


def _languages():
    return sorted(LANGUAGES, key=lambda language: language != active_language())


def compare_rows(old, new):
    """{'changed': [(row, differences)], 'added': rows, 'removed': rows}; rows may be unsaved."""
    former, codes = {row.code: row for row in old}, {row.code for row in new}
    changed = [(row, differences(former[row.code], row)) for row in new if row.code in former]
    return {
        "changed": [item for item in changed if item[1]],
        "added": [row for row in new if row.code not in former],
        "removed": [row for row in old if row.code not in codes],
    }


def differences(old, new):
    """Every Difference between two rows of a standard, the reader's language first."""
    found = [_difference(old, new, name, language, FIELD_WORDS) for language in _languages() for name in TEXTS]
    found += [_plain(name, _said(name, old), _said(name, new)) for name in ("is_critical", "measure", "phase")]
    return [difference for difference in found if difference]


def _difference(old, new, name, language, words):
    before, after = (strip_tags(getattr(row, f"{name}_{language}")) for row in (old, new))
    return Difference(words[name], language, word_diff(before, after)) if before != after else None


def _plain(name, before, after):
    if before == after:
        return None
    pieces = [Piece("gone", before), Piece("same", " "), Piece("new", after)]
    return Difference(FIELD_WORDS[name], "", [piece for piece in pieces if piece.text])


def _said(name, row):
    if name == "is_critical":
        return _("critical") if row.is_critical else _("not critical")
    return str(row.measure_label) if name == "measure" else str(Phase(row.phase).label)


def word_diff(before, after):
    """Pieces that, read without 'gone', give `after`, and without 'new', give `before`.

    Words that changed side by side are one run: a space between two of them is no common ground.
    """
    old, new = PIECES.findall(before), PIECES.findall(after)
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    pieces, i, k = [], 0, 0
    for block in blocks:
        same = "".join(old[block.a : block.a + block.size])
        is_inside = block.a and block.b and block.a + block.size < len(old) and block.b + block.size < len(new)
        if block.size and is_inside and not same.strip():
            continue
        pieces += _change("".join(old[i : block.a]), "".join(new[k : block.b]))
        pieces += [Piece("same", same)] if same else []
        i, k = block.a + block.size, block.b + block.size
    return pieces


def _change(gone, new):
    return [Piece(kind, text) for kind, text in (("gone", gone), ("new", new)) if text]
