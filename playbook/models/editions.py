from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kit.display import number
from kit.http.once import once
from kit.text.bilingual import bilingual
from kit.values.keys import Keyed


class EditionKind(models.TextChoices):
    FOLDER = "folder", _("Folder")
    IMPORTED = "imported", _("Imported")


class EditionState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    FROZEN = "frozen", _("Frozen")
    SUPERSEDED = "superseded", _("Superseded")


class ChangeClass(models.TextChoices):
    """What a standard is beside the same code in the edition before."""

    NEW = "new", _("New")
    UNCHANGED = "unchanged", _("Unchanged")
    EDITORIAL = "editorial", _("Editorial")
    MINOR = "minor", _("Minor")
    MAJOR = "major", _("Major")


IS_FROZEN = Q(state__in=[EditionState.FROZEN, EditionState.SUPERSEDED])
IS_FOLDER = Q(kind=EditionKind.FOLDER)


class EditionQuerySet(models.QuerySet):
    def folder(self):
        return self.filter(IS_FOLDER)

    def frozen(self):
        return self.filter(IS_FROZEN)

    def open(self):
        """The edition of the folder that is a draft or in review: at most one."""
        return self.filter(IS_FOLDER).exclude(IS_FROZEN)

    def in_force(self, on):
        """The one edition of the folder in force on the date `on`, or None before the first."""
        return self.holding_on(on).first() if self.query.where else _in_force(on)

    def holding_on(self, on):
        """The same as rows: one or none."""
        periods = self.filter(IS_FOLDER & IS_FROZEN, effective_on__lte=on)
        return periods.filter(Q(superseded_on=None) | Q(superseded_on__gt=on))

    def coming(self, today):
        """The edition that freezing today would make; it is not kept."""
        last = self.folder().order_by("-number").first()
        return Edition(number=last.number + 1 if last else 1, effective_on=today)

    def visible_to(self, user):
        """Authors and administrators see every edition; everyone else signed in the frozen editions of the folder."""
        if not user.is_authenticated:
            return self.none()
        if user.access_roles & {"author", "administrator"}:
            return self
        return self.filter(IS_FOLDER & IS_FROZEN)


@once
def _in_force(on):
    return Edition.objects.holding_on(on).first()


class Edition(Keyed):
    """The whole playbook as it stood on a date. Once frozen nothing in it changes but `state` and `superseded_on`.

    In force over [effective_on, superseded_on). An imported edition holds the standards that past evaluations named; it
    has no number and is never in force.
    """

    kind = models.CharField(_("kind"), max_length=8, choices=EditionKind, default=EditionKind.FOLDER)
    number = models.PositiveIntegerField(_("number"), null=True, blank=True, unique=True)
    title_fa = models.CharField(_("title in Persian"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    commitment_fa = models.TextField(_("commitment in Persian"), max_length=2000, blank=True)
    commitment_en = models.TextField(_("commitment in English"), max_length=2000, blank=True)
    effective_on = models.DateField(_("in force from"))
    superseded_on = models.DateField(_("in force until"), null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=EditionState, default=EditionState.DRAFT)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    drafted_at = models.DateTimeField(editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    review_note = models.TextField(_("note from review"), max_length=600, blank=True, editable=False)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    frozen_at = models.DateTimeField(null=True, blank=True, editable=False)
    content_hash = models.CharField(max_length=64, blank=True, editable=False)
    structure_hash = models.CharField(max_length=64, blank=True, editable=False)

    objects = EditionQuerySet.as_manager()

    title = bilingual("title")
    commitment = bilingual("commitment")

    class Meta:
        ordering = ["-effective_on", "-number", "-id"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.CheckConstraint(
                condition=(IS_FROZEN & Q(frozen_at__isnull=False) & ~Q(content_hash="") & ~Q(structure_hash=""))
                | (~IS_FROZEN & Q(frozen_at=None, content_hash="", structure_hash="")),
                name="edition_frozen_at_and_hashes_iff_frozen",
            ),
            models.CheckConstraint(
                condition=(IS_FOLDER & Q(number__isnull=False))
                | (Q(kind=EditionKind.IMPORTED, number=None, superseded_on=None) & Q(state=EditionState.FROZEN)),
                name="edition_imported_is_frozen_without_number",
            ),
            models.CheckConstraint(
                condition=Q(state=EditionState.SUPERSEDED, superseded_on__gte=F("effective_on"))
                | (~Q(state=EditionState.SUPERSEDED) & Q(superseded_on=None)),
                name="edition_superseded_on_iff_superseded",
            ),
            # With the chain of periods kept by `freeze_edition` these two leave exactly one in force on any date.
            models.UniqueConstraint(
                fields=["kind"],
                condition=IS_FOLDER & Q(state=EditionState.FROZEN),
                name="edition_one_of_the_folder_without_end",
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=IS_FOLDER & Q(state__in=[EditionState.DRAFT, EditionState.IN_REVIEW]),
                name="edition_one_open_at_a_time",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        """«ویرایش ۷», in the reader's digits."""
        if self.number is None:
            return self.title
        return gettext("Edition %(number)s") % {"number": number(self.number)}

    @property
    def is_frozen(self):
        return self.state in (EditionState.FROZEN, EditionState.SUPERSEDED)

    @property
    def is_open(self):
        return not self.is_frozen

    def is_in_force_on(self, day):
        """Is it the edition of the folder that holds on `day`?"""
        ended = self.superseded_on is not None and self.superseded_on <= day
        return self.kind == EditionKind.FOLDER and self.is_frozen and self.effective_on <= day and not ended

    def get_absolute_url(self):
        return reverse("playbook:edition", args=[self.key])
