from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan
from django.utils.translation import gettext_lazy as _

from people.models import StaffMember
from training.models.assignments import PersonalQuerySet
from training.models.courses import Course
from training.models.status import Status


class StandingQuerySet(PersonalQuerySet):
    def at_work(self, on):
        """Of people at work on a day, in published courses."""
        return self.filter(staff__in=StaffMember.objects.active_on(on).order_by().values("pk"), course__is_live=True)

    def with_status(self, on, changed):
        """Adds `status` on a day as `status.status_of` computes it; `changed`: {course id: day}, of `staleness`."""
        return self.annotate(status=status_by(on, changed))


def status_by(on, changed, path=""):
    """`status.status_of` in the database, of the standing to which `path` (such as "standing__") leads."""

    def when(status, **facts):
        return When(**{f"{path}{name}": value for name, value in facts.items()}, then=Value(status.value))

    changed = {course: day for course, day in changed.items() if day <= on}
    learned = Coalesce(f"{path}learned_on", f"{path}completed_on")
    outdated = [
        When(Q(**{f"{path}course__in": courses}) & LessThan(learned, Value(day)), then=Value(Status.OUTDATED.value))
        for day, courses in _courses_by_day(changed).items()
    ]
    return Case(
        when(Status.EXCUSED, completed_on=None, is_excused=True),
        when(Status.OVERDUE, completed_on=None, due_on__lt=on),
        when(Status.IN_PROGRESS, completed_on=None, begun_at__isnull=False),
        when(Status.ASSIGNED, completed_on=None),
        when(Status.EXPIRED, valid_until__lt=on),
        *outdated,
        when(Status.EXPIRING, warned_on__lte=on),
        default=Value(Status.VALID.value),
        output_field=models.CharField(),
    )


def _courses_by_day(changed):
    found = {}
    for course, day in changed.items():
        found.setdefault(day, []).append(course)
    return found


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
