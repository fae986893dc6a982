"""Forms about a person's work over time."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kit.forms import WHOLE, DayField, KeyChoiceField, PercentField
from people.models import JobRole, Team
from people.models.periods import WORK


class WorkForm(forms.Form):
    """Team, job role and share from a day on. `cleaned_data` goes into change_work, return_to_work or correct_work."""

    from_ = DayField(label=_("From the day"), widget=forms.DateInput)
    team = KeyChoiceField(label=_("Team"), queryset=Team.objects.none())
    job_role = KeyChoiceField(label=_("Job role"), queryset=JobRole.objects.all())
    contract_share = PercentField(
        places=0, least=100, label=_("Contract share"), initial=WHOLE, help_text=_("In percent: 100 is full time.")
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["team"].queryset = Team.objects.select_related("branch")

    @classmethod
    def of(cls, row, data=None, **initial):
        """The form as a person or a period stands."""
        return cls(data, initial={name: getattr(row, name) for name in WORK} | initial)

    @property
    def work(self):
        return {name: self.cleaned_data[name] for name in WORK}


class ImportDayForm(forms.Form):
    """From which day a file's other teams, job roles and shares hold."""

    since = DayField(label=_("Changes of team, job role and share hold from"), widget=forms.DateInput, required=False)

    def clean_since(self):
        since = self.cleaned_data["since"]
        if since is None:
            raise ValidationError(_("Choose the day."))
        return since
