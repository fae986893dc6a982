from contextlib import suppress

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kit.files.storage import private_storage
from kit.values.keys import Keyed

# Longer sides in pixels: of a page on a large screen, or on paper, and of one on a telephone.
MEDIUM, SMALL = 1440, 720


class FrozenPictureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Pictures of standards that the user may read; authors see also what no edition holds yet."""
        from playbook.models.frozen import FrozenStandard

        if not user.is_authenticated:
            return self.none()
        if user.access_roles & {"author", "administrator"}:
            return self
        through = FrozenStandard.pictures.through.objects
        shown = through.filter(frozenstandard__in=FrozenStandard.objects.visible_to(user))
        return self.filter(pk__in=shown.values("frozenpicture"))


class FrozenPicture(Keyed):
    """The bytes of a picture, kept once under their SHA-256 for every edition that shows it. Nothing in it changes.

    `medium` and `small` are made of it for telephones and for paper; empty where the picture is no larger itself.
    """

    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    name = models.CharField(max_length=120, editable=False)
    kind = models.CharField(max_length=40, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    size = models.PositiveIntegerField(editable=False)
    medium = models.CharField(max_length=120, blank=True, editable=False)
    small = models.CharField(max_length=120, blank=True, editable=False)
    kept_at = models.DateTimeField(editable=False)

    objects = FrozenPictureQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("picture of an edition")
        verbose_name_plural = _("pictures of editions")

    def __str__(self):
        return self.sha256

    def get_absolute_url(self):
        return reverse("playbook:picture", args=[self.sha256, "whole"])

    def content(self, part="whole"):
        """Bytes of the whole picture, or of its `medium` or `small` one; where that is gone, of the whole."""
        names = [getattr(self, part)] if part != "whole" else []
        for name in filter(None, names):
            with suppress(FileNotFoundError):
                return _read(name)
        return _read(self.name)


def _read(name):
    with private_storage().open(name) as file:
        return file.read()
