"""What people send in about a cycle: the cycle itself, and who evaluates whom."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from evaluations.cycles.scorecards import scorecards_in
from evaluations.models import Releaser, Scorecard
from kit.filters import searched
from kit.forms import DayField, NumberField
from kit.text.folding import western_digits
from people.company.languages import Written
from people.models import StaffMember
from playbook.models import Edition


class CycleForm(Written, forms.Form):
    title_fa = forms.CharField(label=_("Title in Persian"), max_length=120)
    title_en = forms.CharField(label=_("Title in English"), max_length=120, required=False)
    edition = forms.ModelChoiceField(Edition.objects.none(), label=_("Edition"), to_field_name="key", empty_label=None)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Ends before"), help_text=_("The first day after the cycle."))
    releaser = forms.ChoiceField(label=_("Who releases the results?"), choices=Releaser.choices)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = Edition.objects.folder().frozen()

    def clean(self):
        given = super().clean()
        if given.get("starts_on") and given.get("ends_on") and given["ends_on"] <= given["starts_on"]:
            self.add_error("ends_on", _("A cycle ends after it starts."))
        return given


class AssignForm(forms.Form):
    due_on = DayField(label=_("To be done by"))
    wanted = NumberField(label=_("How many evaluations of each person?"), min_value=1, max_value=24, initial=1)


class PersonField(forms.CharField):
    """Somebody by name or personnel code; the form sets `people`."""

    people = StaffMember.objects.none()

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        names = ("code", "given_name_fa", "family_name_fa", "given_name_en", "family_name_en")
        coded = self.people.filter(code__iexact=western_digits(text))
        found = list(coded[:1]) or list(searched(self.people, text, *names)[:2])
        if not found:
            raise ValidationError(_("Nobody of this name or code works here."))
        if len(found) > 1:
            raise ValidationError(_("Several people fit. Write the personnel code, please."))
        return found[0]


class AssignOneForm(forms.Form):
    subject = PersonField(label=_("Who is evaluated?"), max_length=100, help_text=_("Name or personnel code."))
    evaluator = PersonField(label=_("Who evaluates?"), max_length=100, help_text=_("Name or personnel code."))
    scorecard = forms.ModelChoiceField(
        Scorecard.objects.none(), label=_("Scorecard"), to_field_name="key", empty_label=None
    )
    due_on = DayField(label=_("To be done by"))

    def __init__(self, cycle, user, on, *args, **kwargs):
        # `AssignForm` stands on the same page.
        super().__init__(*args, auto_id="id_one_%s", **kwargs)
        people = StaffMember.objects.visible_to(user).active_on(on)
        self.fields["subject"].people = self.fields["evaluator"].people = people
        self.fields["scorecard"].queryset = scorecards_in(cycle)
