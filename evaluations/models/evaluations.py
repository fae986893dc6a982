from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from evaluations.models.cycles import CycleSource, Source
from evaluations.models.scorecards import Critical, SectionKind, basis_points
from evaluations.scoring.engine import FULL, newest_rule
from evaluations.scoring.scale_numbers import said
from kit.values.keys import Keyed
from people.roles import is_hr, led_then, staff_of


class EvaluationState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RELEASED = "released", _("Released")
    SEEN = "seen", _("Seen")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    DISPUTED = "disputed", _("Disputed")
    FINAL = "final", _("Final")
    VOID = "void", _("Void")


class Verdict(models.TextChoices):
    PASS = "pass", _("Passed")
    FAIL = "fail", _("Failed")


UNRELEASED = ("draft", "submitted")
ANSWERABLE = ("released", "seen", "acknowledged")


class EvaluationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The evaluator sees their own from the draft on; the subject from release on; HR from submission on, and so a
        lead those of the days on which they led the team that it was written in. Nobody sees an unreleased evaluation
        of themselves that another one wrote.

        Colleagues stay a group: where fewer of them have spoken than the cycle wants, subject and lead see none of
        theirs. For the subject those released count, for the lead those handed in (a lead may have to release them).
        What its subject objects to stays theirs to follow.
        """
        mine = staff_of(user)
        own = Q(evaluator=mine) if mine else Q(pk__in=[])
        about_me = Q(subject=mine, released_at__isnull=False) if mine else Q(pk__in=[])
        others = Q(submitted_at__isnull=False) & (~Q(subject=mine) if mine else Q())
        if mine:
            about_me &= ~_too_few(Evaluation.objects.counted()) | Q(state=EvaluationState.DISPUTED)
        if is_hr(user):
            return self.filter(own | about_me | others)
        led = others & led_then(user, "team", "observed_on")
        if mine:
            led &= ~_too_few(Evaluation.objects.handed_in())
        return self.filter(own | about_me | led)

    def with_names(self):
        return self.select_related("team__branch", "subject__job_role", "evaluator", "scorecard", "cycle")

    def with_missed(self):
        """`missed_criticals`: the answers of each that missed a critical criterion, for `reasons.reason_of`."""
        missed = Answer.objects.missed_criticals().select_related("criterion__standard", "criterion__section")
        return self.prefetch_related(Prefetch("answers", queryset=missed, to_attr="missed_criticals"))

    def released(self):
        return self.filter(released_at__isnull=False).exclude(state=EvaluationState.VOID)

    def counted(self):
        """Those that a person's score rests on: released, in their newest revision, not void."""
        return self.released().filter(is_current=True)

    def handed_in(self):
        """Those that count, or will when they are released."""
        return self.filter(submitted_at__isnull=False, is_current=True).exclude(state=EvaluationState.VOID)

    def shown(self):
        """Without those whose source is below its threshold: no figure that others read may rest on them, or it could
        be worked out what a single colleague said."""
        return self.exclude(_too_few(Evaluation.objects.counted()))

    def of_enough(self):
        """Without those whose source is left out of the person's score in their cycle: below its threshold, or of no
        weight."""
        weightless = CycleSource.objects.filter(cycle=OuterRef("cycle"), source=OuterRef("source"), weight=0)
        return self.shown().exclude(Exists(weightless))

    def about(self, staff):
        return self.filter(subject=staff) if staff else self.none()


def _too_few(rows):
    """Whether the source of an evaluation is below its threshold: `rows` are those that count for it."""
    same = rows.filter(
        score__isnull=False,
        source=OuterRef("source"),
        cycle=OuterRef("cycle"),
        subject=OuterRef(OuterRef("subject")),
    )
    together = Subquery(same.order_by().values("source").annotate(together=Count("pk")).values("together"))
    rule = CycleSource.objects.filter(cycle=OuterRef("cycle"), source=OuterRef("source"), threshold__gt=1)
    return Exists(rule.filter(threshold__gt=Coalesce(together, 0)))


