"""What the subject does: see, acknowledge, object."""

from operator import attrgetter

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from evaluations import actions, refusals
from evaluations.errors import WrongState
from evaluations.forms.disputes import DisputeForm
from evaluations.models import Dispute, Evaluation, Scorecard
from kit.access import require
from kit.forms import posted
from kit.http.deed_views import deed, itself
from people.roles import staff_of


def _mine(request, key):
    """An evaluation about the reader; for anybody else there is none."""
    about_me = Evaluation.objects.visible_to(request.user).about(staff_of(request.user))
    return get_object_or_404(about_me.filter(released_at__isnull=False).with_names(), key=key)


@deed("evaluations.mark_seen", fetch=_mine, about=itself)
def seen(request, evaluation):
    actions.mark_seen(evaluation=evaluation, by=request.user, at=timezone.now())
    return HttpResponse(status=204)


@deed(
    "evaluations.acknowledge_evaluation",
    fetch=_mine,
    about=itself,
    refused=refusals.ACKNOWLEDGE,
    done=gettext_lazy("Thank you. It is noted that you have read it."),
)
def acknowledge(request, evaluation):
    actions.acknowledge_evaluation(evaluation=evaluation, by=request.user, at=timezone.now())


@require_http_methods(["GET", "HEAD", "POST"])
def dispute(request, key):
    evaluation = _mine(request, key)
    require(request.user, "evaluations.open_dispute", evaluation)
    if not evaluation.is_answerable:
        messages.info(request, _("The time for an objection to this evaluation is over, or one is open already."))
        return redirect(evaluation)
    scorecard = Scorecard.objects.with_lines().get(pk=evaluation.scorecard_id)
    chosen = {f"d-{request.GET.get('criterion', '')}": True}
    form = DisputeForm(scorecard, posted(request), initial=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_dispute(evaluation=evaluation, points=form.points, by=request.user, at=timezone.now())
        except WrongState:
            messages.info(request, _("The time for an objection to this evaluation is over, or one is open already."))
        else:
            messages.success(request, _("Your objection was sent. You will hear as soon as it is decided."))
        return redirect(evaluation)
    answers = {row.criterion_id: row for row in evaluation.answers.select_related("outcome", "criterion__scale")}
    lines = [(row, tick, reason, answers.get(row.pk)) for row, tick, reason in form.lines()]
    status = 422 if form.errors else 200
    context = {"evaluation": evaluation, "form": form, "lines": lines}
    return render(request, "evaluations/dispute.html", context, status=status)


def _own_dispute(request, key):
    mine = Dispute.objects.filter(evaluation__in=Evaluation.objects.about(staff_of(request.user)))
    return get_object_or_404(mine.select_related("evaluation"), key=key)


@deed(
    "evaluations.withdraw_dispute",
    fetch=_own_dispute,
    about=itself,
    refused=refusals.WITHDRAW_DISPUTE,
    done=gettext_lazy("You took your objection back; the evaluation is final."),
    to=attrgetter("evaluation"),
)
def withdraw(request, dispute):
    actions.withdraw_dispute(dispute=dispute, by=request.user, at=timezone.now())
