"""What both languages of everything that authors write still lack: found, named, with the place where it is mended.

Apps above tell of their own: their pages by `PageTexts(texts=...)`, what is no page by `PageTexts(findings=...)`.
"""

import re
from dataclasses import dataclass
from functools import partial

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.display import digits
from kit.phrases import listed
from people.company.languages import written_languages
from people.company.organisation import keeping_organisation
from playbook.links.page_texts import all_page_texts
from playbook.models import ComplaintPolicyPage, FolderPage, StandardPage, TouchpointPage
from playbook.pictures.checks import is_without_words
from playbook.pictures.marks import marks_in
from playbook.standards.numerals import different_numbers
from playbook.translations.corrections import mend_text, remove_page
from playbook.translations.halves import halves_of
from playbook.translations.pairs import kinds, missing_texts, pairs_of, stale_texts

# What an edition is frozen from; the rest is read as it is.
FROZEN = (TouchpointPage, StandardPage, ComplaintPolicyPage)
PART = re.compile(r"steps\.(\d+)\.(\w+)")


class Lack(TextChoices):
    LEFT_OVER = "left", gettext_lazy("Left over from a deletion")
    MISSING = "missing", gettext_lazy("Not translated")
    STALE = "outdated", gettext_lazy("Translation outdated")
    NUMBERS = "numbers", gettext_lazy("Other numbers")
    PICTURES = "pictures", gettext_lazy("Pictures without words")


@dataclass(frozen=True)
class TextFinding:
    """`name` says which thing, `detail` and `names` which of its texts; `way(back=)` is the address of what mends it.

    `is_frozen`: an edition would hold it for good.
    """

    lack: Lack
    key: str
    name: str
    kind: str
    detail: str
    way: object
    names: tuple = ()
    is_frozen: bool = False

    def url(self, back=""):
        return self.way(back=back)


def text_findings(pairs=None):
    """Of everything that is live, in the order of the kinds; a constant number of queries."""
    with keeping_organisation():
        return _found(pairs)


def _found(pairs):
    languages = written_languages()
    pairs = live_pairs() if pairs is None else pairs
    standards = {
        pair.translation_key: {language: page for language, page in pair.pages.items() if page.live}
        for pair in pairs
        if isinstance(pair.source, StandardPage)
    }
    halves = {half.page.translation_key: half for half in halves_of(standards, languages)}
    found = []
    for pair in pairs:
        half = halves.get(pair.translation_key)
        found += [_left_over(pair, half)] if half else _of_pair(pair, languages)
    others = [function for texts in all_page_texts() for function in texts.findings]
    return found + [finding for function in others for finding in function(languages)]


def live_pairs():
    """Pairs of which at least one page is live."""
    pages = [page for model in _in_order() for page in model.objects.live().order_by("path")]
    return pairs_of(pages)


def stale_names(findings):
    """What an edition would freeze with a translation that fell behind."""
    return [found.name for found in findings if found.lack == Lack.STALE and found.is_frozen]


def _in_order():
    first = [FolderPage, *FROZEN]
    return [*first, *(model for model in kinds() if model not in first)]


def _of_pair(pair, languages):
    found = []
    if len(languages) > 1:
        live = {language for language, page in pair.pages.items() if page.live}
        absent = [language for language in languages if language not in live]
        missing, stale = missing_texts(pair), stale_texts(pair)
        if absent or missing:
            found.append(_finding(Lack.MISSING, pair, [name for name, _language in missing] if not absent else []))
        if stale and not absent:
            found.append(_finding(Lack.STALE, pair, [name for name, _language in stale]))
        passed_over = {name for name, _language in missing + stale}
        numbers = [name for name in pair.names if name not in passed_over and any(different_numbers(*pair.words(name)))]
        if numbers and not absent:
            found.append(_finding(Lack.NUMBERS, pair, numbers, _numbers_said(pair, numbers)))
    if any(_pictures_without_words(page) for page in pair.pages.values() if page.live):
        found.append(_finding(Lack.PICTURES, pair, ["body"]))
    return found


def _finding(lack, pair, names, detail=""):
    page = pair.source
    said = detail or listed(dict.fromkeys(label_of(page, name) for name in names))
    way = partial(mend_text, page, field=names[0] if names else "")
    key, kind = str(pair.translation_key), str(page._meta.verbose_name)
    return TextFinding(lack, key, name_of(page), kind, said, way, tuple(names), isinstance(page, FROZEN))


def _left_over(pair, half):
    said = _("Its other text was taken down.") if half.is_down else _("Its other text was deleted.")
    key, kind = str(pair.translation_key), str(half.page._meta.verbose_name)
    return TextFinding(Lack.LEFT_OVER, key, name_of(half.page), kind, said, partial(_remove, half.page))


def _remove(page, *, back=""):
    return remove_page(page, back=back)


def name_of(page):
    return getattr(page, "code", "") if isinstance(page, StandardPage) else page.title


def label_of(page, name):
    """What a text is called; `name` as `pairs` names it."""
    if part := PART.fullmatch(name):
        return _("step %(number)s") % {"number": part[1]}
    if name.startswith("authority."):
        return _("what may be given without asking")
    return str(page._meta.get_field(name).verbose_name)


def _numbers_said(pair, names):
    persian, english = different_numbers(*pair.words(names[0]))
    said = _("Persian: %(persian)s; English: %(english)s")
    shown = [listed([digits(each) for each in numbers]) or "—" for numbers in (persian, english)]
    return said % {"persian": shown[0], "english": shown[1]}


def _pictures_without_words(page):
    marks = marks_in(page.body) if isinstance(page, StandardPage) else []
    return any(is_without_words(mark.alt) for mark in marks)
