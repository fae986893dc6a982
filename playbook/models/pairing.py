from django.db import models
from django.utils.translation import gettext_lazy as _


class TextPairing(models.Model):
    """When the two languages of a page said the same: what each of its texts said then, in both.

    `agreed` = {field: [[hash of the Persian, hash of the English], …]}, the newest last; `words` = {field: [Persian,
    English]} as they stood at the newest, so that what changed since can be shown word by word.
    """

    translation_key = models.UUIDField(_("translation key"), unique=True)
    agreed = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    noted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("pair of texts")
        verbose_name_plural = _("pairs of texts")

    def __str__(self):
        return str(self.translation_key)
