"""A criterion for one standard: on which scorecard?"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from evaluations.actions.criteria import place_criterion
from evaluations.errors import StandardNotThere
from evaluations.models import Scorecard
from evaluations.scorecards.placement import cards_for
from kit.access import require
from kit.http.back import leading, way_back
from playbook.links.citations import last_edition
from playbook.models import Edition


@require_http_methods(["GET", "HEAD", "POST"])
def criterion_for(request, code):
    require(request.user, "evaluations.draft_scorecard")
    edition = Edition.objects.in_force(timezone.localdate()) or last_edition()
    standard = edition and edition.standards.filter(code=code).prefetch_related("roles").first()
    if not standard:
        raise Http404
    back = way_back(request)
    cards = cards_for(standard, Scorecard.objects.visible_to(request.user))
    if request.method == "POST":
        return _place(request, standard, cards, back)
    context = {"standard": standard, "cards": cards, "back": back, "new_url": _new_url(standard, back)}
    return render(request, "evaluations/criterion_for.html", context)


def _new_url(standard, back):
    """A whole scorecard for a role that it binds: its criterion is among those that the card begins with."""
    role = standard.roles.all()[0].key if standard.roles.all() else ""
    return leading(reverse("evaluations:scorecard_new"), role=role, edition=standard.edition.key, back=back)


def _place(request, standard, cards, back):
    card = next((card for card in cards if card.key == request.POST.get("card")), None)
    if card is None:
        messages.info(request, _("Choose a scorecard. Where the standard stands already, none is offered."))
        return redirect(request.get_full_path())
    try:
        draft = place_criterion(scorecard=card, standard=standard, by=request.user, at=timezone.now())
    except StandardNotThere:
        messages.warning(
            request, _("Its draft is of an edition without this standard. Publish or move the draft first.")
        )
        return redirect(request.get_full_path())
    messages.success(request, _("%(code)s has its criterion now. Set its weight and save.") % {"code": standard.code})
    return redirect(leading(reverse("evaluations:scorecard_edit", args=[draft.key]), back=back))
