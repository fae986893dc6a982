"""Form fields for scores, factors and bands: typed as people write them, cleaned to integers, no float between."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kit.display import decimals
from kit.folding import western_digits

NUMBER = re.compile(r"(\d{1,6})(?:[.٫/](\d{1,4}))?")


def fixed(text, places):
    """'77.5' -> 7750 with two places. Raises ValueError for anything else."""
    found = NUMBER.fullmatch(western_digits(text).strip().rstrip("%٪").strip())
    if not found or len(found[2] or "") > places:
        raise ValueError(text)
    return int(found[1] + (found[2] or "").ljust(places, "0"))


class FixedField(forms.CharField):
    """A decimal number as an integer that counts the last of its `places`."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr", "class": "num"})
    default_error_messages = {
        "invalid": _("Write a number, like 85 or 77.5."),
        "least": _("This is too little."),
        "most": _("This is too much."),
    }

    def __init__(self, *, places, least=0, most=None, **options):
        super().__init__(max_length=12, **options)
        self.places, self.least, self.most = places, least, most

    def prepare_value(self, value):
        if not isinstance(value, int):
            return value
        scale = 10**self.places
        shown = next(n for n in range(self.places + 1) if value * 10**n % scale == 0)
        return decimals(value, scale, shown)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            number = fixed(text, self.places)
        except ValueError as problem:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from problem
        if number < self.least:
            raise ValidationError(self.error_messages["least"], code="least")
        if self.most is not None and number > self.most:
            raise ValidationError(self.error_messages["most"], code="most")
        return number


class ScoreField(FixedField):
    """A score of 0 to 100, cleaned to basis points."""

    def __init__(self, **options):
        super().__init__(places=2, most=10000, **options)


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
        score, factor = ScoreField().prepare_value, FactorField().prepare_value
        return "\n".join(f"{score(least)}: {factor(worth)}" for least, worth in value)

    def clean(self, value):
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        try:
            pairs = [line.split(":") for line in lines]
            return [[fixed(least, 2), fixed(worth, 4)] for least, worth in pairs]
        except ValueError as problem:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from problem
