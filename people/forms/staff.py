"""What people type about people. Every form names its fields; nothing else of a row can be reached over it."""

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from kit import display
from kit.files.pictures import printed
from kit.forms import WHOLE, DayField, KeyChoiceField, NumberField, PercentField
from kit.graphics.contrast import COLOUR, READABLE, contrast
from kit.parsing.images import NO_PICTURE
from kit.text.directions import DIRECTIONS
from kit.text.folding import western_digits
from people.accounts.user_names import LONGEST, SHORTEST
from people.company.languages import Written
from people.company.organisation import organisation
from people.models import Branch, JobRole, StaffMember, Team, User

LOGO_BOX = (900, 300)
LARGEST_CERTIFICATE = 100 * 1024


class CodeField(forms.CharField):
    """A code: Latin digits, no spaces around, left to right."""

    def __init__(self, **options):
        super().__init__(**{"max_length": 20, "widget": forms.TextInput(attrs={"dir": "ltr"}), **options})

    def to_python(self, value):
        return western_digits(super().to_python(value))


class CodeMade:
    """A form whose code may stay empty: a new row gets one from the action, a known one keeps its own."""

    def clean_code(self):
        return self.cleaned_data["code"] or self.instance.code


class ThingForm(Written, CodeMade, forms.ModelForm):
    """Branch, team, job role."""

    code = CodeField(label=_("Code"), required=False, help_text=_("Leave it empty: it is made out of the name."))


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


class UserNameField(forms.CharField):
    """A user name: Latin digits, small letters, left to right."""

    default_validators = [UnicodeUsernameValidator()]
    widget = forms.TextInput(attrs={"dir": "ltr", "autocapitalize": "none", "autocomplete": "off"})

    def __init__(self, **options):
        help_text = _("Short and easy to type, such as the personnel code or a mobile number.")
        options = {"label": _("User name"), "help_text": help_text, **options}
        super().__init__(max_length=LONGEST, min_length=SHORTEST, **options)

    def to_python(self, value):
        return western_digits(super().to_python(value)).lower()


class SignInForm(forms.Form):
    username = UserNameField()


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


class LetterheadForm(forms.Form):
    """`cleaned_data["logo"]` is PNG bytes, or None where none was brought."""

    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        help_text=_("PNG, JPEG or WebP, at most 4 MB. It stands at the head of every document, 14 millimetres high."),
    )
    removes_logo = forms.BooleanField(label=_("Remove the logo"), required=False)
    colour = forms.CharField(
        label=_("Colour of headings and rules"),
        required=False,
        max_length=7,
        widget=forms.TextInput(attrs={"dir": "ltr", "placeholder": "#0b6764", "autocomplete": "off"}),
        help_text=_("Six digits after #, like #0b6764; empty for black. It has to be dark enough to be read on white."),
    )

    def clean_logo(self):
        file = self.cleaned_data["logo"]
        try:
            return printed(file, box=LOGO_BOX) if file else None
        except ValidationError as refused:
            if refused.code == NO_PICTURE:
                raise ValidationError(
                    _("This is no picture of a kind that can be printed: %(kinds)s.") % {"kinds": "PNG, JPEG, WebP"}
                ) from refused
            raise

    def clean_colour(self):
        colour = western_digits(self.cleaned_data["colour"]).strip().lower()
        if colour and not COLOUR.fullmatch(colour):
            raise ValidationError(_("Write the colour like #0b6764."))
        if colour and contrast(colour) < READABLE:
            shown = {"ratio": display.decimals(contrast(colour), 100, 1), "least": display.decimals(READABLE, 100, 1)}
            raise ValidationError(
                _("Too pale for text on white paper: its contrast is %(ratio)s and has to be at least %(least)s.")
                % shown
            )
        return colour


class CertificateForm(forms.Form):
    file = forms.FileField(
        label=_("Certificate with its key (PKCS#12)"), widget=forms.FileInput(attrs={"accept": ".p12,.pfx"})
    )
    password = forms.CharField(
        label=_("Password of the file"),
        required=False,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_CERTIFICATE:
            raise ValidationError(_("No certificate is that large."))
        return file.read()


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["language", "calendar", "digits", "theme"]
        widgets = dict.fromkeys(("language", "calendar", "digits", "theme"), forms.RadioSelect)


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=_("New e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"}),
    )


class DisplayForm(forms.ModelForm):
    """The toggles of the shell: each sends one of these alone."""

    class Meta:
        model = User
        fields = ["language", "calendar", "digits", "theme"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.required = False

    def wishes(self):
        return {name: value for name, value in self.cleaned_data.items() if value}


class AccessForm(forms.Form):
    """Which role is given or taken; `give` is a hidden yes or no."""

    role = forms.ChoiceField(choices=[("author", _("author")), ("hr", _("HR")), ("administrator", _("administrator"))])


class KeepingForm(forms.Form):
    months = NumberField(
        label=_("Months after leaving"),
        required=False,
        min_value=1,
        max_value=600,
        help_text=_("Empty: names are kept for good."),
    )
