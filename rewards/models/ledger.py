from django.conf import settings
from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from kit.values.keys import Keyed
from people.models import StaffMember
from rewards.models.plans import Unit
from rewards.models.runs import Run


class LineKind(models.TextChoices):
    EARNED = "earned", _("Earned")
    CORRECTED = "corrected", _("Corrected")
    PAID = "paid", _("Paid")


BOOKED = (LineKind.EARNED, LineKind.CORRECTED)


class LedgerQuerySet(models.QuerySet):
    def visible_to(self, user):
        """HR and administrators see all lines; everyone their own."""
        if not user.is_authenticated:
            return self.none()
        if user.access_roles & {"hr", "administrator"}:
            return self
        return self.filter(staff__user=user)

    def booked(self):
        """What runs gave, without what was paid out."""
        return self.filter(kind__in=BOOKED)

    def balance(self):
        """The sum of the lines, in minor units or points: what the company still owes."""
        return self.aggregate(sum=Sum("amount", default=0))["sum"]


class LedgerLine(Keyed):
    """One booking: append-only, one per run, person and kind. Paid lines are negative; a balance is a sum of lines."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="lines")
    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="ledger_lines")
    kind = models.CharField(_("kind"), max_length=9, choices=LineKind)
    unit = models.CharField(max_length=6, choices=Unit)
    amount = models.BigIntegerField(_("amount"))
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = LedgerQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("ledger line")
        verbose_name_plural = _("ledger lines")
        indexes = [models.Index(fields=["staff", "unit"])]
        constraints = [
            models.UniqueConstraint(fields=["run", "staff", "kind"], name="ledger_line_once"),
            models.CheckConstraint(condition=~Q(amount=0), name="ledger_line_not_zero"),
            models.CheckConstraint(condition=~Q(kind="earned") | Q(amount__gt=0), name="ledger_earned_positive"),
        ]

    def __str__(self):
        return f"{self.staff} {self.get_kind_display()} {self.amount}"
