"""The author's form of a question: one for each kind, held to `kinds.checks.problems`."""

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kit.forms import NumberField
from kit.text.bilingual import active_language
from people.company.languages import Written
from training.editor.addresses import sound
from training.editor.problem_places import places
from training.editor.widgets import NumberText, ShareField
from training.kinds import drafts, kind_of
from training.kinds.checks import problems
from training.kinds.drafts import FALSE_WORDS, TRUE_WORDS, Draft, DraftOption, Words
from training.labels import PROBLEMS
from training.models.questions import TextFormat
from training.questions.drafts import draft_of, true_option

PAIRS = ("text", "match", "feedback")
FURTHER, MOST_WEIGHT = 2, 32767


def _text(label, most=1000, rows=None):
    widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput
    return forms.CharField(label=label, max_length=most, required=False, widget=widget)


class Quiet:
    """A form that is only drawn again says nothing yet about what is missing."""

    is_quiet = False

    @property
    def errors(self):
        return ErrorDict() if self.is_quiet else super().errors

    def words(self, name):
        cleaned = self.cleaned_data
        return Words(*(cleaned.get(f"{name}_{language}") or "" for language in ("fa", "en")))

    def pair(self, name):
        """Both languages as they stand beside each other: Persian right, English left."""
        languages = ("fa", "en") if active_language() == "fa" else ("en", "fa")
        return [self[f"{name}_{language}"] for language in languages if f"{name}_{language}" in self.fields]

    @property
    def texts(self):
        return self.pair("text")

    @property
    def feedbacks(self):
        return self.pair("feedback")

    def shown_pair(self, name):
        """Of a pair of languages the field that an error is written under."""
        return next((field for field in self.fields if field in (f"{name}_fa", f"{name}_en")), name)


class OptionLine(Quiet, Written, forms.Form):
    """One option, pair or accepted answer. `was`: which one it was when the page was drawn."""

    text_fa = _text(_("option in Persian"))
    text_en = _text(_("option in English"))
    match_fa = _text(_("goes with, in Persian"))
    match_en = _text(_("goes with, in English"))
    number = forms.CharField(
        label=pgettext_lazy("answer", "number"), max_length=drafts.LONGEST_NUMBER, required=False, widget=NumberText
    )
    tolerance = forms.CharField(
        label=_("give or take"), max_length=drafts.LONGEST_TOLERANCE, required=False, widget=NumberText
    )
    is_correct = forms.BooleanField(label=_("this is right"), required=False)
    share = ShareField(
        label=_("percent of the marks"),
        help_text=_("Empty: by itself. Less than nothing is possible: -50 takes half away."),
    )
    feedback_fa = _text(_("feedback in Persian"))
    feedback_en = _text(_("feedback in English"))
    was = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=200)

    def __init__(self, *args, names, place, **kwargs):
        super().__init__(*args, **kwargs)
        self.place = place
        wanted = {"was", *names}
        for name in [name for name in self.fields if name not in wanted and name[:-3] not in wanted]:
            del self.fields[name]

    @property
    def matches(self):
        return self.pair("match")

    @property
    def is_empty(self):
        """Nothing is typed in it; a tick alone says nothing."""
        typed = (name for name in self.fields if name not in ("was", "is_correct"))
        cleaned = getattr(self, "cleaned_data", {})
        return not any(cleaned.get(name) not in (None, "") for name in typed)

    @property
    def has_more(self):
        """Does what is folded away say something?"""
        return any(self[name].value() or self[name].errors for name in self.fields if name[:5] in ("share", "feedb"))

    def option(self, is_correct):
        cleaned = self.cleaned_data
        words = {name: self.words(name) for name in PAIRS}
        plain = {name: cleaned.get(name) or "" for name in ("number", "tolerance")}
        return DraftOption(**words, **plain, is_correct=is_correct, share=cleaned.get("share"))


