"""What people type about people. Every form names its fields; nothing else of a row can be reached over it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from kit.forms import WHOLE, DayField, KeyChoiceField, PercentField
from kit.text.directions import DIRECTIONS
from people.company.languages import Written
from people.company.organisation import organisation
from people.forms.fields import CodeField, CodeMade, UserNameField
from people.models import Branch, JobRole, StaffMember, Team


class StaffForm(Written, CodeMade, forms.ModelForm):
    """`cleaned_data` goes into add_staff_member or change_staff_member; the form itself is never saved."""

    also_required = ("family_name",)

    code = CodeField(
        label=_("Personnel code"), max_length=40, required=False, help_text=_("Leave it empty for the next number.")
    )
    joined_on = DayField(label=_("Joined on"), widget=forms.DateInput)
    contract_share = PercentField(
        places=0, least=100, label=_("Contract share"), initial=WHOLE, help_text=_("In percent: 100 is full time.")
    )

    class Meta:
        model = StaffMember
        fields = [
            "given_name_fa",
            "family_name_fa",
            "given_name_en",
            "family_name_en",
            "code",
            "email",
            "team",
            "job_role",
            "joined_on",
            "contract_share",
        ]
        field_classes = {"team": KeyChoiceField, "job_role": KeyChoiceField}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if "team" in self.fields:
            self.fields["team"].queryset = Team.objects.select_related("branch")
        for name, field in self.fields.items():
            if name.endswith(("_name_fa", "_name_en")):
                field.widget.attrs["dir"] = DIRECTIONS[name[-2:]]

    def clean_joined_on(self):
        joined_on = self.cleaned_data["joined_on"]
        if self.instance.left_on is not None and joined_on > self.instance.left_on:
            raise ValidationError(_("This lies after the leaving date."))
        return joined_on


class NewStaffForm(StaffForm):
    """Taking on. What is missing for the first person (branch, team, job role) is named here and made with them."""

    new_branch = forms.CharField(label=_("Branch"), max_length=120, help_text=_("A place where you serve customers."))
    new_team = forms.CharField(label=_("Team"), max_length=120, help_text=_("Who works together and has one lead."))
    team_branch = KeyChoiceField(Branch.objects.all(), label=_("Branch"), empty_label=None)
    new_job_role = forms.CharField(
        label=_("Another job role"),
        max_length=120,
        required=False,
        help_text=_("If it is not in the list, such as barista or cashier."),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.has_team, has_role = Team.objects.exists(), JobRole.objects.exists()
        has_branch = self.has_team or Branch.objects.exists()
        needless = {"new_branch"} if has_branch else {"team_branch"}
        needless |= {"new_team", "team_branch"} if self.has_team else {"team"}
        for name in needless:
            del self.fields[name]
        self.fields["job_role"].required = False
        with override(organisation().language_codes[0]):
            proposed = {"new_branch": gettext("Main branch"), "new_team": gettext("All of us")}
        self.initial = {**proposed, **self.initial}
        if not has_role:
            del self.fields["job_role"]
            self.fields["new_job_role"].required = True
            self.fields["new_job_role"].label = _("Job role")
            self.fields["new_job_role"].help_text = _("What the person does, such as barista or cashier.")

    def clean(self):
        super().clean()
        if not (self.cleaned_data.get("job_role") or self.cleaned_data.get("new_job_role") or self.errors):
            self.add_error("job_role", _("Choose a job role, or write a new one."))

    @property
    def names(self):
        """What is to be made on the way, as take_on wants it."""
        written = {name: self.cleaned_data.get(f"new_{name}", "") for name in ("branch", "team", "job_role")}
        written["branch"] = written["branch"] or self.cleaned_data.get("team_branch")
        return {name: text for name, text in written.items() if text}

    @property
    def facts(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.cleaned_data}


class StaffDetailsForm(StaffForm):
    """Who somebody is. Where and as what they work is changed from a day on: `people.forms.work`."""

    joined_on = contract_share = None

    class Meta(StaffForm.Meta):
        fields = StaffForm.Meta.fields[: StaffForm.Meta.fields.index("team")]


class LeavingForm(forms.Form):
    left_on = DayField(label=_("First day away"), widget=forms.DateInput)

    def __init__(self, *args, staff, **options):
        self.staff = staff
        super().__init__(*args, **options)
        self.fields["left_on"].initial = timezone.localdate()

    def clean_left_on(self):
        left_on = self.cleaned_data["left_on"]
        if left_on < self.staff.joined_on:
            raise ValidationError(_("This lies before the day of joining."))
        return left_on


class SignInForm(forms.Form):
    username = UserNameField()
