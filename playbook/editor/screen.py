"""The form of a page in both languages: field beside field, what is the same in both once."""

from dataclasses import dataclass, field

from django import forms
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kit.text.bilingual import LANGUAGE_NAMES
from kit.text.directions import DIRECTIONS
from playbook.editions.differences import word_diff
from playbook.editor.forms import form_of
from playbook.editor.kinds import kind_of
from playbook.editor.sheets import share
from playbook.translations.pairs import lacking, missing_texts, said_before, stale_texts


@dataclass
class Cell:
    """A text in one language. `now`: what somebody else wrote meanwhile, where that is not what is typed here."""

    language: str
    bound: object
    now: str = ""

    @property
    def dir(self):
        return DIRECTIONS[self.language]

    @property
    def language_name(self):
        return LANGUAGE_NAMES[self.language]


@dataclass
class Row:
    """`changed` is the language that was written anew since the other was; `pieces` what is different, if known."""

    name: str
    label: str
    cells: list
    changed: str = ""
    pieces: list = field(default_factory=list)

    @property
    def help(self):
        return self.cells[0].bound.help_text

    @property
    def changed_name(self):
        return LANGUAGE_NAMES[self.changed]

    @property
    def behind_name(self):
        return LANGUAGE_NAMES["en" if self.changed == "fa" else "fa"]


@dataclass
class Section:
    """Lines of a table, or the texts of a page, under a heading."""

    heading: str
    rows: list
    shared: object = None
    also: object = None


