"""What authors type about an edition."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kit import display
from kit.forms import DayField
from kit.importing.forms import ACCEPTED
from people.company.languages import Written
from playbook.links.periods import first_free_day
from playbook.models import ChangeClass, Edition


class EditionForm(Written, forms.ModelForm):
    effective_on = DayField(
        label=_("In force from"),
        help_text=_("Not before the edition that it follows. Staff then have seven days to sign."),
    )

    class Meta:
        model = Edition
        fields = ["title_fa", "title_en", "effective_on", "commitment_fa", "commitment_en"]
        help_texts = {
            "title_fa": _("What is new in it, in a few words."),
            "commitment_fa": _("What the company promises its customers, and who signs for it."),
        }

    def __init__(self, *args, previous=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.previous = previous
        for name, field in self.fields.items():
            if name.startswith("commitment_"):
                field.widget.attrs["rows"] = 3

    def clean_effective_on(self):
        day = self.cleaned_data["effective_on"]
        if self.previous and day < self.previous.effective_on:
            raise ValidationError(_("An edition cannot take effect before the one that it follows."))
        free = first_free_day(day)
        if free != day:
            words = _("People were evaluated on later days by the edition before. The first free day is %(day)s.")
            raise ValidationError(words % {"day": display.day(free)})
        return day


class FlagForm(forms.Form):
    note = forms.CharField(
        label=_("What happens instead?"),
        help_text=_("A sentence or two from your own work. The owner of the standard sees your name and can ask you."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer"), max_length=600, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    )


class VerifyForm(forms.Form):
    note = forms.CharField(
        label=_("What did you look at?"),
        help_text=_("For example: two hours at the till, five orders."),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )


class ExcuseForm(forms.Form):
    code = forms.ChoiceField(label=_("Standard"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("It stays on record."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, *args, standards, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [(row.code, f"{row.code} {row.behaviour[:80]}") for row in standards]


class FreezeForm(forms.Form):
    """A class for each changed standard whose author has a choice, and the hash of what the author saw."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args, changes, stale=(), **kwargs):
        super().__init__(*args, **kwargs)
        if stale:
            self.fields["knows_stale"] = forms.BooleanField(
                label=_("I know it, and freeze the edition with these texts."),
                error_messages={"required": _("Translate them anew, or say that you freeze them as they are.")},
            )
        self.changes = [change for change in changes if change.is_choice]
        for change in self.changes:
            self.fields[self.name_of(change)] = forms.ChoiceField(
                label=change.row.code,
                choices=[(choice.value, choice.label) for choice in change.allowed],
                initial=change.lowest.value,
                widget=forms.RadioSelect,
            )

    @staticmethod
    def name_of(change):
        return f"class-{change.row.code}"

    def classes(self):
        """{code: ChangeClass} as chosen."""
        return {change.row.code: ChangeClass(self.cleaned_data[self.name_of(change)]) for change in self.changes}

    def pairs(self):
        """(change, its bound field or None) is what the page lists."""
        return [(change, self[self.name_of(change)]) for change in self.changes]


class ReturnForm(forms.Form):
    """Back to draft. Who drafted it reads the note."""

    note = forms.CharField(
        label=_("What should be different?"), max_length=600, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )


class PublishForm(forms.Form):
    """Which standards the public may read."""

    codes = forms.MultipleChoiceField(
        label=_("Standards that everybody may read"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Mark at least one standard.")},
    )
    shows_policy = forms.BooleanField(
        label=_("The complaint policy too: its six steps and their time limits"), required=False
    )

    def __init__(self, *args, standards, proposed, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["codes"].choices = [(row.code, f"{row.code} {row.behaviour}") for row in standards]
        self.fields["codes"].initial = [row.code for row in standards if row.code in proposed]


class FolderFileForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("A workbook (XLSX, XLS, XLSB, ODS), a text table (CSV), or the folder's own JSON."),
        widget=forms.FileInput(attrs={"accept": f"{ACCEPTED},.json"}),
    )
