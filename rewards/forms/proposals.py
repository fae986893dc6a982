"""What the form of a new plan begins with, so that nobody types what can be known."""

from datetime import timedelta

from django.utils.translation import gettext, override

from evaluations.models import Cycle
from kit.display import money_amount
from rewards.models import Plan


def proposed_plan(user):
    """The newest cycle that no plan rests on yet, its days and its name; the usual rounding step."""
    cycle = Cycle.objects.visible_to(user).filter(reward_plans=None).order_by("-starts_on", "-pk").first()
    step = {"step": money_amount(Plan._meta.get_field("step").default)}
    if cycle is None:
        return step
    return step | {
        "title_fa": _title(cycle, "fa"),
        "title_en": _title(cycle, "en"),
        "cycle": cycle.key,
        "starts_on": cycle.starts_on,
        "last_on": cycle.ends_on - timedelta(days=1),
    }


def _title(cycle, language):
    name = getattr(cycle, f"title_{language}")
    with override(language):
        return gettext("Reward for %(cycle)s") % {"cycle": name} if name else ""
