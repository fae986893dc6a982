from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.values.keys import Keyed


class Notice(Keyed):
    """A line in somebody's inbox. The words are made when it is read, in the reader's language, from kind and facts."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    url = models.CharField(max_length=300, blank=True)
    dedupe_key = models.CharField(max_length=120)
    created_at = models.DateTimeField(_("sent at"), db_index=True)
    read_at = models.DateTimeField(null=True, blank=True)
    by_mail = models.BooleanField(default=True, help_text="No: a later mail of the day tells it along.")
    mailing_since = models.DateTimeField(null=True, blank=True, help_text="A worker is at it since then.")
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["recipient", "read_at"]),
            models.Index(fields=["created_at"], condition=models.Q(mailed_at=None), name="notice_not_mailed"),
        ]
        constraints = [models.UniqueConstraint(fields=["recipient", "dedupe_key"], name="notice_once_per_recipient")]

    def __str__(self):
        return f"{self.kind} {self.recipient_id}"
