"""Form fields that understand what a Persian reader types."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from kit.calendar import parse_day
from kit.folding import western_digits
from kit.money import amount_text, parse_amount
from kit.reader import current_reader


class Select(forms.Select):
    """The same control as Django's, which renders a template for every option."""

    def render(self, name, value, attrs=None, renderer=None):
        widget = self.get_context(name, value, attrs)["widget"]
        groups = format_html_join("", "{}", ((_group(*group[:2]),) for group in widget["optgroups"]))
        return format_html('<select name="{}"{}>{}</select>', widget["name"], flatatt(widget["attrs"]), groups)


def _group(label, options):
    drawn = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((each["value"], flatatt(each["attrs"]), each["label"]) for each in options),
    )
    return format_html('<optgroup label="{}">{}</optgroup>', label, drawn) if label else drawn


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
            return parse_day(value)
        except ValueError as problem:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from problem


class NumberField(forms.IntegerField):
    """A whole number in Persian or Latin digits."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})

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
        return amount_text(value, reader.currency, shows_toman=reader.shows_toman)

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, int):
            return None if value in self.empty_values else value
        reader = current_reader()
        try:
            return parse_amount(value, reader.currency, shows_toman=reader.shows_toman)
        except ValueError as problem:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from problem
