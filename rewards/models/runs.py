from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kit.values.keys import Keyed
from people.models import StaffMember
from rewards.formula.rules import newest_rule
from rewards.formula.steps import Steps
from rewards.formula.stored import fraction
from rewards.formula.terms import Terms
from rewards.models.plans import Plan


class RunState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    COMPUTED = "computed", _("Computed")
    SENT = "sent", _("Waits for approval")
    APPROVED = "approved", _("Approved")
    FROZEN = "frozen", pgettext_lazy("reward run", "Frozen")
    PAID = "paid", _("Paid")


ORDER = RunState.values
FINAL = (RunState.FROZEN, RunState.PAID)


def _happened(state, instant, by):
    """Constraint: the instant and the person of a step stand from the state that the step leads to onwards."""
    reached = Q(state__in=ORDER[ORDER.index(state) :])
    done = Q(**{f"{instant}__isnull": False, f"{by}__isnull": False})
    undone = Q(**{instant: None, by: None})
    return models.CheckConstraint(condition=(reached & done) | (~reached & undone), name=f"run_{instant}_iff_reached")


def _who():
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)


def seen_by_witness(user, to=""):
    """What an outside person sees of runs: what waits for a second person, and what they stood for."""
    return Q(**{f"{to}state": RunState.SENT}) | Q(**{f"{to}approved_by": user})


class RunQuerySet(models.QuerySet):
    def visible_to(self, user):
        """HR and administrators; an outside person what waits for a second person and what they approved.

        A lead sees nothing of money.
        """
        if not user.is_authenticated:
            return self.none()
        if user.access_roles & {"hr", "administrator"}:
            return self
        return self.filter(seen_by_witness(user)) if "witness" in user.access_roles else self.none()

    def final(self):
        return self.filter(state__in=FINAL)


class Run(Keyed):
    """One computation of a plan. From `frozen` on nothing in it changes but the payment.

    `correction` 0 is the plan's own run, 1, 2, … are corrections, runs of differences: what a person should have had
    beyond what was booked; `extra_budget` is what such a correction needs beyond the plan's budget, `total` the sum of
    the rows' differences. `content_hash` covers the terms, the rule, everyone's inputs and the amounts. `factor_text`
    is exact. `rules_version` is the rule (`rewards.formula.rules`) that computed it; a correction keeps that of
    the plan's own run.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="runs")
    correction = models.PositiveIntegerField(default=0, editable=False)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    extra_budget = models.BigIntegerField(_("beyond the budget"), default=0)
    state = models.CharField(_("state"), max_length=8, choices=RunState, default=RunState.DRAFT, editable=False)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    started_at = models.DateTimeField(editable=False)
    computed_by, computed_at = _who(), models.DateTimeField(null=True, editable=False)
    sent_by, sent_at = _who(), models.DateTimeField(null=True, editable=False)
    approved_by, approved_at = _who(), models.DateTimeField(null=True, editable=False)
    frozen_by, frozen_at = _who(), models.DateTimeField(null=True, editable=False)
    paid_by, paid_at = _who(), models.DateTimeField(null=True, editable=False)
    terms_json = models.JSONField(default=dict, editable=False)
    factor_text = models.CharField(max_length=80, default="1/1", editable=False)
    computed_total = models.BigIntegerField(default=0, editable=False)
    total = models.BigIntegerField(default=0, editable=False)
    people_count = models.PositiveIntegerField(default=0, editable=False)
    rules_version = models.PositiveSmallIntegerField(default=newest_rule, editable=False)
    content_hash = models.CharField(max_length=64, blank=True, editable=False)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-id"]
        verbose_name = _("reward run")
        verbose_name_plural = _("reward runs")
        constraints = [
            models.UniqueConstraint(fields=["plan", "correction"], name="run_once_per_plan_and_correction"),
            _happened("computed", "computed_at", "computed_by"),
            _happened("sent", "sent_at", "sent_by"),
            _happened("approved", "approved_at", "approved_by"),
            _happened("frozen", "frozen_at", "frozen_by"),
            _happened("paid", "paid_at", "paid_by"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("computed_by")), name="run_approver_did_not_compute"
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("sent_by")), name="run_approver_did_not_send"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", content_hash="") | (~Q(state="draft") & ~Q(content_hash="")),
                name="run_hash_iff_computed",
            ),
            models.CheckConstraint(
                condition=Q(computed_total__gte=0) & (Q(total__gte=0) | Q(correction__gt=0)),
                name="run_totals_not_negative",
            ),
            models.CheckConstraint(condition=Q(extra_budget__gte=0), name="run_extra_budget_not_negative"),
            models.CheckConstraint(
                condition=Q(correction=0, extra_budget=0) | Q(correction__gt=0), name="run_extra_only_in_corrections"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("rewards:run", args=[self.key])

    @property
    def title(self):
        if not self.correction:
            return self.plan.title
        return _("%(plan)s, correction %(number)s") % {"plan": self.plan.title, "number": self.correction}

    @property
    def is_final(self):
        return self.state in FINAL

    @property
    def is_open(self):
        return not self.is_final

    @property
    def is_correction(self):
        return self.correction > 0

    @cached_property
    def terms(self):
        """The terms it was computed with; before that, the plan's."""
        return Terms.from_json(self.terms_json) if self.terms_json else self.plan.terms

    @property
    def factor(self):
        return fraction(self.factor_text)


