"""What is sent in about a run: why somebody is held, why it is corrected."""

from django import forms
from django.utils.translation import gettext_lazy as _


class HoldForm(forms.Form):
    note = forms.CharField(
        label=_("Why is it held?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("HR sees this."),
    )


class CorrectionForm(forms.Form):
    reason = forms.CharField(label=_("What is corrected, and why?"), max_length=500, widget=forms.Textarea)
