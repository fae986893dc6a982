"""A lead notes what they saw at work: person, behaviour, day, a word."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kit.access import require
from kit.forms import posted
from kit.http.deed_views import deed, itself
from people.models import StaffMember
from people.roles import led_team_ids, staff_of
from training.actions import ObservationRefused, record_observation, withdraw_observation
from training.forms import ObserveForm
from training.lessons.content import standards_to_choose
from training.models import Observation
from training.progress.awaited import awaited_of

SHOWN = 10
AWAITED = 30


@require_http_methods(["GET", "HEAD", "POST"])
def observe(request):
    require(request.user, "training.observe")
    today, mine = timezone.localdate(), staff_of(request.user)
    asked = {name: request.GET.get(name, "") for name in ("person", "standard")}
    form = ObserveForm(
        posted(request),
        people=_team(request.user, mine, today),
        standards=standards_to_choose(today),
        on=today,
        initial={"seen_on": today, **asked},
    )
    if request.method == "POST" and form.is_valid() and _record(request, form, mine):
        return redirect("training:observe")
    recent = Observation.objects.visible_to(request.user).standing().filter(observer=mine)
    context = {
        "form": form,
        "today": today,
        "awaited": _awaited(_team(request.user, mine, today), today, asked["person"]),
        "recent": recent.select_related("staff", "standard")[:SHOWN],
    }
    return render(request, "training/observe.html", context, status=422 if form.is_bound else 200)


def _awaited(team, today, person):
    """Of everybody led, or of the one who was chosen on the page before."""
    return awaited_of(team.filter(key=person) if person else team, today)[:AWAITED]


def _team(user, mine, today):
    people = StaffMember.objects.active_on(today).filter(team__in=led_team_ids(user))
    return people.exclude(pk=mine.pk).with_names()


def _record(request, form, mine):
    cleaned = form.cleaned_data
    require(request.user, "training.record_observation", cleaned["person"])
    about = {"staff": cleaned["person"], "standard": cleaned["standard"], "observer": mine}
    now = timezone.now()
    try:
        seen = record_observation(**about, seen_on=cleaned["seen_on"], note=cleaned["note"], by=request.user, at=now)
    except ObservationRefused:
        form.add_error("seen_on", _("This person was not at work on that day."))
        return False
    facts = {"name": cleaned["person"].name, "code": cleaned["standard"].code}
    if seen.noted_at == now:
        messages.success(request, _("Noted: %(name)s, %(code)s.") % facts)
    else:
        messages.info(request, _("%(name)s, %(code)s was noted for that day already; nothing was changed.") % facts)
    return True


def _observation(request, key):
    return get_object_or_404(Observation.objects.visible_to(request.user), key=key)


@deed(
    "training.withdraw_observation",
    first="training.observe",
    fetch=_observation,
    about=itself,
    done=gettext_lazy("Taken back; it does not count any more."),
    to="training:observe",
)
def withdraw(request, row):
    withdraw_observation(observation=row, by=request.user, at=timezone.now())
