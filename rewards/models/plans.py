from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from evaluations.models import Cycle, Dispute
from kit.filters import compacted
from kit.text.bilingual import bilingual
from kit.values.keys import Keyed
from people.models import JobRole, StaffMember, Team, WorkPeriod
from rewards.formula.terms import Terms


class Unit(models.TextChoices):
    MONEY = "money", _("Money")
    POINTS = "points", _("Points")


class PlanState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


RIVALRY = ("unit", "purpose", "starts_on", "ends_on", "pk")


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Plans are HR's: the others learn the rules from their own reward."""
        if not user.is_authenticated or not user.access_roles & {"hr", "administrator"}:
            return self.none()
        return self

    def covering(self, day):
        """Published plans whose period has the day, the newest first."""
        return self.filter(state=PlanState.PUBLISHED, starts_on__lte=day, ends_on__gt=day).order_by("-id")

    def rivalling(self, unit, purpose, starts_on, ends_on, pk):
        """Published plans of the same purpose and unit with days in common, without the plan `pk`."""
        purpose = purpose if hasattr(purpose, "resolve_expression") else models.Value(purpose)
        same = self.alias(kit_purpose=compacted("purpose")).filter(kit_purpose=compacted(purpose))
        same = same.filter(state=PlanState.PUBLISHED, unit=unit)
        return same.filter(starts_on__lt=ends_on, ends_on__gt=starts_on).exclude(pk=pk)

    def about(self, staff):
        """Adds `final_row`, the key of the person's row in the newest final run, `covers`: is the person in the plan's
        population, as `Plan.population` says? `has_rivals`: has `Plan.rivals` any? `is_held`: is the row kept back?
        and `is_disputed`: is an objection of theirs open in the plan's cycle?"""
        from rewards.models.runs import FINAL, Hold, RunRow

        rows = RunRow.objects.filter(run__plan=models.OuterRef("pk"), run__state__in=FINAL, staff=staff)
        work = WorkPeriod.objects.within(models.OuterRef("starts_on"), models.OuterRef("ends_on")).filter(staff=staff)
        disputes = Dispute.objects.open().filter(evaluation__cycle=models.OuterRef("cycle"), evaluation__subject=staff)
        return self.annotate(
            is_held=models.Exists(
                Hold.objects.open().filter(run__plan=models.OuterRef("pk"), run__state__in=FINAL, staff=staff)
            ),
            is_disputed=models.Exists(disputes),
            final_row=models.Subquery(rows.order_by("-run__correction").values("pk")[:1]),
            covers=models.Exists(work_named_by(models.OuterRef(models.OuterRef("pk")), work)),
            has_rivals=models.Exists(Plan.objects.rivalling(*map(models.OuterRef, RIVALRY))),
        )


def work_named_by(plan, work):
    """Those of the periods that are in one of the plan's job roles and teams, or in any where it names none."""
    roles, teams = (rows.through.objects.filter(plan=plan) for rows in (Plan.roles, Plan.teams))
    has_role = models.Exists(roles.filter(jobrole=models.OuterRef("job_role"))) | ~models.Exists(roles)
    has_team = models.Exists(teams.filter(team=models.OuterRef("team"))) | ~models.Exists(teams)
    return work.filter(has_role, has_team)


