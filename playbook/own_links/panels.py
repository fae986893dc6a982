"""What the playbook adds to a standard's page: customers' words, and what cites an earlier text."""

from playbook.links.citations import effects_now
from playbook.links.panels import MAIN, SIDE, Panel
from playbook.models import Evidence, EvidenceLink

SHOWN = 3


def _links(standard, user):
    return EvidenceLink.objects.filter(code=standard.code, evidence__in=Evidence.objects.visible_to(user))


def words_panel(standard, user):
    links = _links(standard, user).select_related("evidence").order_by("-strength", "-evidence__said_on", "-pk")
    found = list(links[: SHOWN + 1])
    if not found:
        return None
    context = {"links": found[:SHOWN], "standard": standard, "has_more": len(found) > SHOWN}
    return Panel("playbook/_words_of_standard.html", context, place=MAIN, order=10)


def outdated_panel(standard, user):
    """For who may mend it."""
    if not user.has_perm("playbook.view_effects"):
        return None
    effects = [effect for effect in effects_now(code=standard.code) if user.has_perm(effect.source.permission)]
    return Panel("playbook/_outdated_panel.html", {"effects": effects}, place=SIDE, order=5) if effects else None
