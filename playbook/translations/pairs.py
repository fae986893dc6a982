"""A page in both languages as one thing: what it says, what is not translated, and what fell behind.

    pairs = pairs_of(StandardPage.objects.live())   # [Pair], a constant number of queries
    stale_texts(pairs[0])                           # [("why", "fa")]: the Persian changed, the English still says
                                                    # what it said before
    missing_texts(pairs[0])                         # [("good", "en")]: not written in English, or a copy

Each app tells what its pages say by `PageTexts(texts={LessonPage: function})`.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape

from django.db.models import TextChoices
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from kit.text.bilingual import LANGUAGES
from kit.values.canonical import content_hash
from people.company.languages import written_languages
from playbook.links.page_texts import all_page_texts
from playbook.models import TextPairing

PICTURES = re.compile(r'<embed\b[^>]*?\balt="([^"]*)"[^>]*>')
ENDS = re.compile(r"</(?:p|li|h[1-6]|td|th|tr|caption)>|<[bh]r\s*/?>")
PERSIAN = re.compile("[\u0600-\u06ff]")
LETTERS = re.compile(r"[^\W\d_]")


class Translated(TextChoices):
    """How the two languages of a page stand beside each other."""

    COMPLETE = "complete", _("Both languages")
    MISSING = "missing", _("Not translated")
    OUTDATED = "outdated", _("Translation outdated")


@dataclass
class Pair:
    """`pages` = {language: page}; `pairing` is None where it is not known when the two said the same."""

    translation_key: object
    pages: dict = field(default_factory=dict)
    pairing: TextPairing | None = None

    @property
    def source(self):
        """The page of the company's main language, the other where there is none."""
        return next((self.pages[each] for each in written_languages() if each in self.pages), None) or next(
            iter(self.pages.values())
        )

    @cached_property
    def texts(self):
        """{language: {name of the text: its words without marks}}."""
        return {language: texts_of(page) for language, page in self.pages.items()}

    @property
    def names(self):
        return list(dict.fromkeys(name for texts in self.texts.values() for name in texts))

    def words(self, name):
        """[Persian, English] of one text."""
        return [self.texts.get(language, {}).get(name, "") for language in LANGUAGES]


def kinds():
    """The kinds of pages that have two languages, those of the folder first."""
    return [model for told in all_page_texts() for model in told.texts]


def texts_of(page):
    function = _told_of(type(page)).texts[type(page)]
    return {name: plain_words(text) for name, text in function(page).items()}


def _told_of(model):
    """The PageTexts in which a kind of page stands."""
    return {model: told for told in all_page_texts() for model in told.texts}[model]


def plain_words(text):
    """What is read: no marks, pictures by what they are said to show."""
    text = ENDS.sub("\n", PICTURES.sub(r" \1 ", str(text or "")))
    lines = (" ".join(line.split()) for line in unescape(strip_tags(text)).splitlines())
    return "\n".join(line for line in lines if line)


def pairs_of(pages):
    """A Pair for each page or its translations, in the order of `pages`; a few queries for each kind of page."""
    by_kind, order = defaultdict(set), {}
    for page in pages:
        by_kind[type(page)].add(page.translation_key)
        order.setdefault(page.translation_key, len(order))
    found = {key: Pair(key) for key in order}
    for model, keys in by_kind.items():
        rows = model.objects.filter(translation_key__in=keys).select_related("locale")
        for page in rows.prefetch_related(*_told_of(model).related.get(model, ())):
            found[page.translation_key].pages[page.locale.language_code] = page
    for pairing in TextPairing.objects.filter(translation_key__in=found):
        found[pairing.translation_key].pairing = pairing
    return list(found.values())


def written_pairs():
    """Every page that has two languages, kind by kind, in the order of the tree."""
    return pairs_of(page for model in kinds() for page in model.objects.order_by("path"))


def pair_of(page):
    return pairs_of([page])[0]


def stale_texts(pair):
    """[(name of a text, the language that changed)]: the other one still says what was said before. Pure."""
    agreed = pair.pairing.agreed if pair.pairing else {}
    found = ((name, _changed(agreed.get(name), pair.words(name))) for name in pair.names)
    return [(name, language) for name, language in found if language]


def missing_texts(pair):
    """[(name of a text, the language that lacks it)]: written in the other alone, or copied from it. Pure but for
    asking which languages the company writes."""
    languages = written_languages()
    if len(languages) == 1:
        return []
    found = ((name, lacking(pair.words(name))) for name in pair.names)
    return [(name, language) for name, language in found if language in languages]


def state_of(pair):
    """Where the pair stands: a page that is not live in both languages is not translated."""
    live = {language for language, page in pair.pages.items() if page.live}
    if not set(written_languages()) <= live or missing_texts(pair):
        return Translated.MISSING
    return Translated.OUTDATED if stale_texts(pair) else Translated.COMPLETE


def said_before(pair, name, language):
    """What the text said in `language` when the other language was written; None where that is not known."""
    pairing = pair.pairing
    place = LANGUAGES.index(language)
    agreed = pairing.agreed.get(name) if pairing else None
    if not agreed:
        return None
    other = digest(pair.words(name)[1 - place])
    return pairing.words[name][place] if agreed[-1][1 - place] == other else None


def digest(words):
    return content_hash(words)[:20]


def _changed(agreed, words):
    """Which language changed since the two said the same, or None: both are known, both changed, or nothing is."""
    if not agreed or not all(words) or lacking(words):
        return None
    found = [digest(each) for each in words]
    if found in agreed:
        return None
    last = [max((n for n, pair in enumerate(agreed) if pair[place] == found[place]), default=-1) for place in (0, 1)]
    if last[0] == last[1]:
        return None  # neither is known: both were written anew
    # What is of an earlier day fell behind; what is known from no day came last.
    if -1 in last:
        return LANGUAGES[last.index(-1)]
    return LANGUAGES[0] if last[0] > last[1] else LANGUAGES[1]


def lacking(words):
    """The language in which the text is not written although the other has it; a copy is not a translation."""
    persian, english = words
    if bool(persian) != bool(english):
        return "en" if persian else "fa"
    if persian != english or not LETTERS.search(persian):
        return None
    if PERSIAN.search(persian):
        return "en"
    # A name, such as Instagram, may be the same in both.
    return "fa" if " " in persian else None
