"""HR's pages of cycles."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evaluations import actions, refusals
from evaluations.cycles.progress import cycle_progress
from evaluations.cycles.scorecards import scorecards_by_role, scorecards_by_role_on
from evaluations.errors import ConflictOfInterest, WrongState
from evaluations.forms.cycles import AssignForm, AssignOneForm, CycleForm
from evaluations.forms.proposals import proposed_cycle
from evaluations.models import Cycle, Evaluation
from evaluations.pages.cycle_scorecards import cards_for
from evaluations.pages.handovers import bundles_of, unassigned
from evaluations.views.assignment import say_report
from kit.access import require
from kit.display import number
from kit.forms import posted
from kit.http.deed_views import deed
from playbook.links.citations import last_edition


@require_GET
def cycles(request):
    require(request.user, "evaluations.view_cycle")
    released = Count("evaluations", filter=Q(evaluations__released_at__isnull=False, evaluations__is_current=True))
    rows = Cycle.objects.visible_to(request.user).select_related("edition").annotate(
        released=released,
        handed_in=Count("evaluations", filter=Q(evaluations__state="submitted")),
    )  # fmt: skip
    return render(request, "evaluations/cycles.html", {"cycles": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def cycle_new(request):
    require(request.user, "evaluations.open_cycle")
    today = timezone.localdate()
    initial = proposed_cycle(today)
    form = CycleForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        cycle = actions.open_cycle(**form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("The cycle is open. Now say who evaluates whom."))
        return redirect(cycle)
    edition = initial["edition"] or last_edition()
    cards = cards_for(request.user, edition, scorecards_by_role_on(edition), today) if edition else None
    context = {"form": form, "cards": cards}
    return render(request, "evaluations/cycle_new.html", context, status=422 if form.errors else 200)


def _found(request, key):
    return get_object_or_404(Cycle.objects.visible_to(request.user).select_related("edition"), key=key)


def _cycle(request, key, permission):
    require(request.user, permission)
    return _found(request, key)


@require_GET
def cycle(request, key):
    row = _cycle(request, key, "evaluations.view_cycle")
    return _page(request, row)


def _page(request, cycle, status=200, **forms):
    today, due = timezone.localdate(), {"due_on": cycle.ends_on - timedelta(days=1)}
    progress = cycle_progress(cycle, today)
    return render(request, "evaluations/cycle.html", {
        "cycle": cycle,
        "cards": cards_for(request.user, cycle.edition, scorecards_by_role(cycle), today),
        "progress": progress,
        "nobody": bundles_of(progress.orphans, today),
        "unassigned": unassigned(cycle, today).count() if cycle.is_open else 0,
        "assign_form": forms.get("assign_form") or AssignForm(initial={**due, "wanted": 1}),
        "one_form": forms.get("one_form") or AssignOneForm(cycle, request.user, today, initial=due),
        "today": today,
    }, status=status)  # fmt: skip


@require_POST
def cycle_assign(request, key):
    row = _cycle(request, key, "evaluations.assign_evaluators")
    form = AssignForm(request.POST)
    if not form.is_valid():
        return _page(request, row, status=422, assign_form=form)
    now = timezone.now()
    try:
        report = actions.assign_evaluators(
            cycle=row, on=timezone.localdate(), by=request.user, at=now, **form.cleaned_data
        )
    except WrongState:
        messages.info(request, refusals.CYCLE_CLOSED)
        return redirect(row)
    say_report(request, report)
    return redirect(row)


@require_POST
def cycle_assign_one(request, key):
    row = _cycle(request, key, "evaluations.assign_evaluators")
    form = AssignOneForm(row, request.user, timezone.localdate(), request.POST)
    if form.is_valid():
        try:
            made = actions.assign_evaluator(cycle=row, by=request.user, at=timezone.now(), **form.cleaned_data)
            can_be_told = made.evaluator.user is not None and made.evaluator.user.is_active
            told = _("Assigned. The evaluator was told.")
            untold = _("Assigned. The evaluator has no sign-in yet, so nobody was told.")
            messages.success(request, told if can_be_told else untold)
            return redirect(row)
        except ConflictOfInterest:
            form.add_error(None, _("Nobody evaluates themselves, nor two people each other in one cycle."))
        except WrongState:
            form.add_error(None, refusals.CYCLE_CLOSED)
    return _page(request, row, status=422, one_form=form)


@deed(first="evaluations.release_evaluations", fetch=_found)
def cycle_release(request, row):
    mine = Evaluation.objects.visible_to(request.user).filter(cycle=row)
    mine = mine.exclude(subject__user=request.user)
    done = len(actions.release_evaluations(evaluations=mine, by=request.user, at=timezone.now()))
    text = ngettext("%(count)s evaluation was released.", "%(count)s evaluations were released.", done)
    messages.success(request, text % {"count": number(done)})


@deed(
    first="evaluations.close_cycle",
    fetch=_found,
    refused=refusals.CLOSE_CYCLE,
    done=gettext_lazy("The cycle is closed."),
)
def cycle_close(request, row):
    reason = request.POST.get("reason", "")[:2000]
    actions.close_cycle(cycle=row, by=request.user, at=timezone.now(), reason=reason)
