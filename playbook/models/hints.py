from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from playbook.standards.advice.hints import Kind


class HintPutAway(models.Model):
    """A hint about the writing of a standard that its author has read: it is fine as it is, and stays away."""

    standard = models.UUIDField(_("translation key of the standard"))
    language = models.CharField(_("language"), max_length=2)
    kind = models.CharField(_("hint"), max_length=20, choices=[(kind.value, kind.value) for kind in Kind])
    put_away_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    put_away_at = models.DateTimeField()

    class Meta:
        verbose_name = _("hint put away")
        verbose_name_plural = _("hints put away")
        constraints = [models.UniqueConstraint(fields=["standard", "language", "kind"], name="hint_put_away_once")]

    def __str__(self):
        return f"{self.kind} {self.language}"