class Evaluation(Keyed):
    """One filled scorecard about one person. What was released never changes: a correction is a new revision.

    `score`, `raw_score` in basis points, null when nothing arose. `version` counts saves of the draft. `team` is the
    subject's on the day that it is about, `observed_on`: it follows what is recorded of their work until release.
    `content_hash` seals everything but the life after release.
    `rules_version` is the rule (`scoring.engine.RULES`) that gave the figures.
    """

    number = models.CharField(max_length=24, unique=True)
    assignment = models.ForeignKey(
        "evaluations.CycleAssignment", models.PROTECT, null=True, blank=True, related_name="evaluations"
    )
    cycle = models.ForeignKey("evaluations.Cycle", models.PROTECT, null=True, blank=True, related_name="evaluations")
    subject = models.ForeignKey("people.StaffMember", models.PROTECT, related_name="evaluations")
    evaluator = models.ForeignKey("people.StaffMember", models.PROTECT, related_name="evaluations_given")
    team = models.ForeignKey("people.Team", models.PROTECT, related_name="+")
    source = models.CharField(max_length=7, choices=Source, default=Source.LEAD)
    scorecard = models.ForeignKey("evaluations.Scorecard", models.PROTECT, related_name="evaluations")
    edition = models.ForeignKey("playbook.Edition", models.PROTECT, related_name="evaluations")
    observed_on = models.DateField(_("date"))
    state = models.CharField(_("state"), max_length=12, choices=EvaluationState, default=EvaluationState.DRAFT)
    version = models.PositiveIntegerField(default=1)

    score = models.PositiveIntegerField(_("score"), null=True, blank=True)
    raw_score = models.PositiveIntegerField(null=True, blank=True)
    outcome = models.CharField(max_length=4, choices=Verdict, null=True, blank=True)
    is_thin = models.BooleanField(default=False)
    rules_version = models.PositiveSmallIntegerField(default=newest_rule)

    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    final_due_on = models.DateField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    final_at = models.DateTimeField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.TextField(blank=True, max_length=2000)
    content_hash = models.CharField(max_length=64, blank=True)

    revision = models.PositiveSmallIntegerField(default=1)
    revision_of = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="next_revision", verbose_name=_("corrects")
    )
    correction_reason = models.TextField(blank=True, max_length=2000)
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    is_current = models.BooleanField(default=True)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        ordering = ["-observed_on", "-id"]
        indexes = [
            models.Index(fields=["cycle", "score"]),
            models.Index(fields=["team", "cycle", "score"]),
            models.Index(fields=["subject", "cycle"]),
            models.Index(fields=["evaluator", "state"]),
            models.Index(fields=["state", "final_due_on"]),
            models.Index(fields=["observed_on", "id"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(state="draft"), name="evaluation_one_draft_per_assignment"
            ),
            models.CheckConstraint(
                condition=Q(source="self", subject=F("evaluator")) | (~Q(source="self") & ~Q(subject=F("evaluator"))),
                name="evaluation_self_iff_source_self",
            ),
            models.CheckConstraint(
                condition=basis_points("score") & basis_points("raw_score"), name="evaluation_score_in_range"
            ),
            models.CheckConstraint(
                condition=Q(state="void")
                | Q(state="draft", submitted_at=None)
                | (~Q(state="draft") & Q(submitted_at__isnull=False)),
                name="evaluation_submitted_at_iff_not_draft",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=False) | Q(score=None, raw_score=None, outcome=None),
                name="evaluation_draft_has_no_score",
            ),
            models.CheckConstraint(
                condition=Q(state="void")
                | Q(state__in=UNRELEASED, released_at=None)
                | (~Q(state__in=UNRELEASED) & Q(released_at__isnull=False)),
                name="evaluation_released_at_iff_released",
            ),
            models.CheckConstraint(
                condition=(Q(released_at=None, final_due_on=None) & Q(content_hash=""))
                | (Q(released_at__isnull=False, final_due_on__isnull=False) & ~Q(content_hash="")),
                name="evaluation_hashed_iff_released",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["seen", "acknowledged"]) | Q(seen_at__isnull=False),
                name="evaluation_seen_at_when_seen",
            ),
            models.CheckConstraint(
                condition=~Q(state="acknowledged") | Q(acknowledged_at__isnull=False),
                name="evaluation_acknowledged_at_when_acknowledged",
            ),
            models.CheckConstraint(
                condition=~Q(state="final") | Q(final_at__isnull=False), name="evaluation_final_at_when_final"
            ),
            models.CheckConstraint(
                condition=(Q(state="void", voided_at__isnull=False) & ~Q(void_reason=""))
                | (~Q(state="void") & Q(voided_at=None, void_reason="")),
                name="evaluation_void_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(revision=1, revision_of=None, corrected_by=None, correction_reason="")
                | (Q(revision__gt=1, revision_of__isnull=False, corrected_by__isnull=False) & ~Q(correction_reason="")),
                name="evaluation_revision_with_reason",
            ),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("evaluations:evaluation", args=[self.key])

    @property
    def is_draft(self):
        return self.state == EvaluationState.DRAFT

    @property
    def is_released(self):
        return self.released_at is not None

    @property
    def is_void(self):
        return self.state == EvaluationState.VOID

    @property
    def is_answerable(self):
        """May the subject still acknowledge or dispute it?"""
        return self.state in ANSWERABLE and self.is_current

    @property
    def lost_to_fail(self):
        """Was a score taken away, wholly or partly, by a critical criterion or a gate?"""
        return self.score is not None and self.score < self.raw_score


