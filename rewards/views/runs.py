"""HR's guided page: compute, review, have approved, freeze, pay."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from kit.access import require
from kit.display import day, number
from kit.http.deed_views import deed
from kit.lists import ListPage
from people.accounts.confirmation import password_again
from rewards import errors
from rewards.actions import approve_run, compute_run, correct_run, freeze_run, pay_run, send_run, take_back_run
from rewards.actions.settlement import unpaid
from rewards.forms.runs import CorrectionForm
from rewards.models import Plan, Run
from rewards.runs import page
from rewards.tables import RunTable

SAYS = {
    errors.WrongState: gettext_lazy(
        "The run has moved on meanwhile. Nothing was changed; look at where it stands now."
    ),
    errors.PlanNotPublished: gettext_lazy("The plan was replaced by a newer version. Compute that one."),
    errors.NothingComputed: gettext_lazy("Nobody belongs to this plan in its period."),
    errors.NothingChanged: gettext_lazy(
        "Neither evaluations nor days have changed since the last run: there is nothing to correct."
    ),
    errors.SamePerson: gettext_lazy("Whoever computed a run cannot approve it."),
    errors.RecentlyHelped: gettext_lazy(
        "Your way in came from whoever computed or sent this run, or theirs from you, a short while ago. Somebody else "
        "must approve it, or you later."
    ),
    errors.OwnReward: gettext_lazy("Your own reward is in this run; somebody else must approve it."),
    errors.NotTheApprover: gettext_lazy("The plan names somebody else as approver."),
    errors.DoesNotAddUp: gettext_lazy("Recomputing gives something else. Nothing was booked; tell an administrator."),
    errors.NothingToPay: gettext_lazy("Everything booked is paid already."),
    errors.RunExists: gettext_lazy("The last run of this plan is still open."),
    errors.PeriodNotOver: gettext_lazy(
        "The period of this plan is not over: this is possible from %(day)s on. Nothing was changed."
    ),
}


def said(refusal):
    """A refusal as a sentence."""
    if isinstance(refusal, errors.EvaluationsOutstanding):
        text = ngettext(
            "%(n)s evaluation of people in this run is not released yet. Nothing was changed.",
            "%(n)s evaluations of people in this run are not released yet. Nothing was changed.",
            refusal.n,
        )
        return text % {"n": number(refusal.n)}
    if isinstance(refusal, errors.DaysChanged):
        text = ngettext(
            "The work of %(n)s person in this run was recorded otherwise since it was computed. Compute it again.",
            "The work of %(n)s people in this run was recorded otherwise since it was computed. Compute it again.",
            refusal.n,
        )
        return text % {"n": number(refusal.n)}
    if isinstance(refusal, errors.PeriodNotOver):
        return str(SAYS[errors.PeriodNotOver]) % {"day": day(refusal.day)}
    return str(SAYS[type(refusal)])


class RunList(ListPage):
    title = gettext_lazy("Reward runs")
    lead = gettext_lazy("Each run computes one plan for its period, is approved by a second person, and then paid.")
    table_class = RunTable
    permission = "rewards.view_runs"
    template_name = "rewards/runs.html"
    empty = {
        "title": gettext_lazy("No run yet"),
        "text": gettext_lazy("Publish a plan; its run begins from there."),
        "icon": "cash",
        "url": reverse_lazy("rewards:plans"),
        "button": gettext_lazy("To the plans"),
    }

    def rows(self):
        return Run.objects.visible_to(self.request.user).select_related("plan")

    def context(self):
        plans = Plan.objects.visible_to(self.request.user).filter(state="published", runs=None)
        return {"waiting": plans}


@require_GET
def run(request, key):
    run = _run(request, key)
    flags = list(run.flags.open().select_related("staff")) if run.is_final else []
    return render(
        request,
        "rewards/run.html",
        {
            "run": run,
            "plan": run.plan,
            **page.context(run, request.user),
            "flags": flags,
            "owes": run.is_final and run.plan.unit == "money" and unpaid(run).exists(),
            "corrections": run.plan.runs.exclude(pk=run.pk).order_by("correction"),
            "may_approve": request.user.has_perm("rewards.approve_run", run),
            "correction_form": CorrectionForm(),
        },
    )


def _run(request, key):
    require(request.user, "rewards.view_runs")
    runs = Run.objects.visible_to(request.user)
    people = ("sent_by__staff_member", "approved_by__staff_member", "plan__approver__staff_member")
    return get_object_or_404(runs.select_related("plan__cycle", *people), key=key)


REFUSED = {errors.RewardsError: said}


@deed(
    "rewards.compute_run",
    fetch=_run,
    refused=REFUSED,
    done=gettext_lazy("Computed. Look at the totals and checks, then send it for approval."),
)
def compute(request, run):
    compute_run(run=run, by=request.user, at=timezone.now())


@deed(
    "rewards.send_run",
    fetch=_run,
    refused=REFUSED,
    done=gettext_lazy("Sent. The numbers are locked until it is approved or taken back."),
)
def send(request, run):
    send_run(run=run, by=request.user, at=timezone.now())


@deed("rewards.take_back_run", fetch=_run, refused=REFUSED, done=gettext_lazy("Taken back. You can compute it again."))
def take_back(request, run):
    take_back_run(run=run, by=request.user, at=timezone.now())


@password_again
@deed("rewards.approve_run", fetch=_run, refused=REFUSED, done=gettext_lazy("Approved. HR can now freeze it."))
def approve(request, run):
    approve_run(run=run, by=request.user, at=timezone.now())


@password_again
@deed(
    "rewards.freeze_run",
    fetch=_run,
    refused=REFUSED,
    done=gettext_lazy("Frozen. Everyone who earned something has been told."),
)
def freeze(request, run):
    freeze_run(run=run, by=request.user, at=timezone.now())


@password_again
@deed(
    "rewards.pay_run",
    fetch=_run,
    refused=REFUSED,
    done=gettext_lazy("Marked as paid. Everyone concerned has been told."),
)
def pay(request, run):
    pay_run(run=run, by=request.user, at=timezone.now())


@require_POST
def correct(request, key):
    run = _run(request, key)
    require(request.user, "rewards.correct_run")
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say what is corrected, and why."))
        return redirect(run)
    try:
        return redirect(correct_run(run=run, by=request.user, at=timezone.now(), **form.cleaned_data))
    except errors.RewardsError as refusal:
        messages.error(request, said(refusal))
        return redirect(run)
