from django import forms
from django.utils.translation import gettext_lazy as _

from kit.forms import DayField, NumberField
from people.models import JobRole, StaffMember, Team
from training.models import Course


class AnswerForm(forms.Form):
    """What a question sends: the token of an option, and where to go."""

    NEXT, PREVIOUS, REVIEW = "next", "previous", "review"

    answer = forms.CharField(max_length=40, required=False)
    go = forms.ChoiceField(choices=[(word, word) for word in (NEXT, PREVIOUS, REVIEW)], required=False)


class PositionForm(forms.Form):
    """The block of a lesson that came into view."""

    position = forms.IntegerField(min_value=0, max_value=500)


class CourseChoice(forms.ModelChoiceField):
    def __init__(self, **options):
        options.setdefault("label", _("Course"))
        super().__init__(queryset=Course.objects.filter(is_live=True), to_field_name="key", **options)


class AssignForm(forms.Form):
    """Give a course to one person, or to a whole team."""

    course = CourseChoice()
    staff = forms.ModelChoiceField(queryset=None, to_field_name="key", required=False, label=_("Person"))
    team = forms.ModelChoiceField(
        queryset=Team.objects.all(), to_field_name="key", required=False, label=_("or a team")
    )
    due_on = DayField(label=_("To be done by"))
    note = forms.CharField(
        max_length=300, required=False, label=_("Why"), help_text=_("The person reads this on the page of the course.")
    )

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["staff"].queryset = StaffMember.objects.active_on(on)

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day < self.on:
            raise forms.ValidationError(_("This day has passed; choose today or a later day."))
        return day

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("staff")) == bool(cleaned.get("team")) and not self.errors:
            raise forms.ValidationError(_("Choose a person or a team."))
        return cleaned

    def people(self):
        """Whom the course is given to."""
        if self.cleaned_data["staff"]:
            return [self.cleaned_data["staff"]]
        return list(StaffMember.objects.active_on(self.on).filter(team=self.cleaned_data["team"]))


class ExcuseForm(forms.Form):
    reason = forms.CharField(max_length=300, label=_("Why is this person excused?"))


class RequireForm(forms.Form):
    """A lasting rule: who must have a course. Nobody chosen: everyone."""

    course = CourseChoice()
    job_role = forms.ModelChoiceField(
        queryset=JobRole.objects.all(),
        to_field_name="key",
        required=False,
        label=_("Job role"),
        empty_label=_("every role"),
    )
    team = forms.ModelChoiceField(
        queryset=Team.objects.all(), to_field_name="key", required=False, label=_("Team"), empty_label=_("every team")
    )
    due_days = NumberField(min_value=1, max_value=365, initial=14, label=_("Days to complete it"))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("job_role") and cleaned.get("team"):
            raise forms.ValidationError(_("Choose a job role or a team, not both."))
        return cleaned
