"""Two texts side by side, word by word, in both languages."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.text.bilingual import LANGUAGES, active_language
from playbook.editions.changes import FIELD_WORDS
from playbook.models import Phase
from playbook.pictures.plain_text import picture_words, pictures_said, words_of
from playbook.standards import fields

PICTURES = gettext_lazy("the pictures")
RICH = fields.names(fields.SIGNED, "is_rich")
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


def differences(old, new):
    """Every Difference between two rows of a standard, the reader's language first."""
    words = {**fields.words_of(fields.SIGNED), "touchpoint_name": FIELD_WORDS["touchpoint_name"]}
    found = text_differences(old, new, words)
    facts = [(name, _said(name, old), _said(name, new)) for name in ("is_critical", "measure", "phase")]
    return found + [plain_difference(FIELD_WORDS[name], *said) for name, *said in facts if said[0] != said[1]]


def _languages():
    return sorted(LANGUAGES, key=lambda language: language != active_language())


def text_differences(old, new, words):
    """Differences in the texts named by `words`, in both languages, the reader's first."""
    names = [(language, name) for language in _languages() for name in words]
    return [found for language, name in names for found in _differences(old, new, name, language, words)]


def _differences(old, new, name, language, words):
    given = [getattr(row, f"{name}_{language}") for row in (old, new)]
    if name in RICH:
        return _rich_differences(given, language, words[name])
    before, after = map(strip_tags, given)
    return [Difference(words[name], language, word_diff(before, after))] if before != after else []


def _rich_differences(given, language, label):
    """In the words; in the pictures where the same is said of others; else in what no word tells of, in a sentence."""
    if given[0] == given[1]:
        return []
    before, after = map(words_of, given)
    found = [Difference(label, language, word_diff(before, after))] if before != after else []
    was, now = map(pictures_said, given)
    if was != now and [alt for alt, _kept in was] == [alt for alt, _kept in now]:
        found.append(Difference(PICTURES, language, word_diff(_listed(was), _listed(now))))
    if found:
        return found
    said = _("The words are the same; what is bold, a heading or a link is different.")
    return [Difference(label, language, [Piece("new", said)])]


def _listed(pictures):
    return "\n".join(f"{picture_words(alt)} ({kept})" for alt, kept in pictures)


def plain_difference(label, before, after):
    pieces = [Piece("gone", before), Piece("same", " "), Piece("new", after)]
    return Difference(label, "", [piece for piece in pieces if piece.text])


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
