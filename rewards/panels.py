"""The last knot of a standard's chain: the reward runs that its scores went into."""

from django.urls import reverse
from django.utils.translation import ngettext

from evaluations.models import CriterionSummary
from kit.display import number
from playbook.panels import Knot, register_knots
from rewards.models import Run, RunState

REWARDS = 70


@register_knots
def reward_knot(standard, user):
    """How many frozen runs stand on a cycle in which the standard was judged."""
    cycles = CriterionSummary.objects.filter(criterion__standard__code=standard.code).values("cycle")
    runs = Run.objects.filter(state__in=[RunState.FROZEN, RunState.PAID], plan__cycle__in=cycles).count()
    url = reverse("rewards:mine") if runs else ""
    return [Knot(REWARDS, number(runs), ngettext("reward", "rewards", runs), url, is_gap=not runs)]
