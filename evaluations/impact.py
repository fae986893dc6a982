"""What freezing an edition sets in motion for scorecards and open evaluations."""

from django.urls import reverse
from django.utils.translation import ngettext

from evaluations.models import Evaluation, Scorecard
from kit.display import number
from kit.phrases import listed
from playbook.impact import ImpactLine, register_impact


def stale_scorecards(diff):
    """Published scorecards with a criterion whose standard changes in a major way or goes."""
    cards = Scorecard.objects.published().filter(sections__criteria__standard__code__in=diff.stale_codes).distinct()
    titles = [f"{card.title} ({card.code})" for card in cards]
    words = ngettext(
        "%(count)s scorecard cites changed standards", "%(count)s scorecards cite changed standards", len(titles)
    )
    text = words % {"count": number(len(titles))}
    address = reverse("evaluations:scorecards")
    return [ImpactLine(text, len(titles), address, listed(titles[:6]), perm="evaluations.view_scorecard")]


def open_evaluations(diff):
    """Evaluations under way finish on the edition that they began with."""
    count = Evaluation.objects.filter(state="draft").count()
    words = ngettext(
        "%(count)s open evaluation finishes on the edition that it began with",
        "%(count)s open evaluations finish on the edition that they began with",
        count,
    )
    text, address = words % {"count": number(count)}, reverse("evaluations:cycles")
    return [ImpactLine(text, count, address, perm="evaluations.view_cycle")]


register_impact("evaluations.scorecards", stale_scorecards)
register_impact("evaluations.open", open_evaluations)