class QuestionForm(Quiet, Written, forms.Form):
    """A question as it is typed, whole or half: `draft` is what it says, `check` whether it may be asked."""

    text_fa = _text(_("question in Persian"), 4000, rows=2)
    text_en = _text(_("question in English"), 4000, rows=2)
    feedback_fa = _text(_("feedback in Persian"), rows=2)
    feedback_en = _text(_("feedback in English"), rows=2)
    weight = NumberField(label=_("weight"), min_value=1, max_value=MOST_WEIGHT, initial=1)
    name = forms.CharField(
        label=_("name"),
        max_length=250,
        required=False,
        help_text=_("For authors alone; files of other programs carry it too."),
    )
    category = forms.CharField(label=_("category"), max_length=250, required=False)
    note = forms.CharField(
        label=_("note of the authors"), max_length=2000, required=False, widget=forms.Textarea({"rows": 2})
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, data=None, *, kind, question=None, codes=(), seen="", **kwargs):
        self.kind, self.question, self.own = kind, question, None
        self.lines_of = kind_of(kind).lines
        if question:
            self.own = draft_of(question)
        super().__init__(data, initial={**self._initial(), "seen": seen}, **kwargs)
        self.first_codes = list(codes)
        self.options_errors = []
        self.lines = self._lines()

    @property
    def lines_title(self):
        return gettext(self.lines_of.title)

    @property
    def line_title(self):
        return gettext(self.lines_of.line)

    @property
    def lines_help(self):
        return gettext(self.lines_of.help)

    @property
    def has_more(self):
        """Does what is folded away say something?"""
        names = [bound.name for bound in self.feedbacks] + ["name", "category", "note"]
        is_weighed = str(self["weight"].value()) not in ("1", "۱", "None", "")
        return is_weighed or any(self[name].value() or self[name].errors for name in names)

    def _initial(self):
        if not self.own:
            return {}
        plain = {name: getattr(self.own, name) for name in ("weight", "name", "category", "note")}
        return plain | _pairs(self.own, ("text", "feedback"))

    def _lines(self):
        if self.lines_of is None:
            return []
        options = self.own.options if self.own else ()
        if self.is_bound:
            count = _count(self.data.get("lines"), len(options))
        else:
            count = max(len(options) + bool(options), self.lines_of.empty)
        data = self.data if self.is_bound else None
        return [self._line(n, options[n] if n < len(options) else None, data) for n in range(count)]

    def _line(self, number, option, data=None):
        initial = {"is_correct": self.lines_of.right_alone}
        if option:
            plain = {name: getattr(option, name) for name in ("is_correct", "share", "number", "tolerance")}
            initial = {**plain, **_pairs(option, PAIRS), "was": number}
            if self.lines_of.marks_one and option.share == drafts.WHOLE:
                initial["share"] = None  # the mark beside it says so
        line = OptionLine(data, names=self.lines_of.fields, place=number, prefix=f"options-{number}", initial=initial)
        line.is_marked = self._is_marked(number, option)
        return line

    def _is_marked(self, number, option):
        if self.is_bound:
            return self.data.get("right") == str(number)
        return bool(option and (option.is_correct or option.share == drafts.WHOLE))

    @property
    def is_refused(self):
        """Something has to be mended, whichever field says so."""
        return bool(self.options_errors or any(form.errors for form in (self, *self.lines) if form.is_bound))

    def more_lines(self):
        """A few empty ones below."""
        count = min(len(self.lines) + FURTHER, drafts.MOST_OPTIONS)
        self.lines += [self._line(n, None) for n in range(len(self.lines), count)]

    @property
    def codes(self):
        """Of the standards that are ticked, or proposed."""
        given = sound(self.data.getlist("standards"), drafts.MOST_CODES + 1) if self.is_bound else self.first_codes
        return list(dict.fromkeys(code for code in given if code))[: drafts.MOST_CODES]

    def as_drawn(self):
        """What the page says before anybody typed: the question as it is kept, or the bare kind of it."""
        return self.own or Draft(self.kind, Words())

    def quietly(self):
        """Read what is typed so far without a word about it."""
        for form in (self, *self.lines):
            form.full_clean()
            form.is_quiet = True
        return self

    def check(self, *, is_draft):
        """May it be saved? A draft only has to fit, and to say something."""
        fits = [form.is_valid() for form in (self, *self.lines)]  # each is asked: every field says what it has to
        if not all(fits):
            return False
        if is_draft:
            if not self._says_something():
                self._say(drafts.Problem.NO_TEXT, self.draft())
        else:
            self.say(problems(self.draft()))
        return not self.errors and not self.options_errors and not any(line.errors for line in self.lines)

    def say(self, found):
        draft = self.draft()
        for problem in found:
            self._say(problem, draft)

    def _say(self, problem, draft):
        kept = self.kept_lines()
        for number, name in places(problem, draft):
            form = self if number is None or number >= len(kept) else kept[number]
            field = form.shown_pair(name)
            if field in form.fields:
                form.add_error(field, PROBLEMS[problem])
            else:
                self.options_errors.append(PROBLEMS[problem])

    def _says_something(self):
        return bool(self.words("text") or self.kept_lines())

    def kept_lines(self):
        return [line for line in self.lines if not line.is_empty]

    def draft(self):
        """What is typed, as far as it can be read."""
        own = self.own
        return Draft(
            kind=self.kind,
            text=self.words("text"),
            options=tuple(self.options()),
            name=self.cleaned_data.get("name") or "",
            category=self.cleaned_data.get("category") or "",
            text_format=own.text_format if own else TextFormat.PLAIN.value,
            feedback=self.words("feedback"),
            weight=self.cleaned_data.get("weight") or 1,
            codes=tuple(sorted(self.codes)),
            note=self.cleaned_data.get("note") or "",
        )

    def options(self):
        kept = self.kept_lines()
        return [line.option(self._is_right(line, kept)) for line in kept]

    def _is_right(self, line, kept):
        if self.lines_of.marks_one:
            return line.is_marked
        is_only = self.lines_of.right_alone and len(kept) == 1 and line.cleaned_data.get("share") is None
        return is_only or bool(line.cleaned_data.get("is_correct"))

    def kept(self):
        """For each option the number of the one that it was, or None."""
        return [line.cleaned_data.get("was") for line in self.kept_lines()]


