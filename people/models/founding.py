"""The link over which the first administrator makes the company."""

import datetime as dt

from django.db import models

FOUNDING_LINK_LIVES = dt.timedelta(hours=24)


class FoundingLinkQuerySet(models.QuerySet):
    def open(self, at):
        return self.filter(used_at=None, made_at__gt=at - FOUNDING_LINK_LIVES, made_at__lte=at)


class FoundingLink(models.Model):
    """Was printed on the server. Only the hash of its token is kept."""

    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = FoundingLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self):
        return f"{self.made_at:%Y-%m-%d %H:%M}"
