"""The tables of a page, such as the six steps of the policy: a line in both languages is one line."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from kit.display import number
from kit.text.bilingual import active_language
from playbook.editor.forms import all_valid, row_form
from playbook.models import AuthorityLine, PolicyStep
from playbook.models.authority import LIMITS
from playbook.models.pages import MOST_LINES
from playbook.models.policy_steps import STEP_TITLES
from playbook.standards import fields

STEP_TEXTS = fields.names(fields.POLICY)
STEP_SHARED = ("time_limit_minutes", "is_skippable")
LINE_SHARED = ("role", *LIMITS)
BLANK_LINES = 2


@dataclass
class EditorLine:
    """One line: its name in `translations.pairs`, its heading, its fields in each language, and those for both."""

    name: str
    heading: str
    texts: dict  # {name of a text: {language: bound field}}
    shared: object
    also: object = None


class StepsPart:
    """The six steps: always six, in their order."""

    def __init__(self, sheet, data=None):
        self.sheet = sheet
        old = {language: list(page.steps.all()) for language, page in sheet.pages.items()}
        self.steps = {language: [] for language in old}
        for place in range(len(STEP_TITLES)):
            twins = [steps[place] for steps in old.values() if place < len(steps)]
            key = twins[0].translation_key if twins else uuid4()
            for language, steps in old.items():
                there = steps[place] if place < len(steps) else None
                self.steps[language].append(there or _new_step(sheet, language, place, key, twins))
        texts, shared = row_form(PolicyStep, STEP_TEXTS), row_form(PolicyStep, STEP_SHARED)
        self.forms = {
            language: [texts(data, prefix=f"{language}-steps-{n}", instance=step) for n, step in enumerate(steps, 1)]
            for language, steps in self.steps.items()
        }
        for form in (form for forms_ in self.forms.values() for form in forms_):
            form.fields["do"].required = False
        lead = self.steps[sheet.lead]
        self.shared = [shared(data, prefix=f"both-steps-{n}", instance=step) for n, step in enumerate(lead, 1)]

    heading = property(lambda self: _("The six steps"))

    def lines(self):
        for n, shared in enumerate(self.shared, 1):
            here = {language: forms_[n - 1] for language, forms_ in self.forms.items()}
            texts = {name: {language: form[name] for language, form in here.items()} for name in STEP_TEXTS}
            yield EditorLine(f"steps.{n}", f"{number(n)}. {STEP_TITLES[n - 1][active_language()]}", texts, shared)

    @property
    def media(self):
        return sum((form.media for form in (*self.shared, *self._all_texts())), forms.Media())

    def _all_texts(self):
        return [form for forms_ in self.forms.values() for form in forms_]

    def is_valid(self, languages):
        checked = [*self.shared, *(form for language in languages for form in self.forms[language])]
        return all_valid(checked)

    def has_text(self, language):
        return any(form.has_changed() for form in self.forms[language])

    def has_changed(self, language):
        return self.has_text(language) or any(form.has_changed() for form in self.shared)

    def apply(self, language):
        lead = self.steps[self.sheet.lead]
        for step, first in zip(self.steps[language], lead, strict=True):
            for name in STEP_SHARED:
                setattr(step, name, getattr(first, name))
        self.sheet.pages[language].steps = self.steps[language]


class AuthorityPart:
    """The lines of the authority table. A line without words is none; a ticked one goes, in both languages."""

    def __init__(self, sheet, data=None):
        self.sheet = sheet
        self.old = {
            language: {line.translation_key: line for line in page.authority.all()}
            for language, page in sheet.pages.items()
        }
        keys = list(dict.fromkeys(key for lines in self.old.values() for key in lines))
        keys = keys + [uuid4() for _more in range(BLANK_LINES)] if data is None else _keys_sent(data, set(keys))
        self.rows = [_AuthorityRow(sheet, self.old, key, n, data) for n, key in enumerate(keys[:MOST_LINES])]

    heading = property(lambda self: _("Who may give what without asking"))

    def lines(self):
        return [row.line() for row in self.rows]

    @property
    def media(self):
        return sum((row.shared.media for row in self.rows), forms.Media())

    def is_valid(self, languages):
        return all_valid(self.rows)

    def has_text(self, language):
        return any(row.has_text(language) for row in self.rows)

    def has_changed(self, language):
        return any(row.has_changed(language) for row in self.rows)

    def apply(self, language):
        lines = [line for row in self.rows if (line := row.written(language))]
        for place, line in enumerate(lines):
            line.sort_order = place
        self.sheet.pages[language].authority = lines


class _AuthorityRow:
    def __init__(self, sheet, old, key, n, data):
        self.sheet, self.key, self.n = sheet, key, n
        self.old = {language: lines.get(key) for language, lines in old.items()}
        first = self.old.get(sheet.lead) or next((line for line in self.old.values() if line), None)
        values = {name: getattr(first, name) for name in LINE_SHARED} if first else {}
        self.is_new = first is None
        shared = row_form(AuthorityLine, LINE_SHARED)
        # Judged without its words: those stand in other fields.
        self.shared = shared(data, prefix=f"both-line-{n}", instance=AuthorityLine(remedy="-", **values))
        self.texts = {
            language: _Remedy(data, prefix=f"{language}-line-{n}", initial={"remedy": line.remedy if line else ""})
            for language, line in self.old.items()
        }
        self.also = _Kept(data, prefix=f"line-{n}", initial={"key": key})

    def line(self):
        shown = number(self.n + 1)
        texts = {"remedy": {language: form["remedy"] for language, form in self.texts.items()}}
        heading = _("Line %(number)s") % {"number": shown}
        return EditorLine(f"authority.{self.key}", heading, texts, self.shared, self.also)

    def is_valid(self):
        return all_valid([self.shared, self.also, *self.texts.values()])

    def _goes(self):
        return self.also.cleaned_data.get("gone")

    def has_text(self, language):
        return self.texts[language].has_changed()

    def has_changed(self, language):
        is_there = self.old[language] is not None or self.has_text(language)
        return self.has_text(language) or (is_there and (self.shared.has_changed() or self.also.has_changed()))

    def written(self, language):
        """The line in one language, or None."""
        words = self.texts[language].cleaned_data.get("remedy", "")
        if self._goes() or not words:
            return None
        page = self.sheet.pages[language]
        line = self.old[language] or AuthorityLine(locale=page.locale, translation_key=self.key)
        line.remedy = words
        for name in LINE_SHARED:
            setattr(line, name, getattr(self.shared.instance, name))
        return line


class _Remedy(forms.Form):
    remedy = forms.CharField(
        required=False, max_length=AuthorityLine._meta.get_field("remedy").max_length, widget=AdminAutoHeightTextInput()
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["remedy"].label = _("What may be given")


class _Kept(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    gone = forms.BooleanField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["gone"].label = _("Take this line away")


def _new_step(sheet, language, place, key, twins):
    shared = {name: getattr(twins[0], name) for name in STEP_SHARED} if twins else {}
    return PolicyStep(sort_order=place, locale=sheet.pages[language].locale, translation_key=key, **shared)


def _keys_sent(data, known):
    """Those of lines that are here, each once; whatever else was sent is a new line."""
    found = []
    for n in range(MOST_LINES):
        sent = data.get(f"line-{n}-key")
        if sent is None:
            break
        key = _uuid(sent)
        found.append(key if key in known and key not in found else uuid4())
    return found


def _uuid(text):
    try:
        return UUID(text)
    except ValueError:
        return None
