from django.db import models


class AuditEntry(models.Model):
    """One action: who did what to which thing, when. Never changed, never deleted; names may be blacked out, openly
    (kit.audit.redaction).

    The actor is kept by key and name, not by foreign key, so that the log stands below every app and outlives accounts.
    """

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField(db_index=True)
    actor_key = models.CharField(max_length=16, blank=True, db_index=True)
    actor_name = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=80, db_index=True)
    object_type = models.CharField(max_length=80)
    object_key = models.CharField(max_length=64, db_index=True)
    detail = models.JSONField(default=dict)
    seals = models.JSONField(default=dict, help_text="{table: {row: hash of its content}}, see kit.audit.seals")
    cover = models.JSONField(default=dict, help_text="Salts of the words, see kit.audit.cover")
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        app_label = "kit"
        ordering = ["number"]

    def __str__(self):
        return f"{self.number} {self.verb} {self.object_type} {self.object_key}"

    def save(self, *args, **kwargs):
        # The one place where a save is guarded: the log is the proof of everything else.
        if self.pk is not None:
            raise TypeError("An audit entry is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("An audit entry is never deleted.")


class AuditHead(models.Model):
    """The chain's newest number and hash: one row, locked while an entry is appended."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        app_label = "kit"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_head_is_one_row")]

    def __str__(self):
        return f"{self.number} {self.hash[:12]}"
