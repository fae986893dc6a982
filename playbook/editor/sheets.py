"""A page's languages as they were written last, opened to be written on."""

from dataclasses import dataclass, field
from uuid import uuid4

from wagtail.models import Locale, Page

from kit.text.bilingual import LANGUAGES
from people.company.languages import written_languages
from playbook.editor.kinds import kind_of
from playbook.models import StandardPage, TextPairing
from playbook.translations.pairs import Pair


@dataclass
class Sheet:
    """`pages` = {language: page}, with what was written last; one that is not saved stands for a language that is not
    written yet. `parents` = {language: the page above, or None where that is not translated}."""

    model: type
    translation_key: object
    pages: dict = field(default_factory=dict)
    parents: dict = field(default_factory=dict)

    @property
    def languages(self):
        return list(self.pages)

    @property
    def written(self):
        return [language for language, page in self.pages.items() if page.pk]

    @property
    def lead(self):
        """The language whose page holds what is the same in both: the company's main one, where it is written."""
        asked = [language for language in written_languages() if language in self.pages]
        return next((language for language in asked if self.pages[language].pk), asked[0])

    @property
    def revisions(self):
        """{language: number of what was written last, or ""}: whoever saves must have seen it."""
        return {language: revision_of(page) for language, page in self.pages.items()}

    def pair(self):
        """What is written, as a Pair."""
        pages = {language: self.pages[language] for language in self.written}
        return Pair(
            self.translation_key, pages, TextPairing.objects.filter(translation_key=self.translation_key).first()
        )


def revision_of(page):
    return str(page.latest_revision_id or (f"page-{page.pk}" if page.pk else ""))


def open_sheet(translation_key):
    """The Sheet of pages that bear this key, or None where there are none that are written here."""
    rows = Page.objects.filter(translation_key=translation_key).select_related("locale", "content_type")
    found = {row.locale.language_code: row for row in rows if kind_of(row.specific_class)}
    if not found:
        return None
    drafts = {language: row.get_latest_revision_as_object() for language, row in found.items()}
    source = drafts.get("fa") or drafts["en"]
    sheet = Sheet(type(source), source.translation_key)
    above = source.get_parent()
    for language in _asked():
        sheet.pages[language] = drafts.get(language) or _beginning(source, language)
        page = sheet.pages[language]
        sheet.parents[language] = (page.get_parent() if page.pk else parent_in(above, language)).specific_deferred
    return sheet


def new_standard_sheet(touchpoint, key=None):
    """A standard that is not written in any language yet, under a touchpoint."""
    sheet = Sheet(StandardPage, key or uuid4())
    for language in _asked():
        locale = Locale.objects.get(language_code=language)
        sheet.pages[language] = StandardPage(locale=locale, translation_key=sheet.translation_key, live=False)
        sheet.parents[language] = (parent_in(touchpoint, language) or touchpoint).specific
    return sheet


def parent_in(page, language):
    """The page's translation; the page itself where it has none yet, or is the root of all."""
    if page.is_root() or page.locale.language_code == language:
        return page
    return page.get_translations().filter(locale__language_code=language).first() or page


def _asked():
    """The company's languages, Persian first: that is the column on the right."""
    written = written_languages()
    return [language for language in LANGUAGES if language in written]


def _beginning(source, language):
    kind = kind_of(type(source))
    page = type(source)(
        locale=Locale.objects.get(language_code=language), translation_key=source.translation_key, live=False
    )
    share(source, page)
    for name, value in (kind.begin(source) if kind.begin else {}).items():
        setattr(page, name, value)
    return page


def share(lead, page):
    """Give a page what is the same in both languages; returns whether anything was different."""
    changed = False
    for name in kind_of(type(lead)).shared:
        theirs, own = _value(lead, name), _value(page, name)
        if theirs != own:
            setattr(page, name, theirs)
            changed = True
    return changed


def _value(page, name):
    column = page._meta.get_field(name)
    return list(getattr(page, name).all()) if column.many_to_many else getattr(page, name)
