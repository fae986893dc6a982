"""Fields and parts that several forms about people share."""

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from kit.text.folding import western_digits
from people.accounts.user_names import LONGEST, SHORTEST


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
