"""What rewards add to the pages below: the last knot of a standard's chain, and what the last signature changed."""

from django.urls import reverse
from django.utils.translation import ngettext

from evaluations.models import CriterionSummary
from kit.display import number
from playbook.panels import Knot, Panel, register_after_signing, register_knots
from rewards import phrases
from rewards.models import Run, RunState
from rewards.present import present_reward

REWARDS = 70


@register_knots
def reward_knot(standard, user):
    """How many frozen runs stand on a cycle in which the standard was judged."""
    cycles = CriterionSummary.objects.filter(criterion__standard__code=standard.code).values("cycle")
    runs = Run.objects.filter(state__in=[RunState.FROZEN, RunState.PAID], plan__cycle__in=cycles).count()
    url = reverse("rewards:mine") if runs else ""
    return [Knot(REWARDS, number(runs), ngettext("reward", "rewards", runs), url, is_gap=not runs)]


@register_after_signing
def reward_after_signing(staff, at):
    """That the signing gate of the present reward is met, and what is still missing; None without such a gate."""
    present = present_reward(staff, at)
    if present is None or present.is_final:
        return None
    results = next((step["results"] for step in present.steps if step["step"] == "gates"), [])
    if not any(result["gate"] == "signed" and result["passed"] for result in results):
        return None
    open_ones = [phrases.gate_sentence(result) for result in results if not result["passed"]]
    context = {
        "plan": present.plan,
        "amount": phrases.amount(present.amount, present.unit),
        "missing": open_ones,
    }
    return Panel("rewards/_after_signing.html", context)