class Screen:
    """`data` is what was sent. After `is_valid`, `typed` holds the pages as they would be saved."""

    def __init__(self, sheet, user, data=None, files=None):
        self.sheet, self.data, self.kind = sheet, data, kind_of(sheet.model)
        self.pair = sheet.pair()
        self.before = dict(self.pair.texts)
        self.stale, self.missing = dict(stale_texts(self.pair)), missing_texts(self.pair)
        self.had = {language: self._words_at_first(page) for language, page in sheet.pages.items()}
        self.is_overtaken = False
        self.diffs = {name: self._pieces(name, language) for name, language in self.stale.items()}
        self.forms = {language: self._form(language, user, files) for language in sheet.languages}
        self.parts = [part(sheet, data) for part in self.kind.parts]

    def _form(self, language, user, files):
        names = self.kind.texts + (self.kind.shared if language == self.sheet.lead else ())
        page = self.sheet.pages[language]
        more = {"instance": page, "prefix": language, "for_user": user, "parent_page": self.sheet.parents[language]}
        form = form_of(self.sheet.model, names)(self.data, files, **more)
        form.defer_required_fields()
        return form

    def _words_at_first(self, page):
        return {name: self.kind.words_of(name, getattr(page, name)) for name in self.kind.texts}

    def _pieces(self, name, language):
        before = said_before(self.pair, name, language)
        now = self.pair.texts[language].get(name, "")
        return [] if before is None else word_diff(before, now)

    @property
    def title(self):
        """In the reader's language where it is written."""
        own = translation.get_language()[:2]
        page = self.sheet.pages[own if own in self.sheet.written else self.sheet.lead]
        return page.draft_title or page.title

    @property
    def code(self):
        """A standard's, once it has one."""
        page = self.sheet.pages[self.sheet.lead]
        return page.code if page.pk and hasattr(page, "behaviour") else ""

    def states(self):
        return [_state(language, page) for language, page in self.sheet.pages.items()]

    @property
    def lead(self):
        return self.forms[self.sheet.lead]

    @property
    def shared(self):
        return [self.lead[name] for name in self.kind.shared if name in self.lead.fields]

    @property
    def media(self):
        return sum((each.media for each in (*self.forms.values(), *self.parts)), forms.Media())

    def is_touched(self, language):
        """Is a language written, or being written now?"""
        if self.sheet.pages[language].pk or language == self.sheet.lead:
            return True
        return self.has_text(language)

    def has_text(self, language):
        """Was a word typed? An empty rich text is sent as a paragraph of nothing."""
        form = self.forms[language]
        words = {name: self.kind.words_of(name, form[name].value()) for name in self.kind.texts}
        return words != self.had[language] or any(part.has_text(language) for part in self.parts)

    def has_changed(self, language):
        if self.forms[language].was_changed or any(part.has_changed(language) for part in self.parts):
            return bool(self.sheet.pages[language].pk) or self.has_text(language)
        return False

    def is_valid(self):
        """A language that nobody wrote anything in is not asked for anything."""
        touched = [language for language in self.sheet.languages if self.is_touched(language)]
        texts = [self.forms[language].is_valid() for language in touched]
        parts = [part.is_valid(touched) for part in self.parts]
        return all(texts) and all(parts)

    def typed(self):
        """{language: page} of what has to be written: what was typed, with what is the same in both."""
        lead, found = self.lead.save(commit=False), {}
        for language in filter(self.is_touched, self.sheet.languages):
            changed = self.has_changed(language)
            page = self.forms[language].save(commit=False)
            changed |= page is not lead and share(lead, page)
            for part in self.parts:
                part.apply(language)
            if changed or not page.pk:
                found[language] = page
        return found

    def unready(self, pair):
        """{language: names of texts} that keep a language from going live: it has to say them, and in its own words."""
        required = [name for name in self.kind.texts if not self.sheet.model._meta.get_field(name).blank]
        required += [f"steps.{number}.do" for number in range(1, 7)] if "steps.1.do" in pair.names else []
        found = {language: [] for language in pair.pages}
        for name in pair.names:
            words = pair.words(name)
            for language in found:
                empty = name in required and not pair.texts[language].get(name)
                copied = len(found) > 1 and all(words) and lacking(words) == language
                if empty or copied:
                    found[language].append(name)
        return found

    def sections(self):
        main, *below = self._headed()
        found = [main]
        for part in self.parts:
            for line in part.lines():
                rows = [self._row(f"{line.name}.{name}", bound) for name, bound in line.texts.items()]
                found.append(Section(line.heading, rows, line.shared, line.also))
        return found + below

    def _headed(self):
        """The texts of the page, those under a heading apart."""
        found = [Section("", [])]
        for name in self.kind.texts:
            if name in self.kind.heads:
                found.append(Section(self.kind.heads[name], []))
            found[-1].rows.append(self.row_of(name))
        return found

    def row_of(self, name):
        """A text of the page itself."""
        return self._row(name, self._bound(name))

    def label_of(self, name):
        """What a text is called where it is named among others."""
        for section in self.sections():
            for row in section.rows:
                if row.name == name:
                    return ": ".join(filter(None, (section.heading, row.label)))
        return name

    def _bound(self, name):
        return {language: form[name] for language, form in self.forms.items()}

    def _row(self, name, bound):
        cells = [Cell(language, each, self._meanwhile(name, language, each)) for language, each in bound.items()]
        label = capfirst(str(cells[0].bound.label))
        return Row(name, label, cells, self.stale.get(name, ""), self.diffs.get(name, []))

    def _meanwhile(self, name, language, bound):
        if not self.is_overtaken or language not in self.before:
            return ""
        stands = self.before[language].get(name, "")
        return stands if stands != self.kind.words_of(name, bound.value()) else ""


def _state(language, page):
    """Where one language stands, and the way to what only the CMS does with it."""
    if not page.pk:
        return {"name": LANGUAGE_NAMES[language], "words": _("not written yet")}
    if page.current_workflow_state:
        words = _("waits for approval")
    elif not page.live:
        words = _("a draft")
    else:
        words = _("published; changes wait as a draft") if page.has_unpublished_changes else _("published")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return {"name": LANGUAGE_NAMES[language], "words": words, "edit_url": address}
