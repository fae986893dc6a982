from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kit.values.keys import Keyed
from people.roles import is_witness


class DisputeState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state", "Open")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class DisputeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever may read the evaluation may read the dispute about it.

        An outside person sees what nobody in HR can decide, and what they decided.
        """
        from evaluations.models.evaluations import Evaluation
        from evaluations.models.judges import without_judge

        if is_witness(user):
            return self.filter(Q(pk__in=without_judge(self.open()).values("pk")) | Q(resolved_by=user))
        return self.filter(evaluation__in=Evaluation.objects.visible_to(user))

    def open(self):
        return self.filter(state=DisputeState.OPEN)


class Dispute(Keyed):
    """The subject's objection to criteria of a released evaluation."""

    evaluation = models.ForeignKey("evaluations.Evaluation", models.PROTECT, related_name="disputes")
    state = models.CharField(max_length=9, choices=DisputeState, default=DisputeState.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    resolution = models.TextField(blank=True, max_length=2000)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation"], condition=Q(state="open"), name="dispute_one_open"),
            models.CheckConstraint(
                condition=Q(state="open", resolved_at=None, resolved_by=None)
                | (~Q(state="open") & Q(resolved_at__isnull=False, resolved_by__isnull=False)),
                name="dispute_resolved_iff_not_open",
            ),
            models.CheckConstraint(
                condition=Q(resolved_by=None) | Q(state="withdrawn") | ~Q(resolved_by=F("opened_by")),
                name="dispute_decided_by_another",
            ),
        ]

    def __str__(self):
        return f"{self.evaluation_id} {self.state}"

    def get_absolute_url(self):
        return reverse("evaluations:dispute_detail", args=[self.key])

    @property
    def is_open(self):
        return self.state == DisputeState.OPEN


class DisputePoint(models.Model):
    """One criterion objected to, with the reason; what it should have been is optional."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="points")
    criterion = models.ForeignKey("evaluations.Criterion", models.PROTECT, related_name="+")
    reason = models.TextField(max_length=2000)
    proposed = models.ForeignKey("evaluations.Outcome", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["dispute", "id"]
        constraints = [
            models.UniqueConstraint(fields=["dispute", "criterion"], name="dispute_point_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="dispute_point_has_reason"),
        ]

    def __str__(self):
        return f"{self.dispute_id} {self.criterion_id}"
