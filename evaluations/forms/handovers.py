"""Who takes over, and who evaluates those who have nobody."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from evaluations.cycles.evaluators import can_begin_on, evaluate_by_rule
from evaluations.forms.cycles import AssignForm, PersonField
from kit.forms import Select


def offered_on(day):
    """Whom a select offers: leads, managers, and who evaluates these, as far as they can begin on the day."""
    able = can_begin_on(day).order_by().values("pk")
    return list(evaluate_by_rule(day).filter(pk__in=able).select_related("user"))


class HandOnForm(forms.Form):
    """`cleaned_data["successor"]`: one of those offered or, for HR, anybody at work by name."""

    offered = forms.ChoiceField(label=_("Who takes over?"), required=False, widget=Select)
    other = PersonField(
        label=_("Or somebody else"), max_length=100, required=False, help_text=_("Name or personnel code.")
    )

    def __init__(self, *args, offered, on, former, by_hr, **options):
        super().__init__(*args, **options)
        self.people = {staff.key: staff for staff in offered if staff.pk != former.pk}
        names = [(key, staff.name) for key, staff in self.people.items()]
        self.fields["offered"].choices = [("", _("Choose")), *names]
        self.fields["other"].people = can_begin_on(on).exclude(pk=former.pk).select_related("user")
        if not by_hr:
            del self.fields["other"]

    def clean(self):
        given = super().clean()
        given["successor"] = given.get("other") or self.people.get(given.get("offered"))
        if given["successor"] is None and not self.errors:
            raise ValidationError(_("Choose who takes over."))
        return given


class AssignManyForm(AssignForm):
    """One select for each person, named by their key; `everybody` is for all of them."""

    everybody = forms.ChoiceField(label=_("One person for all of these"), required=False, widget=Select)

    def __init__(self, *args, lines, on, **options):
        super().__init__(*args, **options)
        people = {staff.key: staff for staff in offered_on(on)}
        people |= {line.proposal.key: line.proposal for line in lines if line.proposal}
        self.people, self.lines = people, lines
        choices = [("", _("Nobody yet")), *((key, staff.name) for key, staff in people.items())]
        self.fields["everybody"].choices = [("", _("Choose")), *choices[1:]]
        for line in lines:
            own = [choice for choice in choices if choice[0] != line.person.key]
            self.fields[f"e-{line.person.key}"] = forms.ChoiceField(
                label=line.person.name,
                choices=own,
                required=False,
                widget=Select(attrs={"class": "form-select"}),
                initial=line.proposal.key if line.proposal else "",
            )

    @property
    def settings(self):
        return [self["due_on"], self["wanted"]]

    def rows(self):
        return [(line, self[f"e-{line.person.key}"]) for line in self.lines]

    def chosen(self):
        """{subject: evaluator}; with the button for all, the one for everybody."""
        one = self.people.get(self.cleaned_data["everybody"]) if "all" in self.data else None
        found = {line.person: one or self.people.get(self.cleaned_data[f"e-{line.person.key}"]) for line in self.lines}
        return {subject: evaluator for subject, evaluator in found.items() if evaluator is not None}
