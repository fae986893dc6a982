"""Which standards a customer's words may be about, and which standards read alike. Nothing is decided here.

Compared are the standards of the edition in force and those that are written already and not frozen yet.
"""

from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache

from django.db.models import Count, Max

from kit.http.once import once
from kit.text.bilingual import LANGUAGES, active_language
from kit.text.folding import western_digits
from kit.text.likeness import Index, marked, told_words
from playbook.models import Edition, FrozenStandard, StandardPage, TouchpointPage
from playbook.standards import fields

SHOWN, MOST_WORDS, MOST_NEAR = 5, 6, 3
# From here on two behaviours are said to read alike (0 to 1). Of the six folders that come with the product no two do.
ALIKE = 0.5


@dataclass(frozen=True)
class Known:
    """A standard that can be linked to. `texts`: {language: {name: text}}; `touchpoint`: a translation key, or none."""

    code: str
    texts: dict
    touchpoint: object = None

    def said(self, language):
        """The behaviour in a language, in the other where there is none."""
        order = (language, *LANGUAGES)
        return next((text for one in order if (text := self.texts.get(one, {}).get("behaviour"))), "")

    @property
    def shown(self):
        return self.said(active_language())

    def words(self, *names):
        return [text[name] for text in self.texts.values() for name in names if text.get(name)]


@dataclass(frozen=True)
class Proposal:
    """`pieces`: the behaviour, each piece with whether it is like a word of the quote; `words`: those that are like one
    in the standard's other texts."""

    code: str
    pieces: list
    words: list
    score: float
    touchpoint: object = field(default=None, compare=False)


def known_standards(on):
    """{code: Known} in the order of the folder, then what is written and not frozen yet."""
    return _folder(_version(on))[0]


def proposals_for(text, language, on, most=SHOWN):
    """The standards most alike to what was said, the most alike first."""
    known, index = _folder(_version(on))
    return [_proposal(known[near.name], near.score, text, language) for near in index.nearest(text, most=most)]


def _proposal(standard, score, text, language):
    pieces = marked(standard.said(language), text)
    shown = {word for piece, is_alike in pieces if is_alike for word in told_words(piece)}
    rest = {}
    for other in standard.words(*_compared()):
        for piece, is_alike in marked(other, text):
            if is_alike and not shown & set(told_words(piece)):
                rest.setdefault(tuple(told_words(piece)), piece)
    return Proposal(standard.code, pieces, list(rest.values())[:MOST_WORDS], score, standard.touchpoint)


def codes_near(typed, on):
    """Known, at most three: the standards that somebody may have meant who typed a code, or words, that none bears."""
    known, index = _folder(_version(on))
    typed = western_digits(typed).upper().strip()
    wanted = _as_code(typed)
    if wanted in known:
        return [known[wanted]]
    if any(letter.isdigit() for letter in wanted) and len(wanted) <= 12:
        return [known[code] for code in get_close_matches(wanted, list(known), n=MOST_NEAR, cutoff=0.6)]
    return [known[near.name] for near in index.nearest(typed, most=MOST_NEAR, at_least=0.1)]


def _as_code(typed):
    """«AFT 2», "aft2" as the code AFT-02."""
    letters = "".join(letter for letter in typed if letter.isalpha())
    digits = "".join(letter for letter in typed if letter.isdigit())
    return f"{letters}-{int(digits):02d}" if letters and digits and len(digits) <= 3 else typed


def alike_pages(pages):
    """{translation key: [Near of translation keys]} of standards that read alike in one of their languages."""
    found = {}
    for language in LANGUAGES:
        rows = [row for row in pages if row.locale.language_code == language]
        index = Index([(row.translation_key, [row.behaviour]) for row in rows])
        for key, others in index.pairs(ALIKE).items():
            mine = found.setdefault(key, {})
            for near in others:
                mine[near.name] = max(mine.get(near.name, 0), near.score)
    return {key: sorted(others, key=others.get, reverse=True) for key, others in found.items()}


def alike_to(behaviour, language, besides=None, most=MOST_NEAR):
    """The pages of other standards whose behaviour reads like this one, in its language. One query."""
    pages = StandardPage.objects.filter(locale__language_code=language).order_by("code", "pk")
    pages = pages.exclude(translation_key=besides) if besides else pages
    rows = list(pages.only("code", "behaviour", "title", "translation_key", "path", "depth"))
    near = Index([(row.pk, [row.behaviour]) for row in rows]).nearest(behaviour, most=most, at_least=ALIKE)
    by_key = {row.pk: row for row in rows}
    return [by_key[one.name] for one in near]


# What the folder says is folded once for each of its versions, and kept.


@dataclass(frozen=True)
class _Version:
    edition: str = ""
    content_hash: str = ""
    pages: tuple = ()


@once
def _version(on):
    edition = Edition.objects.in_force(on)
    pages = StandardPage.objects.aggregate(
        count=Count("pk"), last=Max("latest_revision_created_at"), published=Max("last_published_at"), row=Max("pk")
    )
    named = (edition.key, edition.content_hash) if edition else ("", "")
    return _Version(*named, tuple(map(str, pages.values())))


@lru_cache(maxsize=2)
def _folder(version):
    known, compared = {}, _compared()
    places = _touchpoints()
    written = _written(places)
    for row in FrozenStandard.objects.filter(edition__key=version.edition).order_by("position"):
        texts = {one: {name: getattr(row, f"{name}_{one}") for name in compared} for one in LANGUAGES}
        page = written.get(row.code)
        known[row.code] = Known(row.code, texts, page and page.touchpoint)
    for code, page in written.items():
        known.setdefault(code, page)
    return known, Index([(code, row.words(*compared)) for code, row in known.items()])


def _compared():
    """What customers' words are compared with."""
    return fields.names(fields.SIGNED, "is_searched")


def _touchpoints():
    return dict(TouchpointPage.objects.values_list("path", "translation_key"))


def _written(places):
    """{code: Known} of all pages of standards, whether they are live or not."""
    found, compared = {}, _compared()
    rows = StandardPage.objects.exclude(code="").order_by("code", "pk")
    for code, path, language, *texts in rows.values_list("code", "path", "locale__language_code", *compared):
        page = found.setdefault(code, Known(code, {}, places.get(path[: -StandardPage.steplen])))
        page.texts[language] = dict(zip(compared, texts, strict=True))
    return found
