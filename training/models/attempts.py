from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kit.values.keys import Keyed
from people.models import StaffMember
from training.marking.engine import newest_rule
from training.models.courses import Course
from training.models.questions import Question, QuestionVersion


class AttemptQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own attempts alone: an attempt names what somebody did not know."""
        if not user.is_authenticated or user.staff_member_or_none is None:
            return self.none()
        return self.filter(staff=user.staff_member_or_none)

    def is_open(self):
        return self.filter(submitted_at=None)

    def submitted(self):
        return self.filter(submitted_at__isnull=False)

    def passed(self):
        """By their own result or by a later one: counting again never takes a pass away."""
        return self.filter(Q(is_passed=True) | Exists(_regraded().filter(is_passed=True)))

    def with_result(self):
        """With `result_score` and `result_passed`, the newest; `is_regraded`."""
        newest = _regraded().order_by("-pk")
        return self.annotate(
            result_score=Coalesce(Subquery(newest.values("score")[:1]), F("score")),
            result_passed=Coalesce(Subquery(newest.values("is_passed")[:1]), F("is_passed")),
            is_regraded=Exists(_regraded()),
        )


def _regraded():
    return apps.get_model("training", "RegradedAttempt").objects.filter(attempt=OuterRef("pk")).order_by()


class Attempt(Keyed):
    """One sitting of a course's quiz. The marks are those of the course when it began; `score` is in basis points.
    `is_delta`: only about what changed since an earlier pass. `rules_version`: the rule (`engine.RULES`) that marked
    it."""

    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="attempts")
    course = models.ForeignKey(Course, models.PROTECT, related_name="attempts")
    term = models.PositiveSmallIntegerField(default=1)
    number = models.PositiveSmallIntegerField(_("attempt"))
    edition = models.ForeignKey("playbook.Edition", models.PROTECT, null=True, blank=True, related_name="attempts")
    pass_mark = models.PositiveIntegerField()
    critical_mark = models.PositiveIntegerField()
    is_delta = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    score = models.PositiveIntegerField(null=True, blank=True)
    is_passed = models.BooleanField(null=True, blank=True)
    rules_version = models.PositiveSmallIntegerField(default=newest_rule)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = _("attempt")
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "course"], condition=Q(submitted_at=None), name="attempt_open_once"
            ),
            models.UniqueConstraint(fields=["staff", "course", "term", "number"], name="attempt_number_once_a_term"),
            models.CheckConstraint(
                condition=Q(submitted_at=None, score=None, is_passed=None)
                | Q(submitted_at__isnull=False, score__isnull=False, is_passed__isnull=False),
                name="attempt_scored_iff_submitted",
            ),
            models.CheckConstraint(condition=Q(score=None) | Q(score__lte=10000), name="attempt_score_in_range"),
        ]

    def __str__(self):
        return f"{self.staff_id} {self.course_id} {self.term}.{self.number}"

    def get_absolute_url(self):
        return reverse("training:result" if self.submitted_at else "training:attempt", args=[self.key])

    @property
    def is_submitted(self):
        return self.submitted_at is not None

    @cached_property
    def newest(self):
        """The newest row of `RegradedAttempt`, or None; asked once."""
        return self.regraded.select_related("regrading").order_by("-pk").first()


class AttemptAnswer(Keyed):
    """One question of an attempt: how it was laid out, what was answered, what it earned.

    `layout` is the order shown (see `Kind.layout`). `given` is what was answered (see
    `engine.points_for`; None: not yet). `points` are basis points of the question's weight, set when the attempt is
    submitted.
    """

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    version = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="answers")
    position = models.PositiveSmallIntegerField()
    layout = models.JSONField()
    given = models.JSONField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    points = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["attempt_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="attempt_answer_position_once"),
            models.UniqueConstraint(fields=["attempt", "question"], name="attempt_answer_question_once"),
            models.CheckConstraint(
                condition=Q(points=None) | Q(points__lte=10000), name="attempt_answer_points_in_range"
            ),
        ]

    def __str__(self):
        return f"{self.attempt_id} {self.position}"
