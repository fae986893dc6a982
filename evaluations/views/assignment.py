"""Everybody in a cycle who has no evaluator, on one screen."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from evaluations import actions, refusals
from evaluations.errors import WrongState
from evaluations.forms.handovers import AssignManyForm
from evaluations.models import Cycle
from evaluations.pages.handovers import lines_for, unassigned
from kit.access import require
from kit.display import number
from kit.forms import posted


@require_http_methods(["GET", "HEAD", "POST"])
def assign_many(request, key):
    require(request.user, "evaluations.assign_evaluators")
    cycle, today = get_object_or_404(Cycle.objects.visible_to(request.user), key=key), timezone.localdate()
    if not cycle.is_open:
        messages.info(request, refusals.CYCLE_CLOSED)
        return redirect(cycle)
    due_on = cycle.ends_on - timedelta(days=1)
    lines = lines_for(cycle, today, due_on)
    form = AssignManyForm(posted(request), lines=lines, on=today, initial={"due_on": due_on, "wanted": 1})
    if request.method == "POST" and form.is_valid():
        return _assign(request, cycle, form, today)
    context = {"cycle": cycle, "form": form, "people": unassigned(cycle, today).count(), "shown": len(lines)}
    return render(request, "evaluations/assign_many.html", context, status=422 if form.errors else 200)


def _assign(request, cycle, form, today):
    about = {name: form.cleaned_data[name] for name in ("due_on", "wanted")}
    try:
        report = actions.assign_many(
            cycle=cycle, chosen=form.chosen(), on=today, by=request.user, at=timezone.now(), **about
        )
    except WrongState:
        messages.info(request, refusals.CYCLE_CLOSED)
        return redirect(cycle)
    say_report(request, report)
    return redirect("evaluations:assign_many", cycle.key) if _left(report) else redirect(cycle)


def _left(report):
    return report.without_lead or report.without_scorecard or report.in_conflict


def say_report(request, report):
    """How many were assigned, and by name who could not be."""
    made = len(report.made)
    text = ngettext("%(count)s person was assigned.", "%(count)s people were assigned.", made) % {"count": number(made)}
    messages.success(request, text)
    for people, text in (
        (report.without_lead, _("Nobody evaluates them yet: %(names)s")),
        (report.without_scorecard, _("No published scorecard for their role: %(names)s")),
        (report.in_conflict, _("They evaluate each other in this cycle, please choose somebody else: %(names)s")),
    ):
        if people:
            names = _(", ").join(person.name for person in people[:12])
            messages.warning(request, text % {"names": names})
