import datetime as dt
from collections.abc import Callable

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kit.documents.models import StoredDocument
from kit.values.keys import Keyed
from kit.values.rounding import half_up_div


class JobState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Stopped")
    EXPIRED = "expired", pgettext_lazy("file", "Expired")


class ItemState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    LEASED = "leased", _("Running")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Failed")


ACTIVE = (JobState.WAITING, JobState.RUNNING)
# How long a job counts as worked on without a sign of life, how long an item and the last step are one worker's.
AWAKE_FOR, LEASE, ASSEMBLY_LEASE = dt.timedelta(seconds=30), dt.timedelta(seconds=120), dt.timedelta(minutes=15)
KEPT_FOR = dt.timedelta(hours=24)
MAX_TRIES = 3


class JobQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A job belongs to who asked for it, and to nobody else."""
        return self.filter(requester_key=user.key) if user.is_authenticated else self.none()

    def active(self):
        return self.filter(state__in=ACTIVE)


class Job(Keyed):
    """Work of many items. The requester is kept by key, because the kit stands below the people.

    `fence` and `lease_until` guard the last step, putting the result together, as they do for each item.
    `awake_until`: some worker is at it until then; later, the job is woken.
    """

    note_progress: Callable[[int, int], None]  # for the block of `leases.held`
    kind = models.CharField(max_length=60)
    title = models.CharField(_("title"), max_length=200)
    requester_key = models.CharField(max_length=16, db_index=True)
    language = models.CharField(max_length=2, default="fa")
    params = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    awake_until = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    holder = models.CharField(max_length=120, blank=True)
    fence = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    result = models.CharField(max_length=100, blank=True)
    result_filename = models.CharField(max_length=240, blank=True)
    result_size = models.PositiveBigIntegerField(default=0)
    result_sha256 = models.CharField(max_length=64, blank=True)
    error = models.CharField(max_length=500, blank=True)
    waits_for_room = models.BooleanField(default=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        app_label = "kit"
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["state", "awake_until"], name="job_to_wake")]
        constraints = [
            models.CheckConstraint(condition=Q(total__gte=F("done") + F("failed")), name="job_counts_add_up"),
            models.CheckConstraint(condition=~Q(state="done") | ~Q(result=""), name="job_done_has_result"),
        ]

    def __str__(self):
        return f"{self.kind} {self.key}"

    def get_absolute_url(self):
        return reverse("kit:job", args=[self.key])

    @property
    def is_active(self):
        return self.state in ACTIVE

    def is_over(self, at):
        """Its time has run out, whether or not somebody has deleted the file yet."""
        return self.state == JobState.EXPIRED or (self.expires_at is not None and self.expires_at <= at)

    @property
    def settled(self):
        """Items that are over, well or badly."""
        return self.done + self.failed

    @property
    def counted(self):
        """What is said beside the total: while it is at work all that is over, afterwards what was made."""
        return self.settled if self.is_active else self.done

    def seconds_left(self, at):
        """A guess from the pace so far; None while too little is done to guess."""
        if not self.is_active or self.started_at is None or self.settled < 3:
            return None
        elapsed = max(1, int((at - self.started_at).total_seconds()))
        return half_up_div(elapsed * (self.total - self.settled), self.settled)


class JobItem(models.Model):
    """One line of a job's ledger. Only who holds the newest fencing token may write the outcome."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="items")
    subject = models.CharField(max_length=64)
    label = models.CharField(max_length=200, blank=True)
    position = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=ItemState, default=ItemState.WAITING)
    lease_until = models.DateTimeField(null=True, blank=True)
    holder = models.CharField(max_length=120, blank=True)
    fence = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(max_length=100, blank=True)
    document = models.ForeignKey(StoredDocument, models.PROTECT, null=True, blank=True, related_name="+")
    filename = models.CharField(max_length=240, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    facts = models.JSONField(default=list)  # pairs, because jsonb keeps no order of keys
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        app_label = "kit"
        ordering = ["position"]
        indexes = [models.Index(fields=["job", "state", "position"], name="job_item_to_make")]
        constraints = [
            models.UniqueConstraint(fields=["job", "subject"], name="job_item_once_per_subject"),
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(name="") | Q(document__isnull=False), name="job_item_done_has_file"
            ),
        ]

    def __str__(self):
        return f"{self.job_id} {self.subject}"

    @property
    def stored_name(self):
        return self.document.name if self.document_id else self.name


class UpkeepRun(models.Model):
    """When a function of `kit.upkeep` was last called, by whichever worker; `holder`: who is still at it."""

    name = models.CharField(max_length=150, unique=True)
    last_at = models.DateTimeField()
    holder = models.CharField(max_length=120, blank=True)

    class Meta:
        app_label = "kit"

    def __str__(self):
        return self.name
