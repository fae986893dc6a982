"""The complaint policy: whole, and for the pocket while the customer stands there."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kit.access import require
from people.roles import staff_of
from playbook.editions.authority import authority_for
from playbook.models import Edition, FrozenPublicLane


@require_safe
def policy(request):
    require(request.user, "playbook.view_folder")
    return render(request, "playbook/policy.html", _context(request))


@require_safe
def pocket(request):
    """The essentials on one screen of a phone."""
    require(request.user, "playbook.view_folder")
    return render(request, "playbook/pocket.html", _context(request))


def _context(request):
    edition, staff = Edition.objects.in_force(timezone.localdate()), staff_of(request.user)
    if edition is None:
        return {"edition": None, "steps": []}
    return {
        "edition": edition,
        "steps": list(edition.policy_steps.order_by("number")),
        "authority": authority_for(edition, staff),
        "lane": FrozenPublicLane.objects.filter(edition=edition).first(),
        "staff": staff,
    }
