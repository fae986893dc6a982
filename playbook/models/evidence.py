from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kit.text.bilingual import LANGUAGE_NAMES
from kit.values.keys import Keyed

LONGEST_QUOTE, LONGEST_REFERENCE = 2000, 80


class Consent(models.TextChoices):
    """May the words be shown to staff? Words whose customer said no stay with the authors."""

    UNKNOWN = "unknown", _("Not asked")
    GIVEN = "given", _("Agreed")
    REFUSED = "refused", _("Refused")


class Stance(models.TextChoices):
    SUPPORTS = "supports", _("Supports it")
    CONTRADICTS = "contradicts", _("Contradicts it")
    ASKS = "asks", _("Asks for a change")


class Strength(models.IntegerChoices):
    WEAK = 1, _("In passing")
    CLEAR = 2, _("Clearly")
    STRONG = 3, _("Emphatically")


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Authors and administrators see every word; everyone else what is linked and was not refused."""
        if not user.is_authenticated:
            return self.none()
        if user.access_roles & {"author", "administrator"}:
            return self
        return self.shown().filter(links__isnull=False).distinct()

    def shown(self):
        return self.exclude(consent=Consent.REFUSED)

    def unlinked(self):
        return self.filter(links=None)


class Evidence(Keyed):
    """A customer's own words. `folded` is the text as searched, `likeness` tells whether the words are here already.

    `digest` is the likeness at the time when the words came: it is sealed, and whatever makes two spellings one may
    become wiser afterwards. `likeness` is made anew then, so that two rows may turn out to be alike.
    `reference`: the number that they have where they come from, if that tells one complaint from another.
    """

    quote = models.TextField(_("the customer's words"), max_length=LONGEST_QUOTE)
    source = models.CharField(_("source"), max_length=120, blank=True)
    said_on = models.DateField(_("said on"), null=True, blank=True)
    reference = models.CharField(_("number of the complaint"), max_length=LONGEST_REFERENCE, null=True, editable=False)
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGE_NAMES)
    consent = models.CharField(_("consent"), max_length=7, choices=Consent, default=Consent.UNKNOWN)
    is_redacted = models.BooleanField(_("redacted"), default=False, editable=False)
    folded = models.TextField(editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    likeness = models.CharField(max_length=64, db_index=True, default="", editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")
    added_at = models.DateTimeField(editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at", "-id"]
        verbose_name = _("customer's words")
        verbose_name_plural = _("customers' words")
        constraints = [models.UniqueConstraint(fields=["source", "reference"], name="words_once_per_reference")]

    def __str__(self):
        return self.quote[:60]

    def get_absolute_url(self):
        return reverse("playbook:quote", args=[self.key])


class EvidenceLink(models.Model):
    """What some words say about a standard, by code: it holds across editions."""

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="links")
    code = models.CharField(_("standard"), max_length=20, db_index=True)
    stance = models.CharField(_("what it says"), max_length=11, choices=Stance, default=Stance.SUPPORTS)
    strength = models.PositiveSmallIntegerField(_("how strongly"), choices=Strength, default=Strength.CLEAR)
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    linked_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["code"]
        verbose_name = _("link to a standard")
        verbose_name_plural = _("links to standards")
        constraints = [models.UniqueConstraint(fields=["evidence", "code"], name="evidence_link_once_per_standard")]

    def __str__(self):
        return f"{self.code} {self.stance}"
