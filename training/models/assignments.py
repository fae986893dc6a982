from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.values.keys import Keyed
from people.models import JobRole, StaffMember, Team
from people.roles import led_team_ids
from training.models.courses import Course
from training.models.status import status_by

SEES_EVERY_ASSIGNMENT = {"author", "hr", "administrator"}


class RequirementQuerySet(models.QuerySet):
    def active_on(self, day):
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day))


class Requirement(Keyed):
    """Who must have a course: a role, a team, a person, whoever scores low on a standard, or everyone where none of
    these is named. `below`, in basis points, is what counts as low. `validity_months` and `warn_days` None: as the
    course says. Who is at work when it is made gets the course whatever the three `on_` say."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="requirements", verbose_name=_("course"))
    job_role = models.ForeignKey(
        JobRole, models.PROTECT, null=True, blank=True, related_name="requirements", verbose_name=_("job role")
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="requirements", verbose_name=_("team")
    )
    staff = models.ForeignKey(
        StaffMember, models.PROTECT, null=True, blank=True, related_name="requirements", verbose_name=_("person")
    )
    standard_code = models.CharField(_("standard"), max_length=20, blank=True)
    below = models.PositiveIntegerField(_("score below"), default=7000, validators=[MaxValueValidator(10000)])
    due_days = models.PositiveSmallIntegerField(_("days to do it"), default=14)
    validity_months = models.PositiveSmallIntegerField(_("valid for months"), null=True, blank=True)
    warn_days = models.PositiveSmallIntegerField(_("renewal opens days before it expires"), null=True, blank=True)
    on_joining = models.BooleanField(_("when somebody joins"), default=True)
    on_edition = models.BooleanField(_("when a standard of it changes"), default=True)
    on_expiry = models.BooleanField(_("when a pass expires"), default=True)
    made_at = models.DateTimeField(editable=False)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        ordering = ["course_id", "pk"]
        verbose_name = _("requirement")
        constraints = [
            models.CheckConstraint(
                condition=Q(job_role=None, team=None, staff=None)
                | Q(standard_code="", job_role=None, team=None)
                | Q(standard_code="", job_role=None, staff=None)
                | Q(standard_code="", team=None, staff=None),
                name="requirement_names_at_most_one",
            ),
            models.UniqueConstraint(
                fields=["course", "job_role"],
                condition=Q(ended_on=None, job_role__isnull=False),
                name="requirement_role_once",
            ),
            models.UniqueConstraint(
                fields=["course", "team"], condition=Q(ended_on=None, team__isnull=False), name="requirement_team_once"
            ),
            models.UniqueConstraint(
                fields=["course", "staff"],
                condition=Q(ended_on=None, staff__isnull=False),
                name="requirement_person_once",
            ),
            models.UniqueConstraint(
                fields=["course"],
                condition=Q(ended_on=None, job_role=None, team=None, staff=None, standard_code=""),
                name="requirement_everyone_once",
            ),
            models.UniqueConstraint(
                fields=["course", "standard_code"],
                condition=Q(ended_on=None) & ~Q(standard_code=""),
                name="requirement_standard_once",
            ),
        ]

    def __str__(self):
        return f"{self.course_id}: {self.job_role or self.team or self.staff or self.standard_code or '*'}"


class PersonalQuerySet(models.QuerySet):
    """Rows about one person's training (`staff`)."""

    def visible_to(self, user):
        """One's own; a lead's team's; all of them for HR, authors and administrators."""
        if not user.is_authenticated:
            return self.none()
        if user.access_roles & SEES_EVERY_ASSIGNMENT:
            return self
        return self.filter(Q(staff__user=user) | Q(staff__team_id__in=led_team_ids(user)))


