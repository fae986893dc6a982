"""How long the names of those who left are kept."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.forms import NumberField


class KeepingForm(forms.Form):
    months = NumberField(
        label=_("Months after leaving"),
        required=False,
        min_value=1,
        max_value=600,
        help_text=_("Empty: names are kept for good."),
    )
