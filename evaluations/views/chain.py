"""The chain in evaluations: one criterion, the criteria that score standards, the evaluations that judged them."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from evaluations.links.knots import CriterionKnot
from evaluations.models import Criterion, Scorecard
from evaluations.tables import ChainCriterionTable, ChainEvaluationTable
from kit.access import require
from playbook.chain.knots import CRITERION, EVALUATION, line_of
from playbook.chain.lists import ChainList


class CriteriaOfChain(ChainList):
    kind = CRITERION
    table_class = ChainCriterionTable
    all_title = _("Criteria")
    empty = {
        "title": _("No criterion scores it yet"),
        "text": _("A scorecard that is made from the edition, or its next version, takes it up."),
        "icon": "clipboard-check",
        "url": reverse_lazy("evaluations:scorecards"),
        "button": _("To the scorecards"),
        "permission": "evaluations.view_scorecard",
    }

    def dressed(self, rows):
        return rows.select_related("section__scorecard", "standard__edition")

    def page_of(self, row):
        return row.get_absolute_url()


class EvaluationsOfChain(ChainList):
    kind = EVALUATION
    table_class = ChainEvaluationTable
    all_title = _("Evaluations")
    empty = {
        "title": _("No evaluations yet"),
        "text": _("They appear here as soon as they are released."),
        "icon": "clipboard-check",
    }

    def dressed(self, rows):
        return rows.with_names().with_missed()


@require_safe
def criterion(request, key):
    """One line of a scorecard: what it scores, how, and its place in the chain."""
    require(request.user, "evaluations.view_scorecard")
    cards = Scorecard.objects.visible_to(request.user)
    rows = Criterion.objects.filter(section__scorecard__in=cards).prefetch_related("scale__outcomes")
    row = get_object_or_404(rows.select_related("section__scorecard__edition", "standard", "scale"), key=key)
    context = {
        "criterion": row,
        "scorecard": row.section.scorecard,
        "chain": line_of(CriterionKnot().place_of(row), request.user),
    }
    return render(request, "evaluations/criterion.html", context)
