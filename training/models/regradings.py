from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kit.values.keys import Keyed
from training.models.attempts import Attempt
from training.models.courses import Course
from training.models.questions import Question


class Regrading(Keyed):
    """A question's key was put right, and attempts that asked it are counted again by it. `done_at` None: it is at it.

    `spared`: results that stay as they are, because the new key would have taken a pass away.
    """

    course = models.ForeignKey(Course, models.PROTECT, related_name="regradings")
    question = models.ForeignKey(Question, models.PROTECT, related_name="regradings")
    reason = models.CharField(_("reason"), max_length=300)
    began_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    spared = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-began_at", "-pk"]
        verbose_name = _("regrading")
        constraints = [
            models.UniqueConstraint(
                fields=["question"], condition=models.Q(done_at=None), name="regrading_one_at_a_time"
            )
        ]

    def __str__(self):
        return f"{self.question_id} {self.began_at}"

    def get_absolute_url(self):
        return reverse("training:regrading", args=[self.key])


class RegradedAttempt(Keyed):
    """The new result of an attempt, beside the attempt's own, which stays; the newest row counts. Never changed.

    `marks`: for each answer {"position", "question", "version" (both ids), "rule", "given", "points"}; `rules_version`
    is the rule of the result. An answer keeps the rule and the version by which it was marked last, unless it is the
    one that is counted again.
    """

    regrading = models.ForeignKey(Regrading, models.PROTECT, related_name="results")
    attempt = models.ForeignKey(Attempt, models.PROTECT, related_name="regraded")
    score = models.PositiveIntegerField()
    is_passed = models.BooleanField()
    rules_version = models.PositiveSmallIntegerField()
    marks = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["attempt_id", "pk"]
        verbose_name = _("regraded attempt")
        constraints = [
            models.UniqueConstraint(fields=["regrading", "attempt"], name="regraded_attempt_once"),
            models.CheckConstraint(condition=models.Q(score__lte=10000), name="regraded_score_in_range"),
        ]

    def __str__(self):
        return f"{self.attempt_id} {self.score}"
