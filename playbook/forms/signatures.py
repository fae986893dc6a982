"""What is typed about signing: the answer to a check question, and leave."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.forms import DayField

MOST_DAYS_AWAY = 366


class LeaveForm(forms.Form):
    """First and last day away, both away."""

    starts_on = DayField(label=_("First day of leave"))
    last_on = DayField(label=_("Last day of leave"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("It stays on record; leave out what is nobody's business, such as an illness by its name."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("The last day lies before the first."))
        if first and last and (last - first).days > MOST_DAYS_AWAY:
            self.add_error("last_on", _("That is more than a year; enter it in parts."))
        return cleaned

    def period(self):
        """(first day away, first day back, reason) for the action."""
        data = self.cleaned_data
        return {
            "starts_on": data["starts_on"],
            "ends_on": data["last_on"] + timedelta(days=1),
            "reason": data["reason"],
        }


class CheckForm(forms.Form):
    answer = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages={"invalid_choice": _("Choose one of these answers.")}
    )

    def __init__(self, *args, question, answers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = question
        self.fields["answer"].choices = [(text, text) for text in answers]
