"""Shares and numbers as authors type them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kit.display import digits
from kit.text.folding import western_digits
from training.kinds.numbers import WHOLE, NotANumber, exact, exact_text, percent_text, share_of


class PercentInput(forms.TextInput):
    """A share as a percent: 33.33333 on the page, 3333333 in the row."""

    def __init__(self, attrs=None):
        super().__init__({"inputmode": "decimal", "dir": "ltr", **(attrs or {})})

    def format_value(self, value):
        try:
            return digits(percent_text(int(value))) if value not in (None, "") else ""
        except (TypeError, ValueError):
            return value

    def value_from_datadict(self, data, files, name):
        text = (super().value_from_datadict(data, files, name) or "").strip()
        try:
            return str(share_of(text)) if text else ""
        except NotANumber:
            return text


class ShareField(forms.IntegerField):
    widget = PercentInput
    default_error_messages = {
        "invalid": _("Write a percent such as 50 or 33.3."),
        "max_value": _("Write a percent from −100 to 100."),
        "min_value": _("Write a percent from −100 to 100."),
    }

    def __init__(self, **options):
        super().__init__(min_value=-WHOLE, max_value=WHOLE, required=False, **options)


class NumberText(forms.TextInput):
    """A number kept as it was written, in western digits (where a comma stands in it, as it was read), and shown in the
    reader's."""

    def __init__(self, attrs=None):
        super().__init__({"dir": "ltr", **(attrs or {})})

    def format_value(self, value):
        shown = super().format_value(value)
        return shown and digits(shown)

    def value_from_datadict(self, data, files, name):
        text = western_digits((super().value_from_datadict(data, files, name) or "").strip()).replace("٫", ".")
        try:
            return exact_text(exact(text)) if {",", "٬", "،"} & {*text} else text
        except NotANumber:
            return text
