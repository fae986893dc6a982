"""Which starter folder the company began with."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ChosenStarter(models.Model):
    """One row once a starter folder was chosen, and for good: what it brought, for what waits for the first edition.

    `codes` {code in the file: code of the page}, `roles` {role in the file: key of the job role}, `scales` {short
    name: key of the scale}, `questions` {key of the question: code in the file}, `scorecards` as in the file.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(_("starter folder"), max_length=40)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    chosen_at = models.DateTimeField()
    codes = models.JSONField(default=dict)
    roles = models.JSONField(default=dict)
    scales = models.JSONField(default=dict)
    questions = models.JSONField(default=dict)
    scorecards = models.JSONField(default=list)
    finished_at = models.DateTimeField(
        null=True, blank=True, help_text="When the first edition was frozen, its scorecards drafted."
    )

    class Meta:
        verbose_name = _("chosen starter folder")
        verbose_name_plural = _("chosen starter folders")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="chosen_starter_is_one_row")]

    def __str__(self):
        return self.name
