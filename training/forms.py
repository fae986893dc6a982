from django import forms
from django.utils.translation import gettext_lazy as _

from kit.filters import searched
from kit.forms import AsksAboutLow, DayField, NumberField, PercentField
from kit.phrases import listed
from kit.text.bilingual import LANGUAGE_NAMES
from kit.text.folding import western_digits
from people.models import JobRole, StaffMember, Team
from playbook.models import FrozenStandard
from training.actions.assignments import LOW_SCORE
from training.kinds import kind_of
from training.models import Course

NAMES = ("given_name_fa", "family_name_fa", "given_name_en", "family_name_en")
NAMED = 5
TERMS = ("validity_months", "warn_days", "on_joining", "on_edition", "on_expiry")


class AnswerForm(forms.Form):
    """What a question sends: what was answered, in the way of its kind, and where to go."""

    NEXT, PREVIOUS, REVIEW = "next", "previous", "review"

    go = forms.ChoiceField(choices=[(word, word) for word in (NEXT, PREVIOUS, REVIEW)], required=False)

    def __init__(self, data, *, kind, layout):
        super().__init__(data)
        self.kind, self.layout = kind_of(kind), layout

    @property
    def answer(self):
        """See `Kind.given`."""
        return self.kind.posted(self.data, self.layout)

    @property
    def is_untouched(self):
        """One of several to choose, and none chosen: what was chosen before stays."""
        return self.kind.keeps_when_empty and not self.answer


class PositionForm(forms.Form):
    """The block of a lesson that came into view."""

    position = forms.IntegerField(min_value=0, max_value=500)


class CourseChoice(forms.ModelChoiceField):
    def __init__(self, **options):
        options.setdefault("label", _("Course"))
        options.setdefault("empty_label", _("Choose a course"))
        super().__init__(queryset=Course.objects.filter(is_live=True), to_field_name="key", **options)


def person_of_words(words, on):
    """The one person at work whom a name or a personnel code names, or None where nothing was written."""
    if not words:
        return None
    at_work = StaffMember.objects.active_on(on).with_names()
    found = list(at_work.filter(code__iexact=western_digits(words)) or searched(at_work, words, *NAMES)[: NAMED + 1])
    if not found:
        raise forms.ValidationError(_("Nobody at work has this name or code."))
    if len(found) > 1:
        names = listed(f"{staff.name} ({staff.code})" for staff in found[:NAMED])
        raise forms.ValidationError(_("Several people fit: %(names)s. Write the code.") % {"names": names})
    return found[0]


class AssignForm(forms.Form):
    """Give a course to one person, or to a whole team."""

    course = CourseChoice()
    person = forms.CharField(
        max_length=100, required=False, label=_("Person"), help_text=_("A name or a personnel code.")
    )
    team = forms.ModelChoiceField(
        queryset=Team.objects.all(), to_field_name="key", required=False, label=_("or a team"), empty_label=_("no team")
    )
    due_on = DayField(label=_("To be done by"))
    note = forms.CharField(
        max_length=300, required=False, label=_("Why"), help_text=_("The person reads this on the page of the course.")
    )

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_person(self):
        return person_of_words(self.cleaned_data["person"], self.on)

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day < self.on:
            raise forms.ValidationError(_("This day has passed; choose today or a later day."))
        return day

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("person")) == bool(cleaned.get("team")) and not self.errors:
            raise forms.ValidationError(_("Choose a person or a team."))
        return cleaned

    def people(self):
        """Whom the course is given to."""
        if self.cleaned_data["person"]:
            return [self.cleaned_data["person"]]
        return list(StaffMember.objects.active_on(self.on).filter(team=self.cleaned_data["team"]))


class SeenForm(forms.Form):
    """What was pressed under a Reach: yes to the one with this seal, back to the form, or nothing of it yet."""

    reach = forms.CharField(max_length=64, required=False)
    edit = forms.BooleanField(required=False)

    @property
    def seal(self):
        return self.cleaned_data["reach"] if self.is_valid() else ""

    @property
    def goes_back(self):
        return self.is_valid() and self.cleaned_data["edit"]


class ExcuseForm(forms.Form):
    reason = forms.CharField(max_length=300, label=_("Why is this person excused?"))