class EvaluationNumber(models.Model):
    """The last number given out in a Jalali year."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.year}: {self.last}"


class AnswerQuerySet(models.QuerySet):
    def answered(self):
        return self.filter(Q(value__isnull=False) | Q(is_na=True))

    def judged_in(self, evaluation):
        """Those of an evaluation (one, a queryset of them, or an outer reference) that say how something was done."""
        lookup = "evaluation__in" if hasattr(evaluation, "query") else "evaluation"
        return self.filter(outcome__isnull=False, **{lookup: evaluation}).order_by()

    def missed_criticals(self):
        """Critical criteria and those of gates that arose and failed, as `scoring.engine.Answer.is_failed` has it."""
        decides = ~Q(criterion__critical=Critical.NONE) | Q(criterion__section__kind=SectionKind.GATE)
        below = Q(value__lt=F("criterion__threshold"))
        failed = below | Q(criterion__threshold__isnull=True, outcome__is_pass=False)
        return self.filter(decides, failed).order_by("criterion__section__position", "criterion__position")


class Answer(models.Model):
    """What was judged of one criterion. `value` repeats the outcome's value for sums; all four figures basis points.

    On a scale of numbers there is no outcome: `given` is the number as it was brought ("4.6"), `value` what it comes
    to between the two ends of the scale (`evaluations.scoring.scale_numbers`).
    """

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="answers")
    criterion = models.ForeignKey("evaluations.Criterion", models.PROTECT, related_name="answers")
    outcome = models.ForeignKey("evaluations.Outcome", models.PROTECT, null=True, blank=True, related_name="+")
    is_na = models.BooleanField(default=False)
    given = models.CharField(max_length=24, blank=True, default="")
    comment = models.TextField(blank=True, max_length=4000)
    value = models.PositiveIntegerField(null=True, blank=True)
    applied_weight = models.PositiveIntegerField(default=0)
    contribution = models.PositiveIntegerField(default=0)
    raw_contribution = models.PositiveIntegerField(default=0)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["evaluation", "criterion__section__position", "criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "criterion"], name="answer_once_per_criterion"),
            models.CheckConstraint(condition=Q(is_na=False) | Q(outcome=None), name="answer_outcome_or_na"),
            models.CheckConstraint(
                condition=Q(outcome=None, given="", value=None)
                | Q(outcome__isnull=False, given="", value__isnull=False)
                | (Q(outcome=None, is_na=False, value__isnull=False) & ~Q(given="")),
                name="answer_value_iff_outcome_or_number",
            ),
            models.CheckConstraint(
                condition=basis_points("value")
                & Q(applied_weight__lte=FULL, contribution__lte=FULL, raw_contribution__lte=FULL),
                name="answer_figures_in_range",
            ),
        ]

    def __str__(self):
        return f"{self.evaluation_id} {self.criterion_id}"

    @property
    def is_answered(self):
        return self.is_na or self.value is not None

    @property
    def said(self):
        """The answer in the reader's words: the outcome's label, or the number and between what it lies."""
        if self.given:
            return said(self.given, self.criterion.scale)
        return self.outcome.label if self.outcome_id else _("Did not arise") if self.is_na else ""

    @property
    def is_failed(self):
        """Below the criterion's threshold; without one, when its outcome is not a pass. A number has no flag."""
        if self.value is None:
            return False
        if self.criterion.threshold is not None:
            return self.value < self.criterion.threshold
        return bool(self.outcome_id) and not self.outcome.is_pass


class EvaluationEvidence(Keyed):
    """A file that shows what was seen, in the private storage under a random name. A correction cites the same file."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="evidence")
    criterion = models.ForeignKey("evaluations.Criterion", models.PROTECT, related_name="+")
    object_key = models.CharField(max_length=100)
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["evaluation", "id"]
        verbose_name_plural = "evaluation evidence"

    def __str__(self):
        return self.name
