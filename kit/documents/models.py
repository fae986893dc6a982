from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kit.files.storage import private_storage
from kit.values.keys import Keyed


class StoredDocument(Keyed):
    """A PDF as it was given out. Never changed; a correction is a new document that names the old one.

    `source_hash`: which state of its subject it shows; one document for each kind, object, language and state.
    `content_hash`: of the DocumentContent that it was drawn from; empty on documents from before there were any.
    `erased_at`: the bytes are gone, because somebody whose name they bear is forgotten; whoever was given the document
    can still have it confirmed, by its code and its hash.
    `withdrawn_at`: from then on what it shows no longer counts, whether or not a newer one follows.
    """

    kind = models.CharField(_("kind"), max_length=40)
    object_key = models.CharField(max_length=64)
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=2)
    source_hash = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64, blank=True, default="")
    code = models.CharField(_("code"), max_length=14, unique=True)
    name = models.CharField(max_length=100, unique=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField(_("size"))
    made_at = models.DateTimeField(_("made at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", verbose_name=_("supersedes")
    )

    class Meta:
        app_label = "kit"
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["kind", "object_key", "language"], name="document_of_object")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_key", "language", "source_hash"], name="document_once_per_content"
            )
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    def get_absolute_url(self):
        return reverse("kit:verify_code", args=[self.code])

    def open(self):
        return private_storage().open(self.name)


class DocumentContent(Keyed):
    """Everything that documents of one state of a thing say, fixed once: each language and later copy is drawn from it
    alone (docs/adr/0025). Append-only; only a name that is forgotten is replaced in it, at `redacted_at`.

    `source_hash`: which state. `says`: see `kit.documents.texts`. `first_code`: it was worked out afterwards, as of the
    moment when the document of that code was made; empty where it was fixed before any document.
    """

    kind = models.CharField(max_length=40)
    object_key = models.CharField(max_length=64)
    source_hash = models.CharField(max_length=64)
    says = models.JSONField()
    content_hash = models.CharField(max_length=64)
    first_code = models.CharField(max_length=14, blank=True, default="")
    fixed_at = models.DateTimeField()
    redacted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "kit"
        ordering = ["-fixed_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_key", "source_hash"], name="document_content_fixed_once")
        ]

    def __str__(self):
        return f"{self.kind} {self.object_key}"
