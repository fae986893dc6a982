from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import StaffMember
from training.models.assignments import PersonalQuerySet
from training.models.courses import Course
from training.models.status import status_by


class StandingQuerySet(PersonalQuerySet):
    def at_work(self, on):
        """Of people at work on a day, in published courses."""
        return self.filter(staff__in=StaffMember.objects.active_on(on).order_by().values("pk"), course__is_live=True)

    def with_status(self, on, changed):
        """Adds `status` on a day as `status_of` computes it; `changed`: {course id: day}, of `staleness`."""
        return self.annotate(status=status_by(on, changed))


class Standing(models.Model):
    """Where one person stands in one course: the facts of their newest term side by side, for boards and lists.

    Repeats what assignments, completions, attempts and lessons say; written by `actions.standings` alone, proved by
    `verification`. No status stands in it. `assignment`: the newest there is; `completion`: that of the newest term;
    `warned_on`: the first day on which a renewal may begin.
    """

    staff = models.ForeignKey(StaffMember, models.CASCADE, related_name="standings")
    course = models.ForeignKey(Course, models.CASCADE, related_name="standings")
    term = models.PositiveSmallIntegerField()
    assignment = models.OneToOneField("training.Assignment", models.CASCADE, null=True, related_name="standing")
    completion = models.OneToOneField("training.Completion", models.CASCADE, null=True, related_name="standing")
    due_on = models.DateField(_("due on"), null=True)
    is_excused = models.BooleanField(default=False)
    begun_at = models.DateTimeField(null=True)
    completed_on = models.DateField(_("completed on"), null=True)
    valid_until = models.DateField(_("valid until"), null=True)
    warned_on = models.DateField(null=True)
    learned_on = models.DateField(null=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["valid_until"])]
        constraints = [
            models.UniqueConstraint(fields=["staff", "course"], name="standing_once"),
            models.CheckConstraint(
                condition=Q(assignment__isnull=False) | Q(completion__isnull=False), name="standing_of_something"
            ),
            models.CheckConstraint(
                condition=Q(completion=None, completed_on=None, valid_until=None, warned_on=None)
                | Q(completion__isnull=False, completed_on__isnull=False),
                name="standing_completed_iff_completion",
            ),
        ]

    def __str__(self):
        return f"{self.staff_id} {self.course_id} {self.term}"


class Reminder(models.Model):
    """Somebody was told of a stage of a course (say, due soon), once in each term."""

    staff = models.ForeignKey(StaffMember, models.CASCADE, related_name="+")
    course = models.ForeignKey(Course, models.CASCADE, related_name="+")
    term = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=20)
    told_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staff", "course", "term", "stage"], name="reminder_once")]

    def __str__(self):
        return f"{self.staff_id} {self.course_id} {self.stage}"
