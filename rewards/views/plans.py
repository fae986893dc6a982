"""HR writes the rules of rewards."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from kit.access import require
from kit.http.deed_views import deed, itself
from kit.lists import ListPage
from rewards import errors
from rewards.actions import change_plan, draft_plan, publish_plan, start_run
from rewards.forms.plans import PlanForm
from rewards.forms.proposals import proposed_plan
from rewards.formula.curve import WHOLE
from rewards.formula.terms import MONEY
from rewards.models import Plan
from rewards.refusals import PLAN
from rewards.statements import labels
from rewards.tables import PlanTable


class PlanList(ListPage):
    title = gettext_lazy("Reward plans")
    lead = gettext_lazy("The rules by which rewards follow from scores.")
    table_class = PlanTable
    permission = "rewards.view_plans"
    template_name = "rewards/plans.html"
    empty = {
        "title": gettext_lazy("No plan yet"),
        "text": gettext_lazy("A plan says who gets what for which score. Publish one, then compute it."),
        "icon": "gift",
        "url": reverse_lazy("rewards:new_plan"),
        "button": gettext_lazy("Write a plan"),
    }

    def rows(self):
        return Plan.objects.visible_to(self.request.user)


@require_GET
def plan(request, key):
    plan = _plan(request, key)
    return render(
        request,
        "rewards/plan.html",
        {
            "plan": plan,
            "people": plan.population().count(),
            "run": plan.runs.first(),
            "versions": Plan.objects.visible_to(request.user).filter(lineage=plan.lineage).order_by("-version"),
            "milestones": _milestones(plan),
            "is_money": plan.unit == MONEY,
        },
    )


@require_http_methods(["GET", "POST"])
def new(request):
    require(request.user, "rewards.draft_plan")
    if request.method == "GET":
        return _form(request, PlanForm(user=request.user, initial=proposed_plan(request.user)))
    form = PlanForm(request.POST, user=request.user)
    if not form.is_valid():
        return _form(request, form)
    return redirect(draft_plan(by=request.user, at=timezone.now(), **form.cleaned_data))


@require_http_methods(["GET", "POST"])
def change(request, key):
    """A published plan is not changed: what is saved is the draft of its next version."""
    plan = _plan(request, key)
    require(request.user, "rewards.change_plan", plan)
    if request.method == "GET":
        return _form(request, PlanForm.of_plan(plan, request.user), plan)
    form = PlanForm(request.POST, user=request.user)
    if not form.is_valid():
        return _form(request, form, plan)
    return redirect(change_plan(plan=plan, by=request.user, at=timezone.now(), **form.cleaned_data))


def _plan(request, key):
    require(request.user, "rewards.view_plans")
    plans = Plan.objects.visible_to(request.user).select_related("cycle", "approver")
    return get_object_or_404(plans, key=key)


@deed(
    "rewards.publish_plan",
    fetch=_plan,
    about=itself,
    refused=PLAN,
    done=gettext_lazy("The plan is published. Staff see their reward so far by it."),
)
def publish(request, plan):
    publish_plan(plan=plan, by=request.user, at=timezone.now())


@deed("rewards.start_run", fetch=_plan, about=itself, refused=PLAN)
def start(request, plan):
    """The run, or the one that was begun before."""
    try:
        return start_run(plan=plan, by=request.user, at=timezone.now())
    except errors.RunExists:
        return plan.runs.first()


def _form(request, form, plan=None):
    status = 422 if form.is_bound else 200
    return render(request, "rewards/plan_form.html", {"form": form, "plan": plan}, status=status)


def _milestones(plan):
    """What a whole person gets at each corner of the curve."""
    terms = plan.terms
    rows = []
    for name, score in terms.shape.milestones():
        factor = terms.shape.factor(score)
        worth = int(plan.base * factor // plan.step * plan.step)
        rows.append(
            {
                "name": name,
                "score": labels.points(score),
                "factor": labels.factor(factor),
                "amount": labels.amount(worth if plan.cap is None else min(worth, plan.cap), plan.unit),
                "width": f"{_share_of(factor, plan)}%",
            }
        )
    return rows


def _share_of(factor, plan):
    """The factor as a whole percentage of the highest one, for a bar."""
    highest = max([worth for _, worth in plan.bands], default=plan.m_max) or WHOLE
    return min(100, int(factor * WHOLE * 100 / highest))
