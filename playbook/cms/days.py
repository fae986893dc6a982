"""The CMS shows and takes days in the reader's calendar and digits. Wagtail knows one calendar in Latin digits."""

import datetime as dt
from functools import partial

import django_filters
from django import forms
from django.db import models
from django.template import base
from django.utils import formats, timezone
from django.utils.timesince import timesince
from wagtail.admin import active_filters
from wagtail.admin.forms.models import WagtailAdminDraftStateFormMixin, register_form_field_override
from wagtail.admin.telepath import register
from wagtail.admin.telepath.widgets import WidgetAdapter
from wagtail.admin.templatetags import wagtailadmin_tags
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput
from wagtail.utils import timestamps

from kit import display
from kit.reader import current_reader
from playbook.cms.day_fields import ReadersDay, ReadersDayRange, ReadersMoment, is_jalali, refuse_the_past, typed

_localize = base.localize


def _draws_in_the_readers_calendar(widget_class, *, with_time):
    """The widget of Wagtail's with our picker for Jalali readers, and the browser's own for the others."""
    begin = widget_class.get_context

    def get_context(self, name, value, attrs):
        context = begin(self, name, value, attrs)
        widget = context["widget"]
        if is_jalali():
            marks = {"data-jdp": True, "inputmode": "numeric", "data-digits": current_reader().digits, "dir": "ltr"}
            widget["attrs"] |= marks if with_time else marks | {"data-jdp-only-date": True}
        else:
            widget["type"] = "datetime-local" if with_time else "date"
        return context

    widget_class.get_context = get_context
    widget_class.template_name = "django/forms/widgets/input.html"
    widget_class.media = forms.Media()
    widget_class.format_value = lambda self, value: typed(value, with_time=with_time)
    # For Wagtail's scripts it is a plain field: they ask for no script of the picker that is gone.
    register(WidgetAdapter(), widget_class)


def _shown(value, use_l10n=None):
    """What a template writes that says no more than the name of a day or a moment."""
    if isinstance(value, dt.datetime):
        return display.moment(value if timezone.is_aware(value) else timezone.make_aware(value))
    return display.day(value) if isinstance(value, dt.date) else _localize(value, use_l10n)


def _date_format(value, format=None, use_l10n=None):
    """What Wagtail writes into its sentences and filters."""
    if format in (None, "DATE_FORMAT", "SHORT_DATE_FORMAT"):
        return display.day(value)
    return display.moment(value) if format == "DATETIME_FORMAT" else formats.date_format(value, format, use_l10n)


class _Formats:
    date_format = staticmethod(_date_format)


def _human_readable_date(date, description=None, placement="top"):
    return {"date": date, "description": description, "placement": placement}


def speak_the_readers_calendar():
    register_form_field_override(models.DateField, override={"form_class": ReadersDay, "widget": AdminDateInput})
    override = {"form_class": ReadersMoment, "widget": AdminDateTimeInput}
    register_form_field_override(models.DateTimeField, override=override)
    django_filters.DateFromToRangeFilter.field_class = ReadersDayRange
    django_filters.DateFilter.field_class = ReadersDay
    _draws_in_the_readers_calendar(AdminDateInput, with_time=False)
    _draws_in_the_readers_calendar(AdminDateTimeInput, with_time=True)
    base.localize = _shown
    WagtailAdminDraftStateFormMixin.clean = refuse_the_past
    timestamps.formats = _Formats
    active_filters.date_format = _date_format
    # The largest part alone, however the language joins the parts.
    wagtailadmin_tags.timesince = partial(timesince, depth=1)
    draw = wagtailadmin_tags.register.inclusion_tag("playbook/cms_day.html", name="human_readable_date")
    draw(_human_readable_date)
