"""A person's work over time: from a day on, coming back, what was written down wrongly."""

from operator import attrgetter

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kit.http.deed_views import as_warning, deed
from people import errors
from people.actions import change_work, correct_work, return_to_work, undo_work
from people.forms.work import WorkForm
from people.links.consequences import consequences
from people.models import WorkPeriod
from people.refusals import refusal
from people.staff.work import work_on
from people.views.staff import require_visible, say_what_they_still_lead


@require_http_methods(["GET", "POST"])
def change(request, key):
    """What changes, from which day; what rests on these days is said before it is written."""
    person, today = require_visible(request, key, "people.change_work"), timezone.localdate()
    now = work_on(person, today) or person
    form = WorkForm.of(now, request.POST or None, from_=today)
    resting = []
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["from_"]
        resting = consequences(person, day, None, _different(work_on(person, day), form))
        if not resting or _is_seen(request, day):
            answer = _changed(request, person, form, day)
            if answer is not None:
                return answer
            resting = []
    return render(request, "people/work_change.html", {"form": form, "person": person, "resting": resting})


def _different(row, form):
    """Which of team, job role and share would be others than in the period; without one all."""
    return {name for name, value in form.work.items() if row is None or getattr(row, name) != value}


def _is_seen(request, day):
    """What rests on the days from this one on was shown before."""
    return request.POST.get("seen") == day.isoformat()


def _changed(request, person, form, day):
    team = person.team
    try:
        changed = change_work(staff=person, from_=day, by=request.user, at=timezone.now(), **form.work)
    except errors.NotAtWork:
        form.add_error("from_", _("The person is not employed on this day."))
        return None
    if not changed:
        messages.info(request, _("This is so already: nothing was changed."))
    elif day > timezone.localdate():
        messages.success(request, _("Written down. It begins by itself on its day."))
    else:
        messages.success(request, _("Written down. What was before stays in the history."))
    if changed and form.work["team"] != team:
        say_what_they_still_lead(request, person, team)
    return redirect(person)


@require_http_methods(["GET", "POST"])
def back(request, key):
    person = require_visible(request, key, "people.return_to_work")
    form = WorkForm.of(person, request.POST or None, from_=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["from_"]
        try:
            return_to_work(staff=person, from_=day, by=request.user, at=timezone.now(), **form.work)
        except errors.AlreadyAtWork:
            form.add_error("from_", _("The person is employed on this day, or a later employment is recorded."))
        else:
            messages.success(request, _("Written down. The sign-in stays closed until you open it anew."))
            return redirect(person)
    return render(request, "people/work_back.html", {"form": form, "person": person})


@require_http_methods(["GET", "POST"])
def correct(request, key, period_key):
    """One period was written down wrongly."""
    person = require_visible(request, key, "people.correct_work")
    period = _period(person, period_key)
    form = WorkForm.of(period, request.POST or None, from_=period.starts_on)
    resting = []
    if request.method == "POST" and form.is_valid():
        starts_on = form.cleaned_data["from_"]
        changed = _different(None if starts_on != period.starts_on else period, form)
        resting = consequences(person, min(starts_on, period.starts_on), period.ends_on, changed)
        if not resting or _is_seen(request, starts_on):
            about = {"period": period, "starts_on": starts_on, "by": request.user, "at": timezone.now()}
            try:
                correct_work(**about, **form.work)
                return redirect(person)
            except errors.PeriodsCross:
                form.add_error("from_", _("On this day it would run into another period."))
                resting = []
            except errors.PeriodGone as problem:
                messages.warning(request, refusal(problem))
                return redirect(person)
    has_before = person.work_periods.filter(starts_on__lt=period.starts_on).exists()
    about = {"form": form, "person": person, "period": period, "resting": resting, "has_before": has_before}
    return render(request, "people/work_correct.html", about)


def _to_undo(request, key, period_key):
    return _period(require_visible(request, key, "people.undo_work"), period_key)


@deed(
    fetch=_to_undo,
    refused={errors.NothingBefore: refusal, errors.PeriodGone: as_warning(refusal)},
    done=gettext_lazy("Taken out. What was before goes on."),
    to=attrgetter("staff"),
)
def undo(request, period):
    undo_work(period=period, by=request.user, at=timezone.now())


def _period(person, key):
    period = WorkPeriod.objects.filter(staff=person, key=key).select_related("staff", "team", "job_role").first()
    if period is None:
        raise Http404
    return period
