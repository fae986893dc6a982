"""What authors type about customers' words."""

from enum import StrEnum

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.forms import DayField, Select
from kit.importing.forms import TableFileForm
from kit.text.folding import western_digits
from playbook.models.evidence import LONGEST_QUOTE, Consent, Stance, Strength

LONGEST_CODE, MOST_CODES = 20, 10


class _About(forms.Form):
    source = forms.CharField(
        label=_("Where they were said"),
        help_text=_("For example: survey of autumn, Google, counter of Tajrish."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    said_on = DayField(label=_("When"), required=False)
    consent = forms.ChoiceField(
        label=_("May staff read them?"),
        choices=Consent.choices,
        initial=Consent.UNKNOWN,
        help_text=_("Words whose customer refused stay with the authors."),
    )

    def clean_said_on(self):
        day = self.cleaned_data["said_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("This day is still to come."))
        return day


class EvidenceForm(_About):
    quote = forms.CharField(
        label=_("The customer's words"),
        help_text=_("As they were said. Leave out names and telephone numbers."),
        max_length=LONGEST_QUOTE,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    field_order = ["quote", "source", "said_on", "consent"]


class EvidenceUploadForm(TableFileForm, _About):
    """What is said here fills the cells that are empty."""

    field_order = ["file", "source", "said_on", "consent"]


class RedactForm(forms.Form):
    quote = forms.CharField(
        label=_("The words without what points to a person"),
        max_length=LONGEST_QUOTE,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )


class ConsentForm(forms.Form):
    consent = forms.ChoiceField(label=_("May staff read them?"), choices=Consent.choices)


class StandardField(forms.CharField):
    """The code of a standard, alone or before its behaviour, as chosen from the list: «DUR-08 اگر سفارش …»."""

    def __init__(self, **kwargs):
        attrs = {
            "list": "standards",
            "autocomplete": "off",
            "dir": "auto",
            "placeholder": _("Standard, such as DUR-08"),
            "data-hx-get": reverse_lazy("playbook:words_standards"),
            "data-hx-trigger": "focus once",
            "data-hx-target": "#standards",
            "data-hx-swap": "innerHTML",
        }
        widget = forms.TextInput(attrs=attrs)
        super().__init__(**{"label": _("Standard"), "max_length": 300, "widget": widget, **kwargs})

    def clean(self, value):
        words = western_digits(super().clean(value)).upper().split()
        return words[0] if words else ""


class _Says(forms.Form):
    """What words say about a standard, and how strongly."""

    stance = forms.ChoiceField(label=_("What it says"), choices=Stance.choices, initial=Stance.SUPPORTS, widget=Select)
    strength = forms.TypedChoiceField(
        label=_("How strongly"), choices=Strength.choices, coerce=int, initial=Strength.CLEAR, widget=Select
    )


class LinkForm(_Says):
    """`meant`: the standard that was proposed instead of what was typed."""

    code = StandardField(error_messages={"required": _("Choose a standard.")})
    meant = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    field_order = ["code", "stance", "strength"]

    def clean(self):
        cleaned = super().clean()
        if "code" in cleaned and cleaned.get("meant"):
            cleaned["code"] = cleaned["meant"]
        cleaned.pop("meant", None)
        return cleaned


class Which(StrEnum):
    """The quotes that are ticked, all of the page, or all that the filter finds."""

    TICKED = "ticked"
    PAGE = "page"
    FOUND = "found"


class LinkSeveralForm(LinkForm):
    """`found`: how many the filter found when the page was made."""

    which = forms.ChoiceField(choices=[(which, which) for which in Which], initial=Which.TICKED, required=False)
    found = forms.IntegerField(required=False, min_value=0)

    def clean_which(self):
        return self.cleaned_data["which"] or Which.TICKED


class _Codes(forms.MultipleChoiceField):
    def valid_value(self, value):
        return len(value) <= LONGEST_CODE


class CodingForm(_Says):
    """One quote of the queue: the standards that are ticked, and one that is typed. `look`: only look it up."""

    codes = _Codes(required=False)
    code = StandardField(label=_("Another standard"), required=False)
    seen = forms.CharField(required=False, max_length=2000)
    look = forms.BooleanField(required=False)
    stance = forms.ChoiceField(choices=Stance.choices, required=False)

    def clean_seen(self):
        return set(self.cleaned_data["seen"].split())

    def clean(self):
        cleaned = super().clean()
        codes = [*cleaned.get("codes", ())[:MOST_CODES], cleaned.get("code", "")]
        cleaned["codes"] = list(dict.fromkeys(filter(None, codes)))
        if not cleaned["codes"]:
            self.add_error("code", _("Choose a standard first, then say what the words mean for it."))
        elif not cleaned.get("look") and not cleaned.get("stance"):
            self.add_error(None, _("Say what the words mean for the standard."))
        return cleaned
