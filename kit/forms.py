"""Form fields that understand what a Persian reader types; decimals are cleaned to integers, no float between."""

import datetime as dt
import re

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.http import HttpRequest, QueryDict
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from kit.dates.calendar import parse_day
from kit.display import decimals, digits
from kit.reader import current_reader
from kit.text.folding import western_digits
from kit.text.markup import escaped
from kit.values.money import amount_text, parse_amount

# What Django writes where nothing is chosen yet.
NOTHING_CHOSEN = "---------"


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent, or None where its page is only asked for."""
    return request.POST if request.method == "POST" else None


class Select(forms.Select):
    """The same control as Django's, which renders a template and makes a dictionary for every option."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = {str(one) for one in self.format_value(value)}
        attrs = self.build_attrs(self.attrs, attrs)
        options = mark_safe("".join(_drawn(self.choices, chosen)))  # noqa: S308 (parts are escaped)
        return format_html('<select name="{}"{}>{}</select>', name, flatatt(attrs), options)


def _drawn(choices, chosen):
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield f'<optgroup label="{escaped(value)}">{"".join(_drawn(label, chosen))}</optgroup>'
        else:
            value = "" if value is None else str(value)
            selected = " selected" if value in chosen else ""
            label = _("Choose") if label == NOTHING_CHOSEN else label
            yield f'<option value="{escaped(value)}"{selected}>{escaped(label)}</option>'


class KeyChoiceField(forms.ModelChoiceField):
    """Rows are named by their `key` in the page, also in a ModelForm (which brings primary keys)."""

    def __init__(self, *args, **options):
        super().__init__(*args, **{**options, "to_field_name": "key"})

    def prepare_value(self, value):
        if isinstance(value, int):
            value = self.queryset.filter(pk=value).first()
        return super().prepare_value(value)


# Outside of these no calendar here counts, and nobody works.
FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2199, 12, 31)


class DayField(forms.DateField):
    """A date typed or picked in either calendar and either script."""

    default_error_messages = {"invalid": _("Write the date like 1405/09/02 or 2026-11-23.")}

    def to_python(self, value):
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        if value in self.empty_values:
            return None
        try:
            day = parse_day(value)
        except ValueError as problem:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from problem
        if not FIRST_DAY <= day <= LAST_DAY:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class NumberField(forms.IntegerField):
    """A whole number in Persian or Latin digits, shown in the reader's."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def prepare_value(self, value):
        return digits(value) if type(value) is int else value

    def to_python(self, value):
        return super().to_python(western_digits(value) if isinstance(value, str) else value)


class MoneyField(forms.Field):
    """An amount typed in the unit that the reader sees; cleaned to minor units."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    default_error_messages = {"invalid": _("Write an amount, with digits only.")}

    def prepare_value(self, value):
        if not isinstance(value, int):
            return value
        reader = current_reader()
        return digits(amount_text(value, reader.currency, shows_toman=reader.shows_toman))

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, int):
            return None if value in self.empty_values else value
        reader = current_reader()
        try:
            return parse_amount(value, reader.currency, shows_toman=reader.shows_toman)
        except ValueError as problem:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from problem


# Percentages and other fixed decimals -------------------------------------------------------------------------------

WHOLE = 10000  # basis points
# Below a tenth a mark is more likely a slip of the pen than meant: it is asked about.
LOW = 1000
_NUMBER = re.compile(r"([0-9]{1,6})(?:[.٫/]([0-9]{1,4}))?")


def fixed(text: str, places: int) -> int:
    """'77.5' -> 7750 with two places. Raises ValueError for anything else."""
    found = _NUMBER.fullmatch(western_digits(text).strip().rstrip("%٪").strip())
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
        super().__init__(**{"max_length": 12, **options})
        self.places, self.least, self.most = places, least, most

    def prepare_value(self, value):
        if not isinstance(value, int):
            return value
        scale = 10**self.places
        shown = next(n for n in range(self.places + 1) if value * 10**n % scale == 0)
        return decimals(value, scale, shown)

    def read(self, text):
        """The number that `text` says. Raises ValueError."""
        return fixed(text, self.places)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            number = self.read(text)
        except ValueError as problem:
            raise self._refusal("invalid") from problem
        if number < self.least:
            raise self._refusal("least")
        if self.most is not None and number > self.most:
            raise self._refusal("most")
        return number

    def _refusal(self, code):
        return ValidationError(self.error_messages[code], code=code, params=self.bounds())

    def bounds(self):
        """What a message may name."""
        return {"least": self.prepare_value(self.least), "most": self.prepare_value(self.most)}


class PercentField(FixedField):
    """A percentage, cleaned to basis points: 80, «۸۰», 80.5, "80,5" and "80 %" are read; 8000 is refused.

    `places` 0: whole percents alone.
    """

    default_error_messages = {
        "invalid": _("Write a percentage from %(least)s to %(most)s, like 80."),
        "least": _("Write a percentage from %(least)s to %(most)s, like 80."),
        "most": _("Write a percentage from %(least)s to %(most)s, like 80."),
    }

    def __init__(self, *, places=2, least=0, most=WHOLE, **options):
        super().__init__(places=places, least=least, most=most, **options)

    def prepare_value(self, value):
        if type(value) is not int:
            return value
        shown = next(n for n in (0, 1, 2) if value * 10**n % 100 == 0)
        return decimals(value, 100, shown)

    def read(self, text):
        return fixed(text.replace(",", ".").replace("،", "."), self.places) * 10 ** (2 - self.places)


class AsksAboutLow:
    """A form that asks where a mark of a few percent was typed: 0.8 % is what was meant, or 80 was?

    `marks`: names of its PercentFields. Nothing at all (0) needs no question.
    """

    marks = ()

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        low = [name for name in self.marks if 0 < (cleaned.get(name) or 0) < LOW]
        if low:
            self.fields["low_is_meant"] = forms.BooleanField(
                required=False, label=_("Yes, so little is meant."), widget=forms.CheckboxInput
            )
            if not self.data.get(self.add_prefix("low_is_meant")):
                self._ask(cleaned, low)
        return cleaned

    def _ask(self, cleaned, low):
        text = _("That is %(percent)s percent. If it is meant so, say it below; else write the mark anew.")
        for name in low:
            shown = self.fields[name].prepare_value(cleaned[name])
            self.add_error(name, ValidationError(text, code="low", params={"percent": shown}))
