"""What people type about branches, teams and job roles, and who leads and manages them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.forms import KeyChoiceField
from people.company.languages import Written
from people.forms.fields import CodeField, CodeMade
from people.models import Branch, JobRole, StaffMember, Team


class ThingForm(Written, CodeMade, forms.ModelForm):
    """Branch, team, job role."""

    code = CodeField(label=_("Code"), required=False, help_text=_("Leave it empty: it is made out of the name."))


class BranchForm(ThingForm):
    class Meta:
        model = Branch
        fields = ["name_fa", "name_en", "code"]


class TeamForm(ThingForm):
    class Meta:
        model = Team
        fields = ["name_fa", "name_en", "code", "branch"]
        field_classes = {"branch": KeyChoiceField}

    def __init__(self, *args, **options):
        """The only branch there is need not be chosen."""
        super().__init__(*args, **options)
        branches = Branch.objects.all()[:2]
        if len(branches) == 1 and not self.instance.pk:
            self.fields["branch"].empty_label = None


class JobRoleForm(ThingForm):
    class Meta:
        model = JobRole
        fields = ["name_fa", "name_en", "code"]


class LeadForm(forms.Form):
    staff = forms.ModelChoiceField(StaffMember.objects.none(), to_field_name="key", label=_("Who leads"))

    def __init__(self, *args, choices, **options):
        super().__init__(*args, **options)
        self.fields["staff"].queryset = choices


class ManagerForm(forms.Form):
    staff = forms.ModelChoiceField(StaffMember.objects.none(), to_field_name="key", label=_("Who manages"))

    def __init__(self, *args, choices, **options):
        super().__init__(*args, **options)
        self.fields["staff"].queryset = choices


class EvaluatorOfManagersForm(ManagerForm):
    staff = forms.ModelChoiceField(
        StaffMember.objects.none(),
        to_field_name="key",
        label=_("Who evaluates the managers"),
        required=False,
        empty_label=_("Nobody yet"),
    )
