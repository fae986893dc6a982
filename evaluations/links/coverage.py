"""What evaluations give to the folder's coverage matrix: criteria in published scorecards, and 90 days of answers."""

from datetime import timedelta

from django.db.models import Count, Sum
from django.urls import reverse

from evaluations.models import Answer, Criterion, Evaluation, ScorecardState
from kit.dates.calendar import first_instant
from kit.values.rounding import half_up_div
from playbook.links.coverage import CRITERIA, EVALUATIONS, CoverageCell, CoverageSource

DAYS = 90


def criteria(codes, on):
    rows = Criterion.objects.filter(standard__code__in=codes, section__scorecard__state=ScorecardState.PUBLISHED)
    counted = rows.order_by().values("standard__code").annotate(count=Count("id"))
    return {row["standard__code"]: CoverageCell(row["count"]) for row in counted}


def evaluated(codes, on):
    """Answers given in counted evaluations that were released within the days, and their mean value. What was imported
    tells of the past, whenever that was."""
    since = first_instant(on - timedelta(days=DAYS))
    counted = Evaluation.objects.counted().shown().filter(released_at__gte=since, imported_row=None).order_by()
    answers = Answer.objects.filter(evaluation__in=counted, value__isnull=False).order_by()
    # By criterion in the database, by code here: an answer row knows nothing of codes.
    sums = answers.values_list("criterion").annotate(total=Sum("value"), n=Count("id"))
    code_of = dict(Criterion.objects.filter(standard__code__in=codes).values_list("pk", "standard__code"))
    found = {}
    for criterion, total, n in sums:
        if criterion in code_of:
            before = found.get(code_of[criterion], (0, 0))
            found[code_of[criterion]] = (before[0] + total, before[1] + n)
    return {code: CoverageCell(n, mean=half_up_div(total, n)) for code, (total, n) in found.items()}


def _criterion_for(standard):
    """On which scorecard it gets its criterion."""
    return reverse("evaluations:criterion_for", args=[standard.code])


SOURCES = (
    CoverageSource(CRITERIA, criteria, mend=_criterion_for, perm="evaluations.draft_scorecard"),
    CoverageSource(EVALUATIONS, evaluated, mend=_criterion_for, perm="evaluations.draft_scorecard"),
)
