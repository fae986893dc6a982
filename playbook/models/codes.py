import re

from django.db import models
from django.utils.translation import gettext_lazy as _


class Phase(models.TextChoices):
    BEFORE = "before", _("Before the purchase")
    DURING = "during", _("During the purchase")
    AFTER = "after", _("After the purchase")
    COMPLAINT = "complaint", _("Complaint")


class Measure(models.TextChoices):
    SPEED = "speed", _("Speed")
    ACCURACY = "accuracy", _("Accuracy")
    COURTESY = "courtesy", _("Courtesy")
    KNOWLEDGE = "knowledge", _("Knowledge")
    INFORMING = "informing", _("Keeping informed")
    CARE = "care", _("Care")
    SAFETY = "safety", _("Safety")
    FOLLOW_UP = "follow_up", _("Follow-up")


PREFIXES = {Phase.BEFORE: "BEF", Phase.DURING: "DUR", Phase.AFTER: "AFT", Phase.COMPLAINT: "CMP"}
CODE_PATTERN = re.compile(r"^(BEF|DUR|AFT|CMP)-(\d{2,3})$")


class CodeLedgerQuerySet(models.QuerySet):
    def proposed_for(self, phase):
        """The next code of a phase that no standard ever bore, such as BEF-03."""
        prefix = PREFIXES[phase]
        codes = self.filter(code__startswith=f"{prefix}-").values_list("code", flat=True)
        numbers = [int(match[2]) for code in codes if (match := CODE_PATTERN.match(code))]
        return f"{prefix}-{max(numbers, default=0) + 1:02d}"


class CodeLedger(models.Model):
    """Every code ever given to a standard, kept after the standard's pages are deleted, so that none is used twice.

    One row per standard: its pages in all languages share the translation key.
    """

    code = models.CharField(_("code"), max_length=20, unique=True)
    translation_key = models.UUIDField(unique=True)
    given_at = models.DateTimeField(auto_now_add=True)

    objects = CodeLedgerQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("given code")
        verbose_name_plural = _("given codes")

    def __str__(self):
        return self.code
