"""Days and moments as they are typed in the CMS: in the reader's calendar and digits, as everywhere on the site."""

import datetime as dt
import re

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminDraftStateFormMixin

from kit import display
from kit.dates.calendar import GREGORIAN, JALALI, parse_day
from kit.forms import DayField
from kit.reader import current_reader
from kit.text.folding import western_digits

# Nobody plans a text further ahead, and none here is older.
MOST_YEARS = 50
JALALI_YEARS = 1700
MOMENT = re.compile(r"\s*(\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?:[\sT،,]+(\d{1,2}):(\d{2})(?::\d{2})?)?\s*")


def meant_day(text):
    """The day that was typed. Raises ValidationError where it is none, or of a year that cannot be meant."""
    text = western_digits(text).strip()
    try:
        day = parse_day(text)
    except ValueError as problem:
        raise ValidationError(_said("invalid"), code="invalid") from problem
    if int(text[:4]) < JALALI_YEARS and current_reader().calendar == GREGORIAN:
        raise ValidationError(
            _("%(year)s is a year of the Solar Hijri calendar, and you read the Gregorian one. Write %(day)s.")
            % {"year": display.digits(text[:4]), "day": display.numericday(day)},
            code="calendar",
        )
    years = abs(day.year - timezone.localdate().year)
    if years > MOST_YEARS:
        raise ValidationError(
            _("That is %(years)s years from now. Write the date like %(day)s.")
            % {"years": display.number(years), "day": display.numericday(timezone.localdate())},
            code="far",
        )
    return day


def _said(_code):
    return _("Write the date like %(day)s.") % {"day": display.numericday(timezone.localdate())}


class ReadersDay(DayField):
    def to_python(self, value):
        if value in self.empty_values or isinstance(value, dt.date):
            return super().to_python(value)
        return meant_day(value)


class ReadersMoment(forms.DateTimeField):
    """A day and a time at the organisation's place; without a time the day's beginning."""

    default_error_messages = {
        "invalid": gettext_lazy("Write day and time like 1405/09/20 08:00."),
        "time": gettext_lazy("Write the time like 08:30."),
    }

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, dt.date):
            return super().to_python(value)
        found = MOMENT.fullmatch(western_digits(value))
        if not found:
            example = display.digits(f"{display.numericday(timezone.localdate())} 08:00")
            raise ValidationError(_("Write day and time like %(moment)s.") % {"moment": example}, code="invalid")
        hour, minute = int(found[2] or 0), int(found[3] or 0)
        if hour > 23 or minute > 59:
            raise ValidationError(self.error_messages["time"], code="time")
        day = meant_day(found[1])
        return dt.datetime.combine(day, dt.time(hour, minute), timezone.get_default_timezone())


class ReadersDayRange(django_filters.fields.DateRangeField):
    """Two days of a filter of Wagtail's."""

    def __init__(self, *args, **kwargs):
        django_filters.fields.RangeField.__init__(self, (ReadersDay(), ReadersDay()), *args, **kwargs)


def typed(value, *, with_time):
    """A day or a moment as its reader would type it, or as the browser's own picker wants it; what was typed stays."""
    if value in (None, "") or isinstance(value, str):
        return value
    moment = isinstance(value, dt.datetime)
    local = timezone.localtime(value, timezone.get_default_timezone()) if moment and timezone.is_aware(value) else value
    day = local.date() if moment else local
    time = f"{local:%H:%M}" if moment and with_time else ""
    if is_jalali():
        return display.digits(f"{display.numericday(day)} {time}".strip())
    return f"{day.isoformat()}T{time}" if time else day.isoformat()


def is_jalali():
    return current_reader().calendar == JALALI


def refuse_the_past(self):
    """A text that should have gone live yesterday would go live at this very press: that is asked first."""
    cleaned = _clean(self)
    _say_what_is_hidden(self)
    moment = self.cleaned_data.get("go_live_at")
    if moment and "go_live_at" in self.changed_data and moment < timezone.now():
        told = _("%(moment)s is past. Choose a later moment, or leave it empty to publish at once.")
        self.add_error("go_live_at", ValidationError(told % {"moment": display.moment(moment)}, code="past"))
        self.add_error(None, self.errors["go_live_at"][-1])
    return cleaned


def _say_what_is_hidden(form):
    """The schedule is a dialog that is shut: what is wrong in it is said above the page."""
    for name in ("go_live_at", "expire_at"):
        for problem in form.errors.get(name, ()):
            form.add_error(None, problem)


_clean = WagtailAdminDraftStateFormMixin.clean