class AssignmentQuerySet(PersonalQuerySet):
    def is_open(self):
        """Neither excused nor completed in their term."""
        done = Completion.objects.filter(
            staff=models.OuterRef("staff"), course=models.OuterRef("course"), term=models.OuterRef("term")
        )
        return self.filter(~models.Exists(done), excused_at=None)

    def latest_terms(self):
        """Only the newest term of each person and course."""
        later = self.model.objects.filter(
            staff=models.OuterRef("staff"), course=models.OuterRef("course"), term__gt=models.OuterRef("term")
        )
        return self.filter(~models.Exists(later))

    def with_status(self, on, changed):
        """The newest assignment of each person and course with its `status` on a day, `completed_on` and `valid_until`,
        as their Standing has it. `changed`: {course id: day}, of `progress.staleness.all_changes`."""
        return self.filter(standing__isnull=False).annotate(
            status=status_by(on, changed, "standing__"),
            completed_on=F("standing__completed_on"),
            valid_until=F("standing__valid_until"),
        )


class Assignment(Keyed):
    """A person has to complete a course by a day. One a term; several reasons make one, due on the earliest day.

    Its status is never stored: see `status`.
    """

    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="assignments")
    course = models.ForeignKey(Course, models.PROTECT, related_name="assignments")
    term = models.PositiveSmallIntegerField(default=1)
    due_on = models.DateField(_("due on"))
    assigned_at = models.DateTimeField(_("assigned at"))
    extra_attempts = models.PositiveSmallIntegerField(default=0)
    excused_at = models.DateTimeField(null=True, blank=True)
    excused_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    excuse = models.CharField(_("why excused"), max_length=300, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("assignment")
        indexes = [models.Index(fields=["course", "due_on"])]
        constraints = [
            models.UniqueConstraint(fields=["staff", "course", "term"], name="assignment_once_a_term"),
            models.CheckConstraint(
                condition=Q(excused_at=None, excuse="") | (Q(excused_at__isnull=False) & ~Q(excuse="")),
                name="assignment_excused_with_reason",
            ),
        ]

    def __str__(self):
        return f"{self.staff_id} {self.course_id} {self.term}"


class Trigger(models.TextChoices):
    """Why somebody has to take a course."""

    JOINING = "joining", _("Joined the team")
    REQUIREMENT = "requirement", _("Part of the job")
    EDITION = "edition", _("The standards changed")
    EXPIRY = "expiry", _("The earlier pass expires")
    LOW_SCORE = "low_score", _("Worth another look")
    BY_HAND = "by_hand", _("Asked for")


class AssignmentReason(models.Model):
    """One of the reasons of an assignment, with the day that it asks for."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="reasons")
    trigger = models.CharField(max_length=20, choices=Trigger)
    requirement = models.ForeignKey(Requirement, models.PROTECT, null=True, blank=True, related_name="reasons")
    note = models.CharField(max_length=300, blank=True)
    due_on = models.DateField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["assignment_id", "pk"]

    def __str__(self):
        return self.get_trigger_display()


class CompletionQuerySet(models.QuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        if user.access_roles & SEES_EVERY_ASSIGNMENT:
            return self
        return self.filter(Q(staff__user=user) | Q(staff__team_id__in=led_team_ids(user)))


class Completion(Keyed):
    """The record that a person completed a course in a term, kept for good. `valid_until` is the last day it holds;
    `warn_days` None: as the course says."""

    staff = models.ForeignKey(StaffMember, models.PROTECT, related_name="completions")
    course = models.ForeignKey(Course, models.PROTECT, related_name="completions")
    term = models.PositiveSmallIntegerField(default=1)
    attempt = models.OneToOneField("training.Attempt", models.PROTECT, null=True, blank=True, related_name="completion")
    edition = models.ForeignKey("playbook.Edition", models.PROTECT, null=True, blank=True, related_name="completions")
    completed_on = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    warn_days = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = CompletionQuerySet.as_manager()

    class Meta:
        ordering = ["-completed_on", "-pk"]
        indexes = [models.Index(fields=["course", "valid_until"])]
        constraints = [models.UniqueConstraint(fields=["staff", "course", "term"], name="completion_once_a_term")]

    def __str__(self):
        return f"{self.staff_id} {self.course_id} {self.term}"

    def get_absolute_url(self):
        return self.course.get_absolute_url()
