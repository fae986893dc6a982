from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.values.keys import Keyed
from people.models import StaffMember
from people.roles import led_team_ids

SEES_EVERY_OBSERVATION = {"author", "hr", "administrator"}


class ObservationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those about oneself and about one's team; all of them for HR, authors and administrators."""
        if not user.is_authenticated:
            return self.none()
        if user.access_roles & SEES_EVERY_OBSERVATION:
            return self
        return self.filter(Q(staff__user=user) | Q(staff__team_id__in=led_team_ids(user)))

    def standing(self):
        """Those that were not taken back."""
        return self.filter(withdrawn_at=None)


class Observation(Keyed):
    """A lead saw somebody act by a standard in real work, on a day. Once a day for each person and standard."""

    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="observations")
    observer = models.ForeignKey(StaffMember, models.PROTECT, related_name="observed")
    standard = models.ForeignKey("playbook.FrozenStandard", models.PROTECT, related_name="observations")
    code = models.CharField(max_length=20)
    seen_on = models.DateField(_("seen on"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    noted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        ordering = ["-seen_on", "-pk"]
        verbose_name = _("observation")
        indexes = [models.Index(fields=["staff", "code"])]
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "code", "seen_on"], condition=Q(withdrawn_at=None), name="observation_once_a_day"
            ),
            models.CheckConstraint(condition=~Q(staff=F("observer")), name="observation_of_somebody_else"),
        ]

    def __str__(self):
        return f"{self.staff_id} {self.code} {self.seen_on}"
