from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.values.keys import Keyed
from people.models.staff import StaffMember


class AbsenceQuerySet(models.QuerySet):
    def standing(self):
        """Those that were not taken back."""
        return self.filter(withdrawn_at=None)

    def away_on(self, day):
        return self.standing().filter(starts_on__lte=day, ends_on__gt=day).order_by()


class Absence(Keyed):
    """Days on which a person is away with leave, [starts_on, ends_on). Whatever is due meanwhile waits as long."""

    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="absences")
    starts_on = models.DateField(_("first day away"))
    ends_on = models.DateField(_("first day back"))
    reason = models.CharField(_("reason"), max_length=300)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-id"]
        verbose_name = _("leave")
        verbose_name_plural = _("leaves")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="absence_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="absence_withdrawn_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["staff", "starts_on"], condition=Q(withdrawn_at=None), name="absence_one_begins_on_a_day"
            ),
        ]

    def __str__(self):
        return f"{self.staff} {self.starts_on}"
