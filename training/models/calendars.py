from django.conf import settings
from django.core.signing import Signer
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from kit.values.keys import Keyed


class CalendarFeedQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(revoked_at=None)

    def of_address(self, key, seal):
        """The feed in use that an address names, or None. The seal is not in the database: who copies that has no
        address."""
        feed = self.in_use().filter(key=key).select_related("user").first()
        return feed if feed and constant_time_compare(feed.seal, seal) else None


class CalendarFeed(Keyed):
    """A secret address at which a calendar program reads somebody's dates, until they take it back."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feeds")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(revoked_at=None), name="calendar_feed_one_in_use")
        ]

    def __str__(self):
        return f"calendar of {self.user_id}"

    def get_absolute_url(self):
        return reverse("training:calendar", args=[self.key, self.seal])

    @property
    def seal(self):
        return Signer(salt="training.calendar").signature(self.key)
