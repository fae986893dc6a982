"""Customers' words on a standard's page, and as the first knot of its chain."""

from django.urls import reverse
from django.utils.translation import ngettext

from playbook.models import Evidence, EvidenceLink
from playbook.panels import MAIN, Knot, Panel, register_knots, register_panel

SHOWN, ORDER = 3, 10


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


@register_knots
def words_knot(standard, user):
    count = _links(standard, user).count()
    url = reverse("playbook:standard_words", args=[standard.key]) if count else ""
    return [Knot(ORDER, count, ngettext("customer's words", "customers' words", count), url, is_gap=not count)]
