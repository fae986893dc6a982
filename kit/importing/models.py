from django.db import models
from django.utils.translation import gettext_lazy as _

from kit.values.keys import Keyed


class SavedMapping(Keyed):
    """Which column was what in files with these headings. Without a name: as it was last said.

    `layout`: {"heads": {field: plain heading}, "same": {field: text}, "order"}. Who saved it is kept by key, because
    the kit stands below the people.
    """

    kind = models.CharField(_("kind"), max_length=80)
    name = models.CharField(_("name"), max_length=80, blank=True)
    fingerprint = models.CharField(_("fingerprint of the headings"), max_length=64, db_index=True)
    layout = models.JSONField(_("columns"))
    saved_by = models.CharField(_("saved by"), max_length=16)
    saved_at = models.DateTimeField(_("saved at"))

    class Meta:
        app_label = "kit"
        ordering = ["kind", "name", "-saved_at"]
        verbose_name = _("mapping of columns")
        verbose_name_plural = _("mappings of columns")
        constraints = [
            models.UniqueConstraint(fields=["kind", "name", "fingerprint"], name="mapping_once_per_name_and_headings")
        ]

    def __str__(self):
        return self.name or self.kind
