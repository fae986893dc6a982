"""What is typed when a text is approved or given back."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ApproveForm(forms.Form):
    comment = forms.CharField(
        label=_("A word to who wrote it"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )


class GiveBackForm(forms.Form):
    reason = forms.CharField(
        label=_("What should be different?"), max_length=600, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
