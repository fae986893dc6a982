from django.conf import settings
from django.db import models

from people.models.staff import StaffMember


class Forgotten(models.Model):
    """Whoever this is about left and is called "Former colleague" and the stand-in wherever their name stood.

    `by` None: the day that the company set had come.
    """

    staff = models.OneToOneField(StaffMember, models.PROTECT, related_name="forgotten")
    stand_in = models.CharField(max_length=8, unique=True)
    forgotten_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-forgotten_at"]

    def __str__(self):
        return self.stand_in
