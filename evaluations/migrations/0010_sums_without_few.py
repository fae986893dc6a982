"""What a source below its threshold said leaves the sums of its cycle: a lead could subtract what they see."""

from collections import Counter, defaultdict

from django.db import migrations

PORTION = 500


def sum_again(apps, schema_editor):
    rules = apps.get_model("evaluations", "CycleSource").objects.filter(threshold__gt=1)
    thresholds = {(cycle, source): least for cycle, source, least in rules.values_list("cycle", "source", "threshold")}
    for cycle in sorted({cycle for cycle, _source in thresholds}):
        hidden = _hidden(apps, cycle, thresholds)
        if hidden:
            _sum(apps, cycle, hidden)


def _counted(apps, cycle):
    rows = apps.get_model("evaluations", "Evaluation").objects.filter(cycle=cycle, released_at__isnull=False)
    return rows.filter(is_current=True).exclude(state="void")


def _hidden(apps, cycle, thresholds):
    """Ids of the evaluations whose source is below its threshold."""
    rows = list(_counted(apps, cycle).values_list("pk", "subject", "source", "score"))
    together = Counter((subject, source) for _pk, subject, source, score in rows if score is not None)
    return {
        pk for pk, subject, source, _score in rows if together[subject, source] < thresholds.get((cycle, source), 0)
    }


def _sum(apps, cycle, hidden):
    summary = apps.get_model("evaluations", "CriterionSummary")
    answers = apps.get_model("evaluations", "Answer").objects.filter(evaluation__in=_counted(apps, cycle))
    sums = defaultdict(lambda: [0, 0, 0])
    fields = ("evaluation", "evaluation__team", "criterion", "value", "is_na")
    for evaluation, team, criterion, value, is_na in answers.values_list(*fields).iterator(chunk_size=PORTION):
        if evaluation not in hidden:
            row = sums[team, criterion]
            row[0] += value is not None
            row[1] += value or 0
            row[2] += is_na
    summary.objects.filter(cycle=cycle).delete()
    summary.objects.bulk_create(
        [
            summary(cycle_id=cycle, team_id=team, criterion_id=criterion, n=n, total=total, not_arisen=not_arisen)
            for (team, criterion), (n, total, not_arisen) in sorted(sums.items())
        ],
        batch_size=PORTION,
    )


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0009_numbers_and_identities")]

    operations = [migrations.RunPython(sum_again, migrations.RunPython.noop, elidable=True)]
