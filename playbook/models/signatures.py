from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.text.bilingual import LANGUAGES
from kit.values.keys import Keyed
from people.models import StaffMember
from people.roles import led_team_ids
from playbook.models.frozen import FrozenStandard


class SignatureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """HR sees every signature, a lead those of the teams that they lead, everyone their own."""
        if not user.is_authenticated:
            return self.none()
        if "hr" in user.access_roles:
            return self
        return self.filter(models.Q(staff__user=user) | models.Q(staff__team__in=led_team_ids(user)))


class Signature(Keyed):
    """A staff member read one standard of one edition and accepts it. Only ever added."""

    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="signatures")
    frozen_standard = models.ForeignKey(FrozenStandard, models.PROTECT, related_name="signatures")
    text_hash = models.CharField(max_length=64)
    language = models.CharField(max_length=2, choices=[(code, code) for code in LANGUAGES], default="fa")
    signed_at = models.DateTimeField(_("signed at"))

    objects = SignatureQuerySet.as_manager()

    class Meta:
        ordering = ["-signed_at", "-id"]
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(fields=["staff", "frozen_standard"], name="signature_once_per_staff_and_standard")
        ]
        # The signature board counts and dates everyone's signatures from this index alone.
        # The register reads the newest first.
        indexes = [
            models.Index(fields=["staff", "frozen_standard", "signed_at"], name="signature_board"),
            models.Index(fields=["-signed_at", "-id"], name="signature_register"),
        ]

    def __str__(self):
        return f"{self.staff} {self.frozen_standard.code}"


class CheckAnswer(Keyed):
    """One answer of a staff member to the check question of a standard, as graded then. Only ever added."""

    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="check_answers")
    frozen_standard = models.ForeignKey(FrozenStandard, models.PROTECT, related_name="check_answers")
    answer = models.CharField(_("answer"), max_length=500)
    is_right = models.BooleanField(_("right"))
    answered_at = models.DateTimeField(_("answered at"))

    class Meta:
        ordering = ["-answered_at", "-id"]
        verbose_name = _("answer to a check question")
        verbose_name_plural = _("answers to check questions")
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "frozen_standard"],
                condition=models.Q(is_right=True),
                name="check_answer_right_once_per_staff_and_standard",
            )
        ]

    def __str__(self):
        return f"{self.staff} {self.frozen_standard.code}"


class SignatureExcuseQuerySet(models.QuerySet):
    def running(self):
        """Those that nobody ended."""
        return self.filter(ended_at=None)


class SignatureExcuse(Keyed):
    """Why a person need not sign a standard, whatever edition it stands in, until somebody ends it."""

    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="signature_excuses")
    code = models.CharField(_("standard"), max_length=20)
    reason = models.CharField(_("reason"), max_length=300)
    excused_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    excused_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SignatureExcuseQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("excuse from signing")
        verbose_name_plural = _("excuses from signing")
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "code"], condition=models.Q(ended_at=None), name="signature_excuse_one_open"
            )
        ]

    def __str__(self):
        return f"{self.staff} {self.code}"
