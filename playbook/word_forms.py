"""What authors type about customers' words."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kit.folding import western_digits
from kit.forms import DayField
from kit.importing.forms import TableFileForm
from playbook.models.evidence import LONGEST_QUOTE, Consent, Stance, Strength


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


class LinkForm(forms.Form):
    code = forms.CharField(label=_("Standard"), max_length=300)
    stance = forms.ChoiceField(label=_("What it says"), choices=Stance.choices, initial=Stance.SUPPORTS)
    strength = forms.TypedChoiceField(
        label=_("How strongly"), choices=Strength.choices, coerce=int, initial=Strength.CLEAR
    )

    def clean_code(self):
        """«DUR-08 اگر سفارش …» as chosen from the list, or the bare code as typed."""
        words = western_digits(self.cleaned_data["code"]).upper().split()
        if not words:
            raise ValidationError(_("Choose a standard."))
        return words[0]
