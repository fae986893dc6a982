"""What is true for the whole company, and which days it works."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kit.access import require
from kit.dates.calendar import Period, day_from, parts, year_of
from kit.dates.working_days import public_holidays
from kit.forms import posted
from kit.http.deed_views import deed
from kit.reader import current_reader
from kit.text.bilingual import active_language
from kit.version import version
from people import actions, errors
from people.company.labels import country_name
from people.company.organisation import organisation as company_row
from people.forms.company import OrganisationForm, OwnDayForm, YearForm
from people.models import Organisation, OwnHoliday


@require_http_methods(["GET", "POST"])
def organisation(request):
    require(request.user, "people.change_organisation")
    row = Organisation.objects.filter(pk=1).first()
    form = OrganisationForm(posted(request), instance=row)
    if request.method == "POST" and form.is_valid():
        actions.change_organisation(by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("people:organisation")
    return render(request, "people/organisation.html", {"form": form, "version": version()})


@require_http_methods(["GET", "POST"])
def days(request):
    """The holidays of a year in the reader's calendar, what the company does otherwise, and one more of that."""
    require(request.user, "people.change_organisation")
    form = OwnDayForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_own_day(by=request.user, at=timezone.now(), **form.cleaned_data)
        except errors.DayTaken:
            form.add_error("on", _("This day is written down already."))
        else:
            messages.success(request, _("Saved. Days that were counted before stay as they are."))
            return redirect(_back_to(form.cleaned_data["on"]))
    return render(request, "people/days.html", {"form": form, **_year(YearForm(request.GET).chosen())})


def _own_day(request, key):
    return get_object_or_404(OwnHoliday, key=key)


@deed(
    first="people.change_organisation",
    fetch=_own_day,
    done=gettext_lazy("Taken back. Days that were counted before stay as they are."),
    to=lambda day: _back_to(day.on),
)
def remove_day(request, day):
    actions.remove_own_day(day=day, by=request.user, at=timezone.now())


def _back_to(day):
    return YearForm.address_of(parts(day, current_reader().calendar)[0])


def _year(number):
    """One row a day, by date: the public holidays of the year, and over them the company's own days."""
    company, calendar = company_row(), current_reader().calendar
    period = _period_of(number, calendar)
    rows = {
        day.on: {"on": day.on, "public": day.name, "own": None}
        for day in public_holidays(company.holiday_country, period, active_language())
    }
    for own in OwnHoliday.objects.filter(on__gte=period.start, on__lt=period.end):
        rows.setdefault(own.on, {"on": own.on, "public": ""})["own"] = own
    for row in rows.values():
        row["in_weekend"] = row["on"].weekday() in company.days_off
    return {
        "rows": [rows[on] for on in sorted(rows)],
        "year": number,
        "before": YearForm.address_of(number - 1) if YearForm.is_counted(number - 1) else "",
        "after": YearForm.address_of(number + 1) if YearForm.is_counted(number + 1) else "",
        "country": country_name(company.holiday_country),
    }


def _period_of(year, calendar) -> Period:
    return year_of(day_from(year, 1, 1, calendar), calendar)