class TrueFalseForm(QuestionForm):
    """One statement; the two options are always the same words."""

    truth = forms.ChoiceField(
        label=_("The statement is"),
        choices=[("true", pgettext_lazy("statement", "true")), ("false", pgettext_lazy("statement", "false"))],
        widget=forms.RadioSelect,
        required=False,
    )
    to_true_fa = _text(_("To who says true, in Persian"))
    to_true_en = _text(_("To who says true, in English"))
    to_false_fa = _text(_("To who says false, in Persian"))
    to_false_en = _text(_("To who says false, in English"))

    @property
    def to_each(self):
        return self.pair("to_true") + self.pair("to_false")

    @property
    def says_to_each(self):
        return any(bound.value() or bound.errors for bound in self.to_each)

    def _initial(self):
        found = super()._initial()
        if not self.own:
            return found
        true, false = self._two()
        if true.is_correct or false.is_correct:
            found["truth"] = "true" if true.is_correct else "false"
        for name, option in (("to_true", true), ("to_false", false)):
            found |= {f"{name}_fa": option.feedback.fa, f"{name}_en": option.feedback.en}
        return found

    def _two(self):
        """The draft options that say true and false."""
        rows = list(self.question.options.all())
        true = true_option(rows)
        by_row = dict(zip(rows, self.own.options, strict=True))
        false = next((row for row in rows if row is not true), None)
        return by_row.get(true, DraftOption()), by_row.get(false, DraftOption())

    def as_drawn(self):
        pair = (DraftOption(Words(words["fa"], words["en"])) for words in (TRUE_WORDS, FALSE_WORDS))
        return self.own or Draft(self.kind, Words(), tuple(pair))

    def options(self):
        truth = self.cleaned_data.get("truth")
        return [
            DraftOption(Words(TRUE_WORDS["fa"], TRUE_WORDS["en"]), truth == "true", feedback=self.words("to_true")),
            DraftOption(Words(FALSE_WORDS["fa"], FALSE_WORDS["en"]), truth == "false", feedback=self.words("to_false")),
        ]

    def kept(self):
        rows = list(self.question.options.all()) if self.question else []
        if len(rows) != 2:
            return [None, None]
        true = rows.index(true_option(rows))
        return [true, 1 - true]

    def _says_something(self):
        return bool(self.words("text"))


def form_of(kind, *args, **kwargs):
    return (TrueFalseForm if kind_of(kind).lines is None else QuestionForm)(*args, kind=kind, **kwargs)


def _pairs(row, names):
    return {f"{name}_{language}": getattr(getattr(row, name), language) for name in names for language in ("fa", "en")}


def _count(text, least):
    number = int(text) if str(text or "").isascii() and str(text or "").isdigit() and len(text) < 4 else least
    return min(max(number, 1), drafts.MOST_OPTIONS + 1)
