"""A word of thanks to a colleague."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.phrases import joined
from people.models import StaffMember
from playbook.models import Edition, FrozenStandard


class ThanksForm(forms.Form):
    """A colleague at work, a standard of the edition in force, a sentence."""

    to = forms.ModelChoiceField(label=_("To whom?"), queryset=StaffMember.objects.none(), to_field_name="key")
    standard = forms.ModelChoiceField(
        label=_("For which standard?"), queryset=FrozenStandard.objects.none(), to_field_name="key"
    )
    text = forms.CharField(
        label=_("What did they do?"),
        max_length=400,
        widget=forms.Textarea,
        help_text=_("One sentence that they will be glad to read. They see it with your name."),
    )

    def __init__(self, *args, sender, on, **options):
        super().__init__(*args, **options)
        colleagues = StaffMember.objects.active_on(on).exclude(pk=sender.pk).select_related("team")
        self.fields["to"].queryset = colleagues
        self.fields["to"].label_from_instance = lambda staff: joined([staff.name, staff.team.name])
        edition = Edition.objects.in_force(on)
        standards = edition.standards.order_by("position") if edition else FrozenStandard.objects.none()
        self.fields["standard"].queryset = standards
        self.fields["standard"].label_from_instance = lambda row: f"{row.code} {row.behaviour}"
