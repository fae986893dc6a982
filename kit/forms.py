"""Form fields that understand what a Persian reader types."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from kit.dates.calendar import parse_day
from kit.display import digits
from kit.reader import current_reader
from kit.text.folding import western_digits
from kit.text.markup import escaped
from kit.values.money import amount_text, parse_amount

# What Django writes where nothing is chosen yet.
NOTHING_CHOSEN = "---------"


def posted(request):
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
