from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from evaluations.scoring.engine import FULL
from evaluations.scoring.scale_numbers import span
from kit.text.bilingual import bilingual
from kit.values.keys import Keyed, new_key
from people.roles import is_author, is_hr

SCORECARDS = "scorecard"  # how playbook.links.citations calls them


def basis_points(name):
    """`name` is null or 0..10000."""
    return Q(**{name: None}) | Q(**{f"{name}__gte": 0, f"{name}__lte": FULL})


class ScaleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Authors and HR, who make scorecards of them."""
        return self if is_author(user) or is_hr(user) else self.none()

    def current(self):
        """Those that a new scorecard may take: of every lineage the newest version, unless it was retired."""
        return self.filter(retired_at=None)


class ScaleKind(models.TextChoices):
    STEPS = "steps", _("Steps")
    NUMBER = "number", _("Numbers")
    PERCENT = "percent", _("Percent")


class Scale(Keyed):
    """Two to eleven outcomes, from full marks down to nothing.

    Changed in place while no scorecard out of the draft cites it; after that a change is the next version of the same
    `lineage`, and what was judged keeps the version by which it was judged.

    One of numbers or percent has no outcomes but two ends, in thousandths. It tells how imported evaluations were
    judged, so it is retired from the first: no new scorecard takes it (docs/adr/0023).
    """

    lineage = models.CharField(max_length=40, default=new_key, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    name_fa = models.CharField(_("name in Persian"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)
    kind = models.CharField(max_length=7, choices=ScaleKind, default=ScaleKind.STEPS, editable=False)
    lowest = models.BigIntegerField(null=True, blank=True, editable=False)
    highest = models.BigIntegerField(null=True, blank=True, editable=False)

    objects = ScaleQuerySet.as_manager()

    name = bilingual("name")

    class Meta:
        ordering = ["name_fa", "id"]
        constraints = [
            models.UniqueConstraint(fields=["lineage", "version"], name="scale_version_once"),
            models.UniqueConstraint(
                fields=["lineage"], condition=Q(retired_at=None), name="scale_one_current_of_a_lineage"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="scale_version_from_1"),
            models.CheckConstraint(
                condition=Q(kind="steps", lowest=None, highest=None)
                | Q(kind__in=["number", "percent"], lowest__isnull=False, highest__gt=F("lowest")),
                name="scale_has_ends_iff_of_numbers",
            ),
            models.CheckConstraint(
                condition=Q(kind="steps") | Q(retired_at__isnull=False), name="scale_of_numbers_is_retired"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("evaluations:scale", args=[self.key])

    @property
    def is_retired(self):
        return self.retired_at is not None

    @property
    def is_numeric(self):
        return self.kind != ScaleKind.STEPS

    @property
    def span(self):
        """Between which ends the numbers lie: «۱ تا ۵»."""
        return span(self) if self.is_numeric else ""


class Outcome(Keyed):
    """One step of a scale. `value` in basis points."""

    scale = models.ForeignKey(Scale, models.PROTECT, related_name="outcomes")
    position = models.PositiveSmallIntegerField()
    label_fa = models.CharField(_("label in Persian"), max_length=40)
    label_en = models.CharField(_("label in English"), max_length=40)
    value = models.PositiveIntegerField()
    is_pass = models.BooleanField(default=True)

    label = bilingual("label")

    class Meta:
        ordering = ["scale", "position"]
        constraints = [
            models.CheckConstraint(condition=Q(value__lte=FULL), name="outcome_value_in_range"),
            models.CheckConstraint(condition=Q(position__gte=1, position__lte=11), name="outcome_position_1_to_11"),
            models.UniqueConstraint(fields=["scale", "position"], name="outcome_position_once"),
            models.UniqueConstraint(fields=["scale", "value"], name="outcome_value_once"),
            models.UniqueConstraint(fields=["scale", "label_fa"], name="outcome_label_fa_once"),
            models.UniqueConstraint(fields=["scale", "label_en"], name="outcome_label_en_once"),
        ]

    def __str__(self):
        return self.label


class ScorecardState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Superseded")
    RETIRED = "retired", _("Retired")


# A newer version took the place of what is superseded, but the cycles that began with it go on with it; what was
# retired, by hand, is taken for nobody any more.
SERVING = (ScorecardState.PUBLISHED, ScorecardState.SUPERSEDED)


class ScorecardQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Authors and HR see every scorecard; evaluations show theirs to those who may read the evaluation."""
        return self if is_author(user) or is_hr(user) else self.none()

    def published(self):
        return self.filter(state=ScorecardState.PUBLISHED)

    def with_lines(self):
        """Everything that filling, reading and hashing need, in a constant number of queries."""
        return self.select_related("edition").prefetch_related(
            "roles", "sections__criteria__standard", "sections__criteria__scale__outcomes"
        )


