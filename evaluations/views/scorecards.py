"""The pages of scorecards, for authors and HR."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from evaluations import actions, refusals
from evaluations.actions import scorecards as acts
from evaluations.errors import WrongState
from evaluations.forms.scorecards import NewScorecardForm, ScorecardForm
from evaluations.models import Cycle, Scorecard, ScorecardState
from evaluations.models.scorecards import SCORECARDS
from evaluations.pages.cycle_scorecards import waiting_drafts
from evaluations.scorecards.placement import critical_without_criterion
from evaluations.views.scales import usual_scales
from kit.access import require
from kit.forms import posted
from kit.http.back import leading, way_back
from kit.http.deed_views import deed
from playbook.links.citations import effects_now, last_edition
from playbook.models import Edition


@require_GET
def scorecards(request):
    require(request.user, "evaluations.view_scorecard")
    rows = Scorecard.objects.visible_to(request.user).select_related("edition").prefetch_related("roles")
    rows = rows.annotate(criteria=Count("sections__criteria"))
    return render(request, "evaluations/scorecards.html", {"scorecards": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def scorecard_new(request):
    """A scorecard out of an edition's standards; the weights come next."""
    require(request.user, "evaluations.draft_scorecard")
    form = NewScorecardForm(posted(request), initial=_wanted(request))
    if request.method == "POST" and form.is_valid():
        card = actions.draft_from_edition(**form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("The draft is ready. Set the weights, then publish it."))
        return redirect(leading(reverse("evaluations:scorecard_edit", args=[card.key]), back=way_back(request)))
    context = {
        "form": form,
        "back": way_back(request),
        "usual": usual_scales(),
        "for_scorecard": "scorecard",
        "has_edition": form.fields["edition"].queryset.exists(),
        "has_scale": form.fields["scale"].queryset.exists(),
    }
    return render(request, "evaluations/scorecard_new.html", context, status=422 if form.errors else 200)


def _wanted(request):
    """The edition in force, and what the link that led here asks for."""
    edition = Edition.objects.in_force(timezone.localdate()) or last_edition()
    asked = {name: request.GET[name] for name in ("role", "edition") if name in request.GET}
    return {"edition": edition, **asked}


def _found(request, key):
    return get_object_or_404(Scorecard.objects.visible_to(request.user).with_lines(), key=key)


def _card(request, key, permission="evaluations.view_scorecard"):
    require(request.user, permission)
    return _found(request, key)


@require_GET
def scorecard(request, key):
    card = _card(request, key)
    problems = [_problem(problem) for problem in acts.scorecard_problems(card)] if card.is_draft else []
    context = {
        "scorecard": card,
        "problems": problems,
        "uncovered": _uncovered(card),
        "outdated": effects_now(kind=SCORECARDS, key=card.key),
        "waiting": waiting_drafts(card.edition, card.code) if card.is_draft else [],
    }
    return render(request, "evaluations/scorecard.html", context)


def _uncovered(card):
    """[(critical standard, the way to its criterion)], while the card can still get one."""
    back = card.get_absolute_url()
    rows = critical_without_criterion(card) if card.is_draft or card.state == ScorecardState.PUBLISHED else []
    return [(row, leading(reverse("evaluations:criterion_for", args=[row.code]), back=back)) for row in rows]


def _problem(problem):
    if problem.kind == acts.EMPTY_SECTION:
        return _("The section “%(section)s” has no criteria.") % {"section": problem.what.title}
    if problem.kind == acts.OTHER_EDITION:
        return _("%(code)s is of another edition.") % {"code": problem.what.standard.code}
    if problem.kind == acts.NOT_FROZEN:
        return _("The edition is not frozen yet.")
    return _("There is no section of the kind “standard”.")


@require_http_methods(["GET", "HEAD", "POST"])
def scorecard_edit(request, key):
    card = _card(request, key, "evaluations.edit_scorecard")
    if not card.is_draft:
        messages.info(request, _("A published scorecard never changes. Make a new version of it."))
        return redirect(card)
    form = ScorecardForm(card, posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_scorecard(scorecard=card, by=request.user, at=timezone.now(), **form.changes())
            messages.success(request, _("Saved."))
        except WrongState:
            messages.info(request, _("A published scorecard never changes. Make a new version of it."))
        return redirect(way_back(request) or card)
    context = {"scorecard": card, "form": form, "back": way_back(request)}
    return render(request, "evaluations/scorecard_edit.html", context, status=422 if form.errors else 200)


@deed(
    first="evaluations.publish_scorecard",
    fetch=_found,
    refused=refusals.PUBLISH_SCORECARD,
    done=gettext_lazy("Published. From now on it does not change."),
)
def scorecard_publish(request, card):
    actions.publish_scorecard(scorecard=card, by=request.user, at=timezone.now())
    return _back(request, card)


def _back(request, card):
    """The cycle, or the making of one, from where it was published."""
    back = request.POST.get("back", "")
    if back == "new_cycle" and request.user.has_perm("evaluations.open_cycle"):
        return reverse("evaluations:cycle_new")
    return Cycle.objects.visible_to(request.user).filter(key=back).first() or card


@deed(
    first="evaluations.retire_scorecard",
    fetch=_found,
    refused=refusals.RETIRE_SCORECARD,
    done=gettext_lazy("Retired. What is under way finishes on it."),
)
def scorecard_retire(request, card):
    actions.retire_scorecard(scorecard=card, by=request.user, at=timezone.now())


@deed(first="evaluations.draft_scorecard", fetch=_found)
def scorecard_next_version(request, card):
    """A draft that begins as a copy, on the edition in force; or the one that was begun before."""
    edition = Edition.objects.in_force(timezone.localdate())
    try:
        draft = actions.draft_next_version(scorecard=card, edition=edition, by=request.user, at=timezone.now())
    except WrongState:
        draft = Scorecard.objects.get(code=card.code, state="draft")
        messages.info(request, _("There is a draft already; here it is."))
    return reverse("evaluations:scorecard_edit", args=[draft.key])
