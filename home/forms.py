from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from home.starters.files import said
from kit.forms import KeyChoiceField, Select
from kit.text.folding import compact
from people.models import JobRole


class StarterForm(forms.Form):
    """Which job role each role of the starter folder is here. Empty: it is made."""

    def __init__(self, *args, starter, **kwargs):
        super().__init__(*args, **kwargs)
        self.starter = starter
        roles = JobRole.objects.order_by("code")
        known = {compact(name): role for role in roles for name in (role.code, role.name_en, role.name_fa) if name}
        for role in starter.roles:
            there = (known.get(compact(role[name])) for name in ("name_fa", "name_en", "code"))
            self.fields[f"role_{role['code']}"] = KeyChoiceField(
                roles,
                label=said(role, "name"),
                required=False,
                widget=Select,
                empty_label=_("Make this role"),
                initial=next(filter(None, there), None),
            )

    def clean(self):
        chosen = [role for name, role in self.cleaned_data.items() if name.startswith("role_") and role]
        if len(chosen) != len(set(chosen)):
            raise ValidationError(_("Two roles of the starter folder cannot be the same job role here."))
        return self.cleaned_data

    @property
    def roles(self):
        """{role in the file: JobRole} of those that are here already."""
        found = {role["code"]: self.cleaned_data[f"role_{role['code']}"] for role in self.starter.roles}
        return {code: role for code, role in found.items() if role}


class DraftsForm(forms.Form):
    """Which of the drafts shall be published."""

    keys = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.fields["keys"].choices = [(row.key, row.title) for row in rows]

    @property
    def chosen(self):
        keys = set(self.cleaned_data["keys"])
        return [row for row in self.rows if row.key in keys]