class Scorecard(Keyed):
    """The form that an evaluator fills. `code` stays the same over versions; a published version never changes."""

    code = models.CharField(_("code"), max_length=40)
    version = models.PositiveIntegerField(_("version"), default=1)
    title_fa = models.CharField(_("title in Persian"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    edition = models.ForeignKey("playbook.Edition", models.PROTECT, related_name="scorecards")
    roles = models.ManyToManyField(
        "people.JobRole", blank=True, related_name="scorecards", verbose_name=_("roles"), help_text=_("None: everyone.")
    )
    state = models.CharField(max_length=10, choices=ScorecardState, default=ScorecardState.DRAFT)
    na_counts_as_pass = models.BooleanField(_("what did not arise counts as fulfilled"), default=False)
    fail_zeroes_score = models.BooleanField(_("a FAIL makes the score 0"), default=True)
    content_hash = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = ScorecardQuerySet.as_manager()

    title = bilingual("title")

    class Meta:
        ordering = ["title_fa", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="scorecard_version_once"),
            models.UniqueConstraint(fields=["code"], condition=Q(state="draft"), name="scorecard_one_draft"),
            models.UniqueConstraint(fields=["code"], condition=Q(state="published"), name="scorecard_one_published"),
            models.CheckConstraint(condition=Q(version__gte=1), name="scorecard_version_from_1"),
            models.CheckConstraint(
                condition=(Q(state="draft", published_at=None) & Q(content_hash=""))
                | (~Q(state="draft") & Q(published_at__isnull=False) & ~Q(content_hash="")),
                name="scorecard_hashed_iff_published",
            ),
            models.CheckConstraint(
                condition=Q(state="retired", retired_at__isnull=False) | (~Q(state="retired") & Q(retired_at=None)),
                name="scorecard_retired_at_iff_retired",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("evaluations:scorecard", args=[self.key])

    @property
    def is_draft(self):
        return self.state == ScorecardState.DRAFT


class SectionKind(models.TextChoices):
    STANDARD = "standard", _("Standard")
    BONUS = "bonus", _("Bonus")
    GATE = "gate", _("Gate")


class Section(Keyed):
    """`weight` counts in standard sections; `cap` (basis points) is the most that a bonus section adds."""

    scorecard = models.ForeignKey(Scorecard, models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=SectionKind, default=SectionKind.STANDARD)
    title_fa = models.CharField(_("title in Persian"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    weight = models.PositiveIntegerField(_("weight"), default=1)
    cap = models.PositiveIntegerField(default=1000)

    title = bilingual("title")

    class Meta:
        ordering = ["scorecard", "position"]
        constraints = [
            models.UniqueConstraint(fields=["scorecard", "position"], name="section_position_once"),
            models.CheckConstraint(condition=Q(cap__lte=FULL), name="section_cap_in_range"),
            models.CheckConstraint(condition=~Q(kind="standard") | Q(weight__gte=1), name="section_standard_weighs"),
        ]

    def __str__(self):
        return self.title


class Critical(models.TextChoices):
    NONE = "none", _("Not critical")
    SECTION = "section", _("A fail makes the section 0")
    ALL = "all", _("A fail fails the evaluation")


class Criterion(Keyed):
    """One line to be judged. It always cites a frozen standard. Thresholds in basis points.

    `comment_below`, `evidence_below`: an outcome of a lower value needs a comment, a file. `threshold`: a lower value
    is a fail (empty: the outcome's own pass flag decides). The text is the standard's behaviour unless it was narrowed.
    """

    section = models.ForeignKey(Section, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    standard = models.ForeignKey("playbook.FrozenStandard", models.PROTECT, related_name="criteria")
    scale = models.ForeignKey(Scale, models.PROTECT, related_name="criteria")
    text_fa = models.TextField(_("text in Persian"), max_length=1000)
    text_en = models.TextField(_("text in English"), max_length=1000, blank=True)
    weight = models.PositiveIntegerField(_("weight"), default=1)
    allows_na = models.BooleanField(_("may not arise"), default=True)
    critical = models.CharField(_("critical"), max_length=7, choices=Critical, default=Critical.NONE)
    threshold = models.PositiveIntegerField(null=True, blank=True)
    comment_below = models.PositiveIntegerField(null=True, blank=True)
    evidence_below = models.PositiveIntegerField(null=True, blank=True)

    text = bilingual("text")

    class Meta:
        ordering = ["section", "position"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["section", "position"], name="criterion_position_once"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="criterion_weighs"),
            models.CheckConstraint(
                condition=basis_points("threshold") & basis_points("comment_below") & basis_points("evidence_below"),
                name="criterion_thresholds_in_range",
            ),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("evaluations:criterion", args=[self.key])

    @property
    def is_critical(self):
        return self.critical != Critical.NONE
