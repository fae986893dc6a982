"""Customers' words on a standard's page."""

from playbook.links.panels import MAIN, Panel, register_panel
from playbook.models import Evidence, EvidenceLink

SHOWN = 3


def _links(standard, user):
    return EvidenceLink.objects.filter(code=standard.code, evidence__in=Evidence.objects.visible_to(user))


@register_panel
def words_panel(standard, user):
    links = _links(standard, user).select_related("evidence").order_by("-strength", "-evidence__said_on", "-pk")
    found = list(links[: SHOWN + 1])
    if not found:
        return None
    context = {"links": found[:SHOWN], "standard": standard, "has_more": len(found) > SHOWN}
    return Panel("playbook/_words_of_standard.html", context, place=MAIN, order=10)
