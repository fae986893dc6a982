from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit.values.keys import Keyed
from people.models import StaffMember
from playbook.models.frozen import FrozenStandard
from playbook.models.pages import StandardPage


class Verification(Keyed):
    """The owner looked and found that a standard is true in practice. Only ever added; it lives across editions."""

    code = models.CharField(_("code"), max_length=20, db_index=True)
    text_hash = models.CharField(max_length=64)
    verified_by = models.ForeignKey(StaffMember, models.PROTECT, related_name="verifications")
    verified_on = models.DateField(_("verified on"))
    note = models.CharField(_("note"), max_length=600, blank=True)

    class Meta:
        ordering = ["-verified_on", "-id"]
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")

    def __str__(self):
        return f"{self.code} {self.verified_on}"


class FlagQuerySet(models.QuerySet):
    def open(self):
        return self.filter(resolved_at=None)

    def visible_to(self, user):
        """Authors and administrators see every hint; an owner those about the standards in their care."""
        if not user.is_authenticated:
            return self.none()
        if user.access_roles & {"author", "administrator"}:
            return self
        kept = StandardPage.objects.filter(caretaker__user=user, live=True)
        return self.filter(code__in=kept.values("code"))


class Flag(Keyed):
    """«در عمل این‌طور نیست»: a staff member says that a standard is not true in practice."""

    code = models.CharField(_("code"), max_length=20, db_index=True)
    standard = models.ForeignKey(FrozenStandard, models.PROTECT, related_name="flags")
    raised_by = models.ForeignKey(StaffMember, models.PROTECT, related_name="raised_flags")
    note = models.TextField(_("what happens instead"), max_length=600)
    raised_at = models.DateTimeField()
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    resolved_at = models.DateTimeField(null=True, blank=True, editable=False)
    answer = models.TextField(_("answer"), max_length=600, blank=True)

    objects = FlagQuerySet.as_manager()

    class Meta:
        ordering = ["raised_at", "id"]
        verbose_name = _("hint from practice")
        verbose_name_plural = _("hints from practice")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "raised_by"], condition=Q(resolved_at=None), name="flag_one_open_per_person_and_code"
            ),
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None, answer="")
                | (Q(resolved_at__isnull=False, resolved_by__isnull=False) & ~Q(answer="")),
                name="flag_resolved_with_answer",
            ),
        ]

    def __str__(self):
        return f"{self.code}: {self.note[:60]}"
