"""The summary table: sums per cycle, team and criterion, made from the answers alone.

What a source below its threshold said is in none of them: a lead, who sees the others, could subtract.
"""

from django.db.models import Count, Q, Sum

from evaluations.models import Answer, CriterionSummary, Evaluation


def answers_summed(**within):
    """{(cycle id, team id, criterion id): (n, total, not arisen)} over evaluations that count and may be shown."""
    counted = Evaluation.objects.counted().shown().filter(cycle__isnull=False, **within)
    rows = (
        Answer.objects.filter(evaluation__in=counted)
        .order_by()
        .values_list("evaluation__cycle_id", "evaluation__team_id", "criterion_id")
        .annotate(n=Count("value"), total=Sum("value"), not_arisen=Count("pk", filter=Q(is_na=True)))
    )
    return {(cycle, team, criterion): (n, total or 0, na) for cycle, team, criterion, n, total, na in rows}


def summaries_stored(**within):
    rows = CriterionSummary.objects.filter(**within)
    return {(r.cycle_id, r.team_id, r.criterion_id): (r.n, r.total, r.not_arisen) for r in rows}


def refresh_summaries(cycle_id, team_ids):
    """Make the rows of these teams in one cycle anew. Runs inside the transaction that changed the evaluations.

    One evaluation more or less may show or hide others of the same person: their teams are made anew as well.
    """
    if cycle_id is None:
        return
    of_cycle = Evaluation.objects.filter(cycle_id=cycle_id).order_by()
    same_people = of_cycle.filter(subject__in=of_cycle.filter(team_id__in=team_ids).values("subject"))
    team_ids = {*team_ids, *same_people.values_list("team_id", flat=True).distinct()}
    CriterionSummary.objects.filter(cycle_id=cycle_id, team_id__in=team_ids).delete()
    _write(answers_summed(cycle_id=cycle_id, team_id__in=team_ids))


def rebuild_summaries():
    """Make the whole table anew; returns how many rows it has."""
    CriterionSummary.objects.all().delete()
    summed = answers_summed()
    _write(summed)
    return len(summed)


def summary_differences():
    """Keys (cycle, team, criterion) whose stored sums are not those of the answers."""
    stored, summed = summaries_stored(), answers_summed()
    return sorted(key for key in stored.keys() | summed.keys() if stored.get(key) != summed.get(key))


def _write(summed):
    """In one order, whatever the database grouped by: the same answers leave the same rows behind."""
    CriterionSummary.objects.bulk_create(
        [
            CriterionSummary(cycle_id=cycle, team_id=team, criterion_id=criterion, n=n, total=total, not_arisen=na)
            for (cycle, team, criterion), (n, total, na) in sorted(summed.items())
        ],
        batch_size=500,
    )
