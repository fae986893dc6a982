"""What HR and leads do with evaluations of others: release, correct, void, decide objections."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from evaluations import actions, refusals
from evaluations.errors import EvaluationNotReady, Refused
from evaluations.forms.disputes import DecisionForm, ReasonForm
from evaluations.forms.evaluations import FillForm
from evaluations.models import Dispute, Evaluation, Scorecard
from evaluations.pages.form import form_page
from evaluations.tables import DisputeTable
from kit.access import require
from kit.forms import posted
from kit.http.deed_views import deed, itself
from kit.lists import ListPage


def _visible(request, key):
    return get_object_or_404(Evaluation.objects.visible_to(request.user).with_names(), key=key)


@deed(
    "evaluations.release_evaluation",
    fetch=_visible,
    about=itself,
    refused=refusals.RELEASE_EVALUATION,
    done=gettext_lazy("Released. The person was told."),
)
def release(request, evaluation):
    actions.release_evaluation(evaluation=evaluation, by=request.user, at=timezone.now())


@require_http_methods(["GET", "HEAD", "POST"])
def void(request, key):
    evaluation = _visible(request, key)
    require(request.user, "evaluations.void_evaluation", evaluation)
    form = ReasonForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            actions.void_evaluation(evaluation=evaluation, reason=reason, by=request.user, at=timezone.now())
            messages.success(request, _("The evaluation is void and no longer counts."))
        except Refused:
            messages.info(request, _("This evaluation cannot be declared void."))
        return redirect(evaluation)
    context = {"evaluation": evaluation, "form": form}
    return render(request, "evaluations/void.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, key):
    """A new revision: the filled form again, with a reason."""
    evaluation = _visible(request, key)
    require(request.user, "evaluations.correct_evaluation", evaluation)
    if not (evaluation.is_released and evaluation.is_current) or evaluation.is_void:
        messages.info(request, _("Only the newest released revision can be corrected."))
        return redirect(evaluation)
    scorecard = Scorecard.objects.with_lines().get(pk=evaluation.scorecard_id)
    form, reason = FillForm(scorecard, posted(request)), ReasonForm(posted(request))
    lacking = ()
    if request.method == "POST" and form.is_valid() and reason.is_valid():
        try:
            new = actions.correct_evaluation(
                evaluation=evaluation,
                answers=form.given(),
                reason=reason.cleaned_data["reason"],
                by=request.user,
                at=timezone.now(),
            )
        except EvaluationNotReady as refusal:
            lacking = refusal.missing
        except Refused:
            messages.info(request, _("Only the newest released revision can be corrected."))
            return redirect(evaluation)
        else:
            told = _("The corrected revision is released. The person was told.")
            messages.success(request, told if new.subject.user_id else _("The corrected revision is released."))
            return redirect(new)
    page = form_page(evaluation, scorecard, form=form if request.method == "POST" else None, lacking=lacking)
    context = {"evaluation": evaluation, "page": page, "reason": reason}
    return render(request, "evaluations/correct.html", context, status=422 if request.method == "POST" else 200)


class DisputeList(ListPage):
    """Objections that the reader may read: HR all, leads those of their teams, everyone their own."""

    title = gettext_lazy("Objections")
    table_class = DisputeTable
    empty = {
        "title": gettext_lazy("No objections"),
        "text": gettext_lazy("When somebody objects to a criterion of an evaluation, it appears here to be decided."),
        "icon": "scale",
    }

    def rows(self):
        return Dispute.objects.visible_to(self.request.user).select_related(
            "evaluation__subject", "evaluation__evaluator"
        )


@require_http_methods(["GET", "HEAD", "POST"])
def dispute_detail(request, key):
    """An objection; who may decide finds the decision under it."""
    rows = Dispute.objects.visible_to(request.user).select_related("evaluation", "opened_by", "resolved_by")
    dispute = get_object_or_404(rows, key=key)
    evaluation = dispute.evaluation = Evaluation.objects.with_names().get(pk=dispute.evaluation_id)
    may_decide = dispute.is_open and request.user.has_perm("evaluations.resolve_dispute", dispute)
    if request.method == "POST":
        require(request.user, "evaluations.resolve_dispute", dispute)
    scorecard = Scorecard.objects.with_lines().get(pk=evaluation.scorecard_id)
    form, answers = DecisionForm(posted(request)), FillForm(scorecard, posted(request))
    lacking = ()
    if request.method == "POST" and form.is_valid() and (answers.is_valid() or not form.is_accepted):
        try:
            return _decide(request, dispute, form, answers)
        except EvaluationNotReady as refusal:
            lacking = refusal.missing
    sent = answers if request.method == "POST" else None
    points = list(dispute.points.select_related("criterion__standard"))
    return render(request, "evaluations/dispute_detail.html", {
        "dispute": dispute, "evaluation": evaluation, "points": points, "form": form, "may_decide": may_decide,
        "is_mine": dispute.is_open and request.user.has_perm("evaluations.withdraw_dispute", dispute),
        "items": _disputed_items(form_page(evaluation, scorecard, form=sent, lacking=lacking), points),
    }, status=422 if request.method == "POST" else 200)  # fmt: skip


def _disputed_items(page, points):
    """(item of the form, the point) of the criteria objected to."""
    items = {item.criterion.pk: item for item in page.items}
    return [(items[point.criterion_id], point) for point in points]


def _decide(request, dispute, form, answers):
    try:
        actions.resolve_dispute(
            dispute=dispute,
            is_accepted=form.is_accepted,
            resolution=form.cleaned_data["resolution"],
            answers=answers.given() if form.is_accepted else None,
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("Decided. The person was told."))
    except EvaluationNotReady:
        raise
    except Refused:
        messages.info(request, refusals.DECIDED)
    return redirect("evaluations:dispute_detail", dispute.key)
