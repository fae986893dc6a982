from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kit.text.bilingual import bilingual
from kit.values.keys import Keyed
from people.models import StaffMember


class CourseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published courses are everyone's who is signed in; authors see drafts as well."""
        if not user.is_authenticated:
            return self.none()
        return self if "author" in user.access_roles else self.filter(is_live=True)

    def with_sizes(self):
        """Adds `lesson_count`, `lesson_minutes` and `question_count`."""
        from training.models.questions import Question

        lessons = Lesson.objects.filter(course=OuterRef("pk"), is_live=True)
        questions = Question.objects.in_use().filter(course=OuterRef("pk"))
        return self.annotate(
            lesson_count=_counted(lessons, Count("pk")),
            lesson_minutes=_counted(lessons, Sum("minutes")),
            question_count=_counted(questions, Count("pk")),
        )

    def with_reads(self, language):
        """Adds `reads`: does a published lesson read in the language, or are there none at all?"""
        lessons = Lesson.objects.filter(course=OuterRef("pk"), is_live=True).order_by()
        own = lessons.exclude(**{f"title_{language}": ""})
        return self.annotate(reads=Exists(own) | ~Exists(lessons))


def _counted(rows, figure):
    """One figure over a course's rows as a subquery, 0 without rows."""
    figures = rows.order_by().values("course").annotate(figure=figure).values("figure")
    return Coalesce(Subquery(figures, output_field=models.IntegerField()), 0)


class Course(Keyed):
    """A course across its languages: its rules, and the titles of its pages as last written.

    `translation_key` is that of its pages. Marks are basis points.
    """

    translation_key = models.UUIDField(unique=True, editable=False)
    title_fa = models.CharField(_("title in Persian"), max_length=255, blank=True, editable=False)
    title_en = models.CharField(_("title in English"), max_length=255, blank=True, editable=False)
    summary_fa = models.TextField(blank=True, editable=False)
    summary_en = models.TextField(blank=True, editable=False)
    is_live = models.BooleanField(_("published"), default=False, editable=False)
    pass_mark = models.PositiveIntegerField(
        _("pass mark"),
        default=8000,
        validators=[MaxValueValidator(10000)],
    )
    critical_mark = models.PositiveIntegerField(
        _("pass mark of each critical standard"),
        default=10000,
        validators=[MaxValueValidator(10000)],
        help_text=_("Over the questions about that standard."),
    )
    attempt_limit = models.PositiveSmallIntegerField(
        _("attempts allowed"), default=3, help_text=_("0: as many as wanted.")
    )
    wait_minutes = models.PositiveIntegerField(_("minutes to wait between attempts"), default=0)
    validity_months = models.PositiveSmallIntegerField(
        _("valid for months"), default=0, help_text=_("0: it does not expire.")
    )
    warn_days = models.PositiveSmallIntegerField(_("renewal opens days before it expires"), default=30)
    needs_observation = models.BooleanField(
        _("the lead has to see it at work"),
        default=False,
        help_text=_("Then the course is completed when each of its standards was seen often enough in real work."),
    )
    observation_count = models.PositiveSmallIntegerField(
        _("how often, on different days"), default=2, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    draw_per_standard = models.PositiveSmallIntegerField(
        _("questions drawn for each standard"),
        default=0,
        validators=[MaxValueValidator(50)],
        help_text=_("0: every question is asked. Questions without a standard are always asked."),
    )
    prerequisites = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        through="training.CoursePrerequisite",
        through_fields=("from_course", "to_course"),
        verbose_name=_("courses to pass first"),
    )

    objects = CourseQuerySet.as_manager()

    title = bilingual("title")
    summary = bilingual("summary")

    class Meta:
        ordering = ["title_fa", "pk"]
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = [
            models.CheckConstraint(
                condition=Q(pass_mark__lte=10000) & Q(critical_mark__lte=10000), name="course_marks_in_range"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("training:course", args=[self.key])

    @property
    def board_url(self):
        return reverse("training:course_board", args=[self.key])


class CoursePrerequisite(models.Model):
    """`to_course` comes before `from_course`. Circles are refused by `actions.set_prerequisites`, which alone writes
    here; the shortest one by the database as well."""

    from_course = models.ForeignKey(Course, models.CASCADE, related_name="+")
    to_course = models.ForeignKey(Course, models.CASCADE, related_name="+")

    class Meta:
        db_table = "training_course_prerequisites"
        unique_together = [("from_course", "to_course")]
        constraints = [
            models.CheckConstraint(condition=~Q(from_course=F("to_course")), name="course_is_not_its_own_prerequisite")
        ]

    def __str__(self):
        return f"{self.to_course_id} -> {self.from_course_id}"


class Lesson(models.Model):
    """A lesson across its languages: what lists, progress and links to standards need without opening pages.

    Written from the pages by `actions.refresh_course`; a lesson that is taken away stays as a row that is not live.
    """

    course = models.ForeignKey(Course, models.PROTECT, related_name="lessons")
    translation_key = models.UUIDField(unique=True, editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    title_fa = models.CharField(max_length=255, blank=True)
    title_en = models.CharField(max_length=255, blank=True)
    minutes = models.PositiveSmallIntegerField(default=1)
    is_live = models.BooleanField(default=True)

    title = bilingual("title")

    class Meta:
        ordering = ["course_id", "position", "pk"]
        verbose_name = _("lesson")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("training:lesson", args=[self.course.key, self.translation_key])


class LessonText(models.Model):
    """The words of a lesson's published pages as plain text, beside its row: what a search looks through and quotes.

    `folded` holds both languages and the titles, as `kit.text.folding.fold` writes them.
    """

    lesson = models.OneToOneField(Lesson, models.CASCADE, related_name="text")
    text_fa = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    folded = models.TextField(blank=True)

    text = bilingual("text")

    def __str__(self):
        return f"{self.lesson_id}"


class LessonStandard(models.Model):
    """A lesson teaches a standard: `standard` is that of the edition in force when the lesson was published."""

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="standards")
    code = models.CharField(max_length=20, db_index=True)
    standard = models.ForeignKey(
        "playbook.FrozenStandard", models.PROTECT, null=True, blank=True, related_name="teaching_lessons"
    )

    class Meta:
        ordering = ["lesson_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["lesson", "code"], name="lesson_standard_once")]

    def __str__(self):
        return self.code


class LessonProgress(models.Model):
    """How far a person is in a lesson, in one term of the course. `position` is the number of the block last seen."""

    staff = models.ForeignKey(StaffMember, models.CASCADE, related_name="lesson_progress")
    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="progress")
    term = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField(default=0)
    seen_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-seen_at"]
        constraints = [models.UniqueConstraint(fields=["staff", "lesson", "term"], name="lesson_progress_once_a_term")]

    def __str__(self):
        return f"{self.staff_id} {self.lesson_id}"
