from django.db import models


class CacheEntry(models.Model):
    """One entry of `kit.cache.shared`. `expires_ms`: milliseconds since 1970, so that both engines compare numbers."""

    key = models.CharField(max_length=250, primary_key=True)
    value = models.BinaryField()
    expires_ms = models.BigIntegerField(null=True, db_index=True)

    class Meta:
        app_label = "kit"

    def __str__(self):
        return self.key
