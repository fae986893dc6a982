from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.bilingual import LANGUAGES
from kit.keys import Keyed
from people.models import StaffMember
from playbook.models.frozen import FrozenStandard


class Signature(Keyed):
    """A staff member read one standard of one edition and accepts it. Only ever added."""

    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="signatures")
    frozen_standard = models.ForeignKey(FrozenStandard, models.PROTECT, related_name="signatures")
    text_hash = models.CharField(max_length=64)
    language = models.CharField(max_length=2, choices=[(code, code) for code in LANGUAGES], default="fa")
    signed_at = models.DateTimeField(_("signed at"))

    class Meta:
        ordering = ["-signed_at", "-id"]
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(fields=["staff", "frozen_standard"], name="signature_once_per_staff_and_standard")
        ]

    def __str__(self):
        return f"{self.staff} {self.frozen_standard.code}"