class RequireForm(AsksAboutLow, forms.Form):
    """A lasting rule: who must have a course. Nobody chosen: everyone."""

    marks = ("below",)

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
    person = forms.CharField(
        max_length=100, required=False, label=_("or a person"), help_text=_("A name or a personnel code.")
    )
    standard = forms.ModelChoiceField(
        queryset=FrozenStandard.objects.none(),
        to_field_name="code",
        required=False,
        label=_("or whoever scores low on a standard"),
        empty_label=_("no standard"),
    )
    below = PercentField(least=1, initial=LOW_SCORE, required=False, label=_("Low is below (percent)"))
    due_days = NumberField(min_value=1, max_value=365, initial=14, label=_("Days to complete it"))
    validity_months = NumberField(
        min_value=0,
        max_value=120,
        required=False,
        label=_("A pass is valid for months"),
        help_text=_("Empty: as the course says. 0: it does not expire."),
    )
    warn_days = NumberField(
        min_value=0,
        max_value=365,
        required=False,
        label=_("It can be renewed days before it expires"),
        help_text=_("Empty: as the course says. Who renews in this time loses nothing: the old end counts."),
    )
    on_joining = forms.BooleanField(required=False, initial=True, label=_("Whoever joins later gets it too"))
    on_edition = forms.BooleanField(
        required=False, initial=True, label=_("Again when a standard of it changes in earnest")
    )
    on_expiry = forms.BooleanField(required=False, initial=True, label=_("Again when a pass expires"))

    def __init__(self, data=None, *, standards, on, **options):
        super().__init__(data, **options)
        self.on = on
        self.fields["standard"].queryset = standards
        self.fields["standard"].label_from_instance = lambda each: f"{each.code} – {each.behaviour}"

    def clean_person(self):
        return person_of_words(self.cleaned_data["person"], self.on)

    def clean(self):
        cleaned = super().clean()
        if sum(bool(cleaned.get(name)) for name in ("job_role", "team", "person", "standard")) > 1:
            raise forms.ValidationError(_("Choose a job role, a team, a person or a standard, only one of them."))
        return cleaned

    def wish(self):
        """What `actions.require_course` takes."""
        cleaned = self.cleaned_data
        wish = {name: cleaned[name] for name in ("course", "job_role", "team", "due_days", *TERMS)}
        wish["staff"] = cleaned["person"]
        if cleaned["standard"]:
            wish |= {"standard_code": cleaned["standard"].code, "below": cleaned["below"] or LOW_SCORE}
        return wish


class BankFileForm(forms.Form):
    """A file of questions for a course."""

    GIFT, XML = "gift", "xml"

    course = forms.ModelChoiceField(
        queryset=Course.objects.all(), to_field_name="key", label=_("Course"), empty_label=_("Choose a course")
    )
    file = forms.FileField(
        label=_("File"), help_text=_("GIFT (.txt, .gift) or Moodle XML (.xml), 2 megabytes at most.")
    )
    language = forms.ChoiceField(
        label=_("Language of the texts"),
        choices=LANGUAGE_NAMES,
        help_text=_("Texts that carry both languages keep both."),
    )

    @property
    def kind(self):
        """By content: XML begins with a sharp bracket."""
        start = self.cleaned_data["file"].read(200)
        self.cleaned_data["file"].seek(0)
        start = start.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
        return self.XML if start.startswith(b"<") else self.GIFT


class ConfirmBankForm(forms.Form):
    """`without`: the author agrees to leave out what cannot be taken over. What becomes of questions that the course
    asks otherwise: `all`, and where one of them goes its own way, a field by the question's key."""

    REPLACE, BOTH, SKIP = "replace", "both", "skip"
    CHOICES = ((REPLACE, _("Put right")), (BOTH, _("Keep both")), (SKIP, _("Leave as it is")))

    without = forms.BooleanField(required=False)
    all = forms.ChoiceField(
        choices=CHOICES, widget=forms.RadioSelect, initial=REPLACE, label=_("For all of them"), required=False
    )

    def choice(self, key):
        own = self.data.get(f"choice-{key}", "")
        return own if own in dict(self.CHOICES) else self.cleaned_data["all"] or self.SKIP


class RegradeForm(forms.Form):
    """Why attempts are counted again; it stands in the log."""

    reason = forms.CharField(max_length=300, label=_("What was wrong with the key?"))


def _by_touchpoint(standards):
    """Choices in the order of the folder, short enough for a phone: groups are found faster than a long list."""
    groups = {}
    for each in standards:
        groups.setdefault(each.touchpoint_name, []).append((each.key, f"{each.behaviour} ({each.code})"))
    return [("", _("Choose a standard")), *groups.items()]


class ObserveForm(forms.Form):
    """Whom the lead saw do what, and when."""

    person = forms.ModelChoiceField(
        queryset=StaffMember.objects.none(), to_field_name="key", label=_("Who"), empty_label=_("Choose a person")
    )
    standard = forms.ModelChoiceField(
        queryset=FrozenStandard.objects.none(), to_field_name="key", label=_("What"), empty_label=_("Choose a standard")
    )
    seen_on = DayField(label=_("When"))
    note = forms.CharField(max_length=300, required=False, label=_("Note"), help_text=_("The person reads it too."))

    def __init__(self, data=None, *, people, standards, on, **options):
        super().__init__(data, **options)
        self.on = on
        self.fields["person"].queryset, self.fields["standard"].queryset = people, standards
        self.fields["person"].label_from_instance = lambda staff: staff.name
        self.fields["standard"].widget.choices = _by_touchpoint(standards)

    def clean_seen_on(self):
        day = self.cleaned_data["seen_on"]
        if day > self.on:
            raise forms.ValidationError(_("This day is still to come."))
        return day
