"""The author's form of a question: one for each kind, held to `bank.drafts.problems`."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from kit.display import digits
from kit.folding import western_digits
from people.written import Written, written_lines
from training.bank.drafts import FALSE_WORDS, TRUE_FALSE, TRUE_WORDS, Draft, Words, problems
from training.bank.numbers import NotANumber, exact, exact_text, percent_text, share_of
from training.drafting import option_draft, true_option
from training.models import AnswerOption
from training.words import PROBLEMS


class PercentInput(forms.TextInput):
    """A share as a percent: 33.33333 on the page, 3333333 in the row."""

    def __init__(self, attrs=None):
        super().__init__({"inputmode": "decimal", "dir": "ltr", **(attrs or {})})

    def format_value(self, value):
        try:
            return digits(percent_text(int(value))) if value not in (None, "") else ""
        except (TypeError, ValueError):
            return value

    def value_from_datadict(self, data, files, name):
        text = (super().value_from_datadict(data, files, name) or "").strip()
        try:
            return str(share_of(text)) if text else ""
        except NotANumber:
            return text


class NumberText(forms.TextInput):
    """A number kept as it was written, in western digits (where a comma stands in it, as it was read), and shown in the
    reader's."""

    def __init__(self, attrs=None):
        super().__init__({"dir": "ltr", **(attrs or {})})

    def format_value(self, value):
        shown = super().format_value(value)
        return shown and digits(shown)

    def value_from_datadict(self, data, files, name):
        text = western_digits((super().value_from_datadict(data, files, name) or "").strip()).replace("٫", ".")
        try:
            return exact_text(exact(text)) if {",", "٬", "،"} & {*text} else text
        except NotANumber:
            return text


class QuestionForm(Written, WagtailAdminModelForm):
    """Everything but true or false: the options are rows of their own."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for formset in self.formsets.values():
            written_lines(formset)

    def clean(self):
        cleaned = super().clean()
        draft = Draft(
            kind=self.instance.kind,
            text=Words(cleaned.get("text_fa") or "", cleaned.get("text_en") or ""),
            options=tuple(self.option_drafts()),
        )
        found = problems(draft)
        if found:
            raise ValidationError([PROBLEMS[problem] for problem in found])
        return cleaned

    def option_drafts(self):
        kept = [form for form in self.formsets["options"].forms if _is_kept(form)]
        return [option_draft(AnswerOption(**_columns(form.cleaned_data))) for form in kept]

    def is_valid(self):
        for formset in self.formsets.values():
            formset.is_valid()
        return super().is_valid()


def _is_kept(form):
    cleaned = getattr(form, "cleaned_data", {})
    return bool(cleaned) and not cleaned.get("DELETE")


def _columns(cleaned):
    names = {field.name for field in AnswerOption._meta.fields} - {"id", "question", "key"}
    return {name: value for name, value in cleaned.items() if name in names and value is not None}


class TrueFalseForm(QuestionForm):
    """One statement; the two options are always the same words."""

    truth = forms.TypedChoiceField(
        label=_("The statement is"),
        choices=[("true", TRUE_WORDS["fa"] + " / " + TRUE_WORDS["en"]), ("false", FALSE_WORDS["fa"] + " / False")],
        coerce=lambda value: value == "true",
        widget=forms.RadioSelect,
    )
    to_true_fa = forms.CharField(label=_("To who says true, in Persian"), required=False, max_length=1000)
    to_true_en = forms.CharField(label=_("To who says true, in English"), required=False, max_length=1000)
    to_false_fa = forms.CharField(label=_("To who says false, in Persian"), required=False, max_length=1000)
    to_false_en = forms.CharField(label=_("To who says false, in English"), required=False, max_length=1000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.true, self.false = self._two()
        if self.instance.pk:
            self.initial["truth"] = "true" if self.true.is_correct else "false"
        for name, option in (("true", self.true), ("false", self.false)):
            self.initial[f"to_{name}_fa"], self.initial[f"to_{name}_en"] = option.feedback_fa, option.feedback_en

    def _two(self):
        have = list(self.instance.options.all()) if self.instance.pk else []
        true = true_option(have) or AnswerOption()
        false = next((option for option in have if option is not true), AnswerOption())
        for option, words in ((true, TRUE_WORDS), (false, FALSE_WORDS)):
            option.text_fa, option.text_en = words["fa"], words["en"]
        return true, false

    def option_drafts(self):
        cleaned = self.cleaned_data
        self.true.is_correct, self.false.is_correct = cleaned.get("truth") is True, cleaned.get("truth") is False
        for name, option in (("true", self.true), ("false", self.false)):
            option.feedback_fa = cleaned.get(f"to_{name}_fa", "")
            option.feedback_en = cleaned.get(f"to_{name}_en", "")
        return [option_draft(self.true), option_draft(self.false)]

    def save(self, commit=True):
        self.instance.options = [self.true, self.false]
        return super().save(commit)


FORMS = {TRUE_FALSE: TrueFalseForm}
