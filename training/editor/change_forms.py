"""What is to be done with the ticked questions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.forms import NumberField
from training.editor.changes import DEEDS, MOVE, TIE, WEIGH
from training.editor.forms import MOST_WEIGHT
from training.models import Course
from training.models.standards import standards_to_name


class ChangeForm(forms.Form):
    do = forms.ChoiceField(choices=[(name, words) for name, (words, _action) in DEEDS.items()])
    weight = NumberField(min_value=1, max_value=MOST_WEIGHT, required=False, label=_("weight"))
    code = forms.CharField(max_length=20, required=False)
    course = forms.ModelChoiceField(queryset=Course.objects.none(), to_field_name="key", required=False)

    def __init__(self, *args, user, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["course"].queryset = Course.objects.visible_to(user)

    def clean(self):
        cleaned = super().clean()
        do = cleaned.get("do")
        if do == WEIGH and not cleaned.get("weight") and "weight" not in self.errors:
            raise forms.ValidationError(_("Write the weight that they are to have."))
        if do == MOVE and not cleaned.get("course"):
            raise forms.ValidationError(_("Choose the course to which they move."))
        if do == TIE and cleaned.get("code") not in standards_to_name(self.on):
            raise forms.ValidationError(_("Choose the standard that they are about."))
        return cleaned

    def facts(self):
        """What the action takes besides the questions."""
        name = {WEIGH: "weight", TIE: "code", MOVE: "course"}.get(self.cleaned_data["do"])
        return {name: self.cleaned_data[name]} if name else {}
