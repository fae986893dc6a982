from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Greatest, Least
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kit.text.bilingual import bilingual
from kit.values.keys import Keyed
from people.models import WorkPeriod
from people.roles import is_hr, led_team_ids, staff_of


class Source(models.TextChoices):
    LEAD = "lead", _("Lead")
    SELF = "self", _("Self")
    PEER = "peer", _("Colleague")
    UPWARD = "upward", _("From below")
    MYSTERY = "mystery", _("Mystery visit")


class CycleState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state", "Open")
    CLOSED = "closed", _("Closed")


class Releaser(models.TextChoices):
    HR = "hr", _("HR")
    LEAD = "lead", _("The lead")


class CycleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """HR sees every cycle; others those in which they evaluate or are evaluated, or somebody is who worked
        during it in a team that they lead."""
        if is_hr(user):
            return self
        mine = staff_of(user)
        if mine is None:
            return self.none()
        taking_part = Q(subject=mine) | Q(evaluator=mine)
        teams = led_team_ids(user)
        if teams:
            taking_part |= Q(CycleAssignment.worked_in(teams))
        return self.filter(pk__in=CycleAssignment.objects.filter(taking_part).values("cycle"))

    def open(self):
        return self.filter(state=CycleState.OPEN)

    def around(self, day):
        return self.filter(starts_on__lte=day, ends_on__gt=day)


class Cycle(Keyed):
    """A period in which people are evaluated: [starts_on, ends_on)."""

    title_fa = models.CharField(_("title in Persian"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    edition = models.ForeignKey("playbook.Edition", models.PROTECT, related_name="cycles", verbose_name=_("edition"))
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), help_text=_("The first day after the cycle."))
    releaser = models.CharField(_("who releases results"), max_length=4, choices=Releaser, default=Releaser.HR)
    state = models.CharField(max_length=6, choices=CycleState, default=CycleState.OPEN)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = CycleQuerySet.as_manager()

    title = bilingual("title")

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="cycle_ends_after_start"),
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None) | Q(state="closed", closed_at__isnull=False),
                name="cycle_closed_at_iff_closed",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("evaluations:cycle", args=[self.key])

    @property
    def is_open(self):
        return self.state == CycleState.OPEN


class CycleSource(models.Model):
    """How much a source of evaluations counts in a cycle, and from how many on."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="sources")
    source = models.CharField(max_length=7, choices=Source)
    weight = models.PositiveIntegerField(default=100)
    threshold = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["cycle", "id"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "source"], name="cycle_source_once"),
            models.CheckConstraint(condition=Q(threshold__gte=1), name="cycle_source_threshold_from_1"),
        ]

    def __str__(self):
        return f"{self.cycle}: {self.get_source_display()}"


class CycleScorecardQuerySet(models.QuerySet):
    def usable(self):
        """Without those that were retired, by hand, since the cycle took them."""
        return self.exclude(scorecard__state="retired", scorecard__retired_at__gte=F("kept_at"))


class CycleScorecard(models.Model):
    """A version of a scorecard that a cycle works with from beginning to end, whatever is published meanwhile.

    For whom it is say the roles of the scorecard, which never change once it is published.
    """

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="kept_scorecards")
    scorecard = models.ForeignKey("evaluations.Scorecard", models.PROTECT, related_name="kept_in")
    kept_at = models.DateTimeField()

    objects = CycleScorecardQuerySet.as_manager()

    class Meta:
        ordering = ["cycle", "id"]
        constraints = [models.UniqueConstraint(fields=["cycle", "scorecard"], name="cycle_scorecard_once")]

    def __str__(self):
        return f"{self.cycle}: {self.scorecard}"


class AssignmentQuerySet(models.QuerySet):
    def of_evaluator(self, staff):
        return self.filter(evaluator=staff) if staff else self.none()

    def open(self):
        return self.filter(cycle__state=CycleState.OPEN)

    def handed_on_by(self, user):
        """Those that a user may hand on: HR all of others, an evaluator their own."""
        mine = staff_of(user)
        if is_hr(user):
            return self.exclude(subject=mine) if mine else self
        return self.of_evaluator(mine)

    def unfinished(self):
        return self.with_progress().filter(done__lt=F("wanted"))

    def with_progress(self):
        """`done`: evaluations handed in; `draft_key`, `draft_answered`: the open draft, if any."""
        from evaluations.models.evaluations import Answer, Evaluation

        counted = Q(evaluations__is_current=True) & ~Q(evaluations__state__in=["draft", "void"])
        draft = Evaluation.objects.filter(assignment=models.OuterRef("pk"), state="draft")
        answered = (
            Answer.objects.answered()
            .filter(evaluation__assignment=models.OuterRef("pk"), evaluation__state="draft")
            .order_by()
            .values("evaluation__assignment")
            .annotate(n=models.Count("pk"))
        )
        return self.annotate(
            done=models.Count("evaluations", filter=counted, distinct=True),
            draft_key=models.Subquery(draft.values("key")[:1]),
            draft_answered=models.Subquery(answered.values("n")),
        )


class CycleAssignment(Keyed):
    """Who evaluates whom in a cycle, with which scorecard, how many times (`wanted`), by when."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="assignments")
    subject = models.ForeignKey("people.StaffMember", models.PROTECT, related_name="+")
    evaluator = models.ForeignKey("people.StaffMember", models.PROTECT, related_name="+")
    source = models.CharField(max_length=7, choices=Source, default=Source.LEAD)
    scorecard = models.ForeignKey("evaluations.Scorecard", models.PROTECT, related_name="assignments")
    wanted = models.PositiveSmallIntegerField(default=1)
    due_on = models.DateField()

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["evaluator", "cycle"]), models.Index(fields=["subject", "cycle"])]
        constraints = [
            # Also refuses that A evaluates B while B evaluates A.
            models.UniqueConstraint(
                F("cycle"),
                Least("subject", "evaluator"),
                Greatest("subject", "evaluator"),
                name="assignment_pair_once_in_cycle",
            ),
            models.CheckConstraint(
                condition=Q(source="self", subject=F("evaluator")) | (~Q(source="self") & ~Q(subject=F("evaluator"))),
                name="assignment_self_iff_source_self",
            ),
            models.CheckConstraint(condition=Q(wanted__gte=1), name="assignment_wants_one"),
        ]

    def __str__(self):
        return f"{self.evaluator_id} evaluates {self.subject_id}"

    @staticmethod
    def worked_in(teams):
        """A condition: the person worked in one of the teams during the cycle."""
        work = WorkPeriod.objects.filter(staff=OuterRef("subject"), team__in=teams)
        return Exists(work.within(OuterRef("cycle__starts_on"), OuterRef("cycle__ends_on")))
