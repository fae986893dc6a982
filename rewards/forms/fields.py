"""Form fields for factors and bands: typed as people write them, cleaned to integers, no float between."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kit.forms import FixedField, PercentField, fixed


class FactorField(FixedField):
    """A factor such as 0.5 or 1.25, cleaned to basis points."""

    def __init__(self, **options):
        super().__init__(places=4, most=100_000, **options)


class BandsField(forms.CharField):
    """One band a line, 'from score: factor'; cleaned to [[score bp, factor bp], ...]."""

    widget = forms.Textarea(attrs={"rows": 3, "dir": "ltr"})
    default_error_messages = {"invalid": _("Write one band a line, like 70: 0.5")}

    def prepare_value(self, value):
        if not isinstance(value, list):
            return value
        score, factor = PercentField().prepare_value, FactorField().prepare_value
        return "\n".join(f"{score(least)}: {factor(worth)}" for least, worth in value)

    def clean(self, value):
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        try:
            pairs = [line.split(":") for line in lines]
            return [[fixed(least, 2), fixed(worth, 4)] for least, worth in pairs]
        except ValueError as problem:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from problem