class RunRowQuerySet(models.QuerySet):
    def visible_to(self, user):
        """HR and administrators see all rows; a person their own, once the run is frozen. Nobody else, no lead."""
        if not user.is_authenticated:
            return self.none()
        if user.access_roles & {"hr", "administrator"}:
            return self
        if "witness" in user.access_roles:
            return self.filter(seen_by_witness(user, "run__"))
        return self.filter(staff__user=user, run__state__in=FINAL)

    def with_names(self):
        return self.select_related("staff__team__branch", "staff__job_role", "run__plan")

    def with_hold(self):
        """Adds `is_held`: a hold is open on the person in this run."""
        held = Hold.objects.open().filter(run=models.OuterRef("run"), staff=models.OuterRef("staff"))
        return self.annotate(is_held=models.Exists(held))


class RunRow(Keyed):
    """One person in a run: what went in, every step, what came out.

    `amount` is what the person should have for the plan, `already` what earlier runs booked, `difference` what this run
    books: the amount itself in a plan's own run. `multiplier` in basis points and `before_budget` are for lists; the
    exact fractions are in `steps`.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="rows")
    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="reward_rows")
    inputs = models.JSONField()
    steps = models.JSONField()
    score = models.PositiveIntegerField(_("score"), null=True)
    evaluations = models.PositiveIntegerField(_("evaluations"))
    multiplier = models.PositiveIntegerField(_("factor"))
    before_budget = models.BigIntegerField(_("before the budget"))
    amount = models.BigIntegerField(_("amount"))
    already = models.BigIntegerField(default=0)
    difference = models.BigIntegerField(_("to pay"))
    is_gated = models.BooleanField(_("conditions not met"), default=False)

    objects = RunRowQuerySet.as_manager()

    class Meta:
        ordering = ["-difference", "staff"]
        verbose_name = _("row of a reward run")
        verbose_name_plural = _("rows of reward runs")
        indexes = [models.Index(fields=["run", "difference"]), models.Index(fields=["staff", "run"])]
        constraints = [
            models.UniqueConstraint(fields=["run", "staff"], name="row_once_per_person"),
            models.CheckConstraint(condition=Q(amount__gte=0, before_budget__gte=0), name="row_amount_not_negative"),
            models.CheckConstraint(condition=Q(difference=F("amount") - F("already")), name="row_difference_adds_up"),
            models.CheckConstraint(condition=Q(is_gated=False) | Q(amount=0), name="row_gated_has_no_amount"),
            models.CheckConstraint(condition=Q(score=None) | Q(score__lte=10000), name="row_score_in_range"),
        ]

    def __str__(self):
        return f"{self.staff} · {self.run}"

    def get_absolute_url(self):
        return reverse("rewards:row", args=[self.key])

    @cached_property
    def computation(self):
        """The stored steps as Steps."""
        return Steps.from_json(self.steps)


class HoldCause(models.TextChoices):
    DISPUTE = "dispute", _("open dispute")
    BY_HAND = "by_hand", _("by HR")


class HoldQuerySet(models.QuerySet):
    def open(self):
        return self.filter(released_at=None)


class Hold(Keyed):
    """A person's reward in a run is kept back until this is released. Apart from the row, which never changes."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="holds")
    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="reward_holds")
    cause = models.CharField(_("cause"), max_length=7, choices=HoldCause)
    about = models.CharField(max_length=16, blank=True, help_text=_("The key of the disputed evaluation."))
    note = models.CharField(_("reason"), max_length=300, blank=True)
    held_at = models.DateTimeField()
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering = ["held_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "staff", "cause", "about"], condition=Q(released_at=None), name="hold_open_once"
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=False) | Q(released_by=None), name="hold_released_by_with_instant"
            ),
        ]

    def __str__(self):
        return f"{self.staff}: {self.get_cause_display()}"


class CorrectionFlagQuerySet(models.QuerySet):
    def open(self):
        return self.filter(settled_in=None)


class CorrectionFlag(models.Model):
    """Something that a frozen run rests on was corrected: the person's row wants a run of differences."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="flags")
    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="reward_flags")
    about = models.CharField(max_length=16)
    flagged_at = models.DateTimeField()
    settled_in = models.ForeignKey(Run, models.SET_NULL, null=True, related_name="settles")

    objects = CorrectionFlagQuerySet.as_manager()

    class Meta:
        ordering = ["flagged_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["run", "staff", "about"], name="flag_once_per_evaluation"),
        ]

    def __str__(self):
        return f"{self.staff}: {self.about}"
