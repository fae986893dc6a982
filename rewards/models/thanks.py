from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.values.keys import Keyed
from people.models import StaffMember
from playbook.models import FrozenStandard


class ThanksQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The two people, and HR."""
        if not user.is_authenticated:
            return self.none()
        if "hr" in user.access_roles:
            return self
        return self.filter(Q(to_staff__user=user) | Q(from_staff__user=user))

    def received_by(self, staff):
        return self.filter(to_staff=staff)

    def with_names(self):
        return self.select_related("from_staff", "to_staff", "standard__edition")


class Thanks(Keyed):
    """Somebody at work thanks somebody else for keeping a standard. Apart from pay; never changed."""

    from_staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="thanks_given")
    to_staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="thanks_received")
    standard = models.ForeignKey(FrozenStandard, models.PROTECT, related_name="thanks")
    text = models.CharField(_("what they did"), max_length=400)
    given_at = models.DateTimeField(db_index=True)

    objects = ThanksQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-id"]
        verbose_name = _("thanks")
        verbose_name_plural = _("thanks")
        indexes = [models.Index(fields=["to_staff", "given_at"])]
        constraints = [
            models.CheckConstraint(condition=~Q(from_staff=F("to_staff")), name="thanks_are_for_somebody_else")
        ]

    def __str__(self):
        return self.text
