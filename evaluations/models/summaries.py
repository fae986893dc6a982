from django.db import models
from django.db.models import F, Q


class CriterionSummary(models.Model):
    """Sums over the released answers of one criterion in one team and cycle. Rebuilt from the answers at any time.

    `total` is the sum of values in basis points over `n` answers; `not_arisen` counts N/A.
    """

    cycle = models.ForeignKey("evaluations.Cycle", models.CASCADE, related_name="summaries")
    team = models.ForeignKey("people.Team", models.CASCADE, related_name="+")
    criterion = models.ForeignKey("evaluations.Criterion", models.CASCADE, related_name="summaries")
    n = models.PositiveIntegerField()
    total = models.PositiveBigIntegerField()
    not_arisen = models.PositiveIntegerField()

    class Meta:
        ordering = ["cycle", "team", "criterion"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "team", "criterion"], name="summary_once"),
            models.CheckConstraint(condition=Q(total__lte=F("n") * 10000), name="summary_total_in_range"),
        ]

    def __str__(self):
        return f"{self.cycle_id} {self.team_id} {self.criterion_id}: {self.total}/{self.n}"
