"""What is sent in about an evaluation that was handed in: a reason, an objection, a decision."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from evaluations.records.assessment import criteria_of


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea)


class DisputeForm(forms.Form):
    """A tick and a reason per criterion; at least one."""

    def __init__(self, scorecard, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = criteria_of(scorecard)
        for row in self.criteria:
            self.fields[f"d-{row.key}"] = forms.BooleanField(label=row.text, required=False)
            self.fields[f"r-{row.key}"] = forms.CharField(
                label=_("Why?"), max_length=2000, required=False, widget=forms.Textarea
            )

    def lines(self):
        return [(row, self[f"d-{row.key}"], self[f"r-{row.key}"]) for row in self.criteria]

    def clean(self):
        given = super().clean()
        self.points = {}
        for row in self.criteria:
            reason = given.get(f"r-{row.key}", "").strip()
            if given.get(f"d-{row.key}") and not reason:
                self.add_error(f"r-{row.key}", _("Write why, in a sentence."))
            elif reason:
                self.points[row.key] = reason
        if not self.points and not self.errors:
            raise ValidationError(_("Choose at least one criterion and write why."))
        return given


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("accepted", _("The objection is right")), ("rejected", _("The evaluation stands"))],
        widget=forms.RadioSelect,
    )
    resolution = forms.CharField(label=_("Why this decision?"), max_length=2000, widget=forms.Textarea)

    @property
    def is_accepted(self):
        return self.cleaned_data["decision"] == "accepted"
