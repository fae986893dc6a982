"""The pages of scales, for authors and HR."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evaluations import actions, refusals
from evaluations.actions.scales import is_in_use
from evaluations.errors import WrongState
from evaluations.forms.scales import (
    USUAL_COUNT,
    CountForm,
    ScaleForm,
    initial_of,
    is_resized,
    preview_of,
    preview_of_form,
    resized,
)
from evaluations.models import Scale, Scorecard
from evaluations.scorecards.ready_made_scales import USUAL
from kit.access import require
from kit.http.deed_views import deed


@require_GET
def scales(request):
    require(request.user, "evaluations.view_scale")
    rows = Scale.objects.visible_to(request.user).prefetch_related("outcomes")
    rows = rows.annotate(cards=Count("criteria__section__scorecard", distinct=True))
    newest = {}
    for row in rows.order_by("version"):
        newest[row.lineage] = row
    shown = sorted(newest.values(), key=lambda row: (row.is_retired, row.name))
    context = {
        "scales": [row for row in shown if not row.is_retired],
        "retired": [row for row in shown if row.is_retired],
        "usual": usual_scales(),
        "for_scorecard": "",
    }
    return render(request, "evaluations/scales.html", context)


def usual_scales():
    """The proposals, as long as there is no scale: (name, scale, preview)."""
    if Scale.objects.current().exists():
        return []
    return [(name, usual, preview_of(_Labelled.all(usual))) for name, usual in USUAL.items()]


class _Labelled:
    """One step of a proposal, called as in the reader's language."""

    def __init__(self, row):
        from kit.text.bilingual import active_language

        self.label = row[0] if active_language() == "fa" else row[1]

    @classmethod
    def all(cls, usual):
        return [cls(row) for row in usual.outcomes]


@require_POST
def usual_scale(request):
    """One press: a proposal becomes a scale."""
    require(request.user, "evaluations.create_scale")
    name = request.POST.get("name")
    if name not in USUAL:
        messages.info(request, _("Choose one of the proposals, please."))
        return redirect("evaluations:scales")
    try:
        scale = actions.create_usual_scale(name=name, by=request.user, at=timezone.now())
        messages.success(request, _("The scale “%(name)s” is there.") % {"name": scale.name})
    except WrongState:
        messages.info(request, _("This scale is there already."))
    return _onward(request)


def _onward(request, scale=None):
    """Back to the scorecard that wanted a scale, if that is where one came from."""
    if request.POST.get("for") == "scorecard":
        return redirect("evaluations:scorecard_new")
    return redirect(scale or "evaluations:scales")


def _count(data, otherwise=USUAL_COUNT):
    form = CountForm(data)
    return form.cleaned_data["steps"] if form.is_valid() else otherwise


@require_http_methods(["GET", "HEAD", "POST"])
def new_scale(request):
    require(request.user, "evaluations.create_scale")
    if request.method != "POST":
        form = ScaleForm(steps=_count(request.GET))
        return _form_page(request, form)
    steps = _count(request.POST)
    if "show" in request.POST or is_resized(request.POST, steps):
        return _form_page(request, ScaleForm(steps=steps, initial=resized(request.POST, steps)))
    form = ScaleForm(request.POST, steps=steps)
    if not form.is_valid():
        return _form_page(request, form, status=422)
    scale = actions.create_scale(**form.arguments(), by=request.user, at=timezone.now())
    messages.success(request, _("The scale “%(name)s” is there.") % {"name": scale.name})
    return _onward(request, scale)


def _form_page(request, form, *, scale=None, status=200):
    context = {
        "form": form,
        "count_form": CountForm(initial={"steps": form.steps}),
        "item": preview_of_form(form),
        "scale": scale,
        "in_use": scale is not None and is_in_use(scale),
        "for_scorecard": request.POST.get("for", request.GET.get("for", "")),
    }
    return render(request, "evaluations/scale_form.html", context, status=status)


def _found(request, key):
    return get_object_or_404(Scale.objects.visible_to(request.user).prefetch_related("outcomes"), key=key)


def _scale(request, key, permission):
    require(request.user, permission)
    return _found(request, key)


@require_GET
def scale(request, key):
    row = _scale(request, key, "evaluations.view_scale")
    cards = Scorecard.objects.visible_to(request.user).filter(sections__criteria__scale=row).distinct()
    versions = Scale.objects.filter(Q(lineage=row.lineage) & ~Q(pk=row.pk)).order_by("-version")
    context = {
        "scale": row,
        "outcomes": row.outcomes.all(),
        "item": preview_of(row.outcomes.all()),
        "cards": cards.select_related("edition"),
        "versions": versions,
        "newer": versions.filter(version__gt=row.version).first(),
        "in_use": is_in_use(row),
    }
    return render(request, "evaluations/scale.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def scale_change(request, key):
    row = _scale(request, key, "evaluations.change_scale")
    if row.is_retired:
        messages.info(request, _("This scale was retired, or a newer version took its place. Nothing was changed."))
        return redirect(row)
    if request.method != "POST":
        return _form_page(request, ScaleForm(steps=row.outcomes.count(), initial=initial_of(row)), scale=row)
    steps = _count(request.POST)
    if "show" in request.POST or is_resized(request.POST, steps):
        return _form_page(request, ScaleForm(steps=steps, initial=resized(request.POST, steps)), scale=row)
    form = ScaleForm(request.POST, steps=steps)
    if not form.is_valid():
        return _form_page(request, form, scale=row, status=422)
    return _changed(request, row, form)


def _changed(request, row, form):
    try:
        stands = actions.change_scale(scale=row, **form.arguments(), by=request.user, at=timezone.now())
    except WrongState:
        messages.info(request, _("This scale was retired, or a newer version took its place. Nothing was changed."))
        return redirect(row)
    if stands.pk == row.pk:
        messages.success(request, _("Saved."))
    else:
        messages.success(request, _("Saved as a new version. Published scorecards keep the one that they have."))
    return redirect(stands)


@deed(
    first="evaluations.retire_scale",
    fetch=_found,
    refused=refusals.RETIRE_SCALE,
    done=gettext_lazy("Retired. Scorecards that have it keep it."),
    to="evaluations:scales",
)
def scale_retire(request, row):
    actions.retire_scale(scale=row, by=request.user, at=timezone.now())
