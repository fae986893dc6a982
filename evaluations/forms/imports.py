"""What is sent in beside the columns of a file of past evaluations: a mapping as a file, a name to save one by."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LARGEST = 1024 * 1024


class TomlForm(forms.Form):
    mapping = forms.FileField(
        label=gettext_lazy("A mapping as a file (TOML)"), widget=forms.FileInput(attrs={"accept": ".toml,.txt"})
    )

    def clean_mapping(self):
        """Its text."""
        file = self.cleaned_data["mapping"]
        if file.size > LARGEST:
            raise ValidationError(_("The file is larger than %(size)s MB.") % {"size": 1})
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            raise ValidationError(_("This is not a text in Unicode (UTF-8).")) from problem


class SaveForm(forms.Form):
    save_as = forms.CharField(
        label=gettext_lazy("Save this mapping under a name"),
        max_length=80,
        help_text=gettext_lazy("The next file with these columns is read the same."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
