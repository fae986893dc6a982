from django.conf import settings
from django.db import models

from kit.values.keys import Keyed


class ImportBatch(Keyed):
    """One file of past evaluations. `source` names it over time: the same name again continues the same batch."""

    source = models.CharField(max_length=200, unique=True)
    file_hash = models.CharField(max_length=64)
    mapping_hash = models.CharField(max_length=64)
    scorecard = models.ForeignKey("evaluations.Scorecard", models.PROTECT, related_name="import_batches")
    cycle = models.ForeignKey("evaluations.Cycle", models.PROTECT, related_name="import_batches")
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["-imported_at", "-id"]
        verbose_name_plural = "import batches"

    def __str__(self):
        return self.source


class ImportedRow(models.Model):
    """Which row of a file became which evaluation. `context` keeps the columns that are no criterion, as they stood.

    `identity` is what the row is recognised by when a file comes again, wherever it stands in it; empty for what was
    imported up to 0.2.0, which is recognised by its `row_hash`. `number` is where it stood the first time.
    """

    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    row_hash = models.CharField(max_length=64)
    identity = models.CharField(max_length=80, blank=True, default="")
    context = models.JSONField(default=dict)
    evaluation = models.OneToOneField("evaluations.Evaluation", models.PROTECT, related_name="imported_row")

    class Meta:
        ordering = ["batch", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "number"], condition=models.Q(identity=""), name="imported_row_once"
            ),
            models.UniqueConstraint(
                fields=["batch", "identity"], condition=~models.Q(identity=""), name="imported_row_identity_once"
            ),
        ]

    def __str__(self):
        return f"{self.batch_id}: {self.number}"
