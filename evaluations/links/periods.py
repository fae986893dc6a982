"""Days on which people were evaluated by an edition of the folder: no later edition may begin before them."""

from django.db.models import Max

from evaluations.models import Evaluation, EvaluationState
from playbook.models import EditionKind


def last_judged_day(day):
    """The latest day, from `day` on, of an evaluation that was handed in and is not void."""
    rows = Evaluation.objects.filter(
        edition__kind=EditionKind.FOLDER, observed_on__gte=day, submitted_at__isnull=False
    ).exclude(state=EvaluationState.VOID)
    return rows.aggregate(last=Max("observed_on"))["last"]
