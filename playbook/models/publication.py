from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kit.values.keys import Keyed
from playbook.models.editions import Edition
from playbook.models.frozen import FrozenStandard


class PublicEditionQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)


class PublicEdition(Keyed):
    """What of a frozen edition anybody may read, from `opened_at` until `closed_at`: the standards that its author
    marked, and the complaint policy where `shows_policy`. Its texts are the edition's own; nothing is copied."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="publications")
    standards = models.ManyToManyField(FrozenStandard, related_name="+", verbose_name=_("standards"))
    shows_policy = models.BooleanField(_("the complaint policy too"), default=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = PublicEditionQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-id"]
        verbose_name = _("public edition")
        verbose_name_plural = _("public editions")
        constraints = [
            models.UniqueConstraint(fields=["edition"], condition=Q(closed_at=None), name="public_edition_one_open"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None) | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="public_edition_closed_by_somebody",
            ),
        ]

    def __str__(self):
        return str(self.edition)

    def get_absolute_url(self):
        """The same as long as the edition lives: closing and opening again does not change it."""
        return reverse("playbook:public_edition", args=[self.edition.key])
