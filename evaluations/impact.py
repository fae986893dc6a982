"""What freezing an edition sets in motion for scorecards and open evaluations."""

from django.urls import reverse
from django.utils.translation import gettext as _

from evaluations.models import Evaluation, Scorecard
from playbook.impact import ImpactLine, register_impact


def stale_scorecards(diff):
    """Published scorecards with a criterion whose standard changes in a major way or goes."""
    cards = Scorecard.objects.published().filter(sections__criteria__standard__code__in=diff.stale_codes).distinct()
    titles = [f"{card.title} ({card.code})" for card in cards]
    text = _("Scorecards that cite changed standards")
    return [ImpactLine(text, len(titles), reverse("evaluations:scorecards"), "، ".join(titles[:6]))]


def open_evaluations(diff):
    """Evaluations under way finish on the edition that they began with."""
    count = Evaluation.objects.filter(state="draft").count()
    return [ImpactLine(_("Open evaluations that finish on the old edition"), count, reverse("evaluations:cycles"))]


register_impact("evaluations.scorecards", stale_scorecards)
register_impact("evaluations.open", open_evaluations)
