"""HR's guided page: compute, review, have approved, freeze, pay."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from kit.access import require
from kit.http.deed_views import deed
from kit.lists import ListPage
from people.accounts.confirmation import password_again
from rewards.actions import approve_run, compute_run, correct_run, freeze_run, pay_run, send_run, take_back_run
from rewards.actions.settlement import unpaid
from rewards.forms.runs import CorrectionForm
from rewards.models import Plan, Run
from rewards.refusals import RUN
from rewards.runs import page
from rewards.tables import RunTable


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


@deed(
    "rewards.compute_run",
    fetch=_run,
    refused=RUN,
    done=gettext_lazy("Computed. Look at the totals and checks, then send it for approval."),
)
def compute(request, run):
    compute_run(run=run, by=request.user, at=timezone.now())


@deed(
    "rewards.send_run",
    fetch=_run,
    refused=RUN,
    done=gettext_lazy("Sent. The numbers are locked until it is approved or taken back."),
)
def send(request, run):
    send_run(run=run, by=request.user, at=timezone.now())


@deed("rewards.take_back_run", fetch=_run, refused=RUN, done=gettext_lazy("Taken back. You can compute it again."))
def take_back(request, run):
    take_back_run(run=run, by=request.user, at=timezone.now())


@password_again
@deed("rewards.approve_run", fetch=_run, refused=RUN, done=gettext_lazy("Approved. HR can now freeze it."))
def approve(request, run):
    approve_run(run=run, by=request.user, at=timezone.now())


@password_again
@deed(
    "rewards.freeze_run",
    fetch=_run,
    refused=RUN,
    done=gettext_lazy("Frozen. Everyone who earned something has been told."),
)
def freeze(request, run):
    freeze_run(run=run, by=request.user, at=timezone.now())


@password_again
@deed(
    "rewards.pay_run",
    fetch=_run,
    refused=RUN,
    done=gettext_lazy("Marked as paid. Everyone concerned has been told."),
)
def pay(request, run):
    pay_run(run=run, by=request.user, at=timezone.now())


@deed(
    "rewards.correct_run",
    fetch=_run,
    form=CorrectionForm,
    unclear=gettext_lazy("Say what is corrected, and why."),
    refused=RUN,
)
def correct(request, run, reason):
    return correct_run(run=run, reason=reason, by=request.user, at=timezone.now())