class Plan(Keyed):
    """The rule of a reward for one period and one population. Published, it never changes: a change is a new version.

    Scores and factors in basis points, amounts in minor units (or points), the period is [starts_on, ends_on).
    """

    lineage = models.CharField(max_length=16, db_index=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    title_fa = models.CharField(_("title in Persian"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="reward_plans", verbose_name=_("evaluation cycle"))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("end"), help_text=_("The first day after the period."))
    roles = models.ManyToManyField(JobRole, blank=True, related_name="reward_plans", verbose_name=_("job roles"))
    teams = models.ManyToManyField(Team, blank=True, related_name="reward_plans", verbose_name=_("teams"))
    purpose = models.CharField(_("purpose"), max_length=60, blank=True)
    unit = models.CharField(_("given in"), max_length=6, choices=Unit, default=Unit.MONEY)
    base = models.BigIntegerField(_("base reward"))
    threshold = models.PositiveIntegerField(_("threshold"), default=7000)
    target = models.PositiveIntegerField(_("target"), default=8500)
    maximum = models.PositiveIntegerField(_("maximum"), default=9500)
    p_min = models.PositiveIntegerField(_("factor at the threshold"), default=5000)
    m_max = models.PositiveIntegerField(_("factor at the maximum"), default=15000)
    bands = models.JSONField(_("bands instead of the curve"), default=list, blank=True)
    gate_no_fail = models.BooleanField(_("no evaluation ended in FAIL"), default=True)
    gate_criticals = models.BooleanField(_("no critical criterion was missed"), default=False)
    gate_training = models.BooleanField(_("training valid"), default=True)
    gate_signed = models.BooleanField(_("edition read and signed"), default=True)
    least_evaluations = models.PositiveIntegerField(_("evaluations needed"), default=2)
    cap = models.BigIntegerField(_("most for one person"), null=True, blank=True)
    prorates = models.BooleanField(_("in proportion to days and contract share"), default=True)
    budget = models.BigIntegerField(_("budget"), null=True, blank=True)
    step = models.BigIntegerField(_("rounding step"), default=10000)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approver")
    )
    state = models.CharField(_("state"), max_length=9, choices=PlanState, default=PlanState.DRAFT, editable=False)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    drafted_at = models.DateTimeField(editable=False)
    published_at = models.DateTimeField(null=True, editable=False)

    objects = PlanQuerySet.as_manager()

    title = bilingual("title")

    class Meta:
        ordering = ["-starts_on", "-id"]
        verbose_name = _("reward plan")
        verbose_name_plural = _("reward plans")
        indexes = [models.Index(fields=["state", "starts_on", "ends_on"])]
        constraints = [
            models.UniqueConstraint(fields=["lineage", "version"], name="plan_version_once"),
            models.UniqueConstraint(fields=["lineage"], condition=Q(state="draft"), name="plan_one_draft_at_a_time"),
            models.CheckConstraint(
                condition=Q(state="draft", published_at=None) | (~Q(state="draft") & Q(published_at__isnull=False)),
                name="plan_published_at_iff_not_draft",
            ),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="plan_ends_after_start"),
            models.CheckConstraint(
                condition=Q(threshold__lte=F("target"), target__lte=F("maximum"), maximum__lte=10000),
                name="plan_curve_rises",
            ),
            models.CheckConstraint(condition=Q(p_min__lte=10000, m_max__gte=10000), name="plan_factors_in_range"),
            models.CheckConstraint(condition=Q(base__gt=0, step__gt=0), name="plan_base_and_step_positive"),
            models.CheckConstraint(condition=Q(cap=None) | Q(cap__gt=0), name="plan_cap_positive"),
            models.CheckConstraint(condition=Q(budget=None) | Q(budget__gte=0), name="plan_budget_not_negative"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("rewards:plan", args=[self.key])

    @property
    def is_draft(self):
        return self.state == PlanState.DRAFT

    @property
    def is_published(self):
        return self.state == PlanState.PUBLISHED

    @property
    def period_days(self):
        return (self.ends_on - self.starts_on).days

    @property
    def terms(self):
        """The plan's numbers for the computation."""
        same = (
            "unit base step threshold target maximum p_min m_max gate_no_fail gate_criticals gate_training gate_signed "
            "least_evaluations cap prorates budget"
        )
        numbers = {name: getattr(self, name) for name in same.split()}
        bands = tuple((least, factor) for least, factor in self.bands)
        return Terms(period_days=self.period_days, bands=bands, **numbers)

    def work(self):
        """Periods with a day of the plan's in one of its job roles and teams (none named: all)."""
        return work_named_by(self.pk, WorkPeriod.objects.within(self.starts_on, self.ends_on))

    def population(self):
        """Who worked in one of the plan's job roles and teams (none named: all) on any day of the period."""
        return StaffMember.objects.filter(models.Exists(self.work().filter(staff=models.OuterRef("pk"))))

    def rivals(self):
        """Other published plans that pay for the same purpose in the same unit, with days in common."""
        return Plan.objects.rivalling(*(getattr(self, name) for name in RIVALRY))

    def goes_before(self, other):
        """Of two plans that cover the same day the one published first pays it."""
        return other.published_at is None or (self.published_at, self.pk) < (other.published_at, other.pk)
