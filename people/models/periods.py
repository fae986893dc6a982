from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit.values.keys import Keyed
from people.models.organisation import JobRole, Team

WORK = ("team", "job_role", "contract_share")


class WorkPeriodQuerySet(models.QuerySet):
    def on(self, day):
        """Those that have the day; a person has one at most."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gt=day))

    def within(self, starts_on, ends_on):
        """Those that share a day with [starts_on, ends_on)."""
        return self.filter(starts_on__lt=ends_on).filter(Q(ends_on=None) | Q(ends_on__gt=starts_on))

    def begin(self, staff):
        """The first periods of people just made, as their own columns say. Returns the rows."""
        begun = [person for person in staff if person.left_on is None or person.left_on > person.joined_on]
        return self.bulk_create(
            [
                WorkPeriod(
                    staff=person,
                    team_id=person.team_id,
                    job_role_id=person.job_role_id,
                    contract_share=person.contract_share,
                    starts_on=person.joined_on,
                    ends_on=person.left_on,
                )
                for person in begun
            ],
            batch_size=500,
        )


class WorkPeriod(Keyed):
    """In which team a person works, as what and for which share, over [starts_on, ends_on); no end: still.

    Periods of one person never overlap; days between two of them the person was not employed. This is what whoever asks
    about a day or a period asks; `StaffMember` repeats what holds today. Written by `people.actions.work` alone.
    """

    staff = models.ForeignKey("people.StaffMember", models.CASCADE, related_name="work_periods")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+", verbose_name=_("team"))
    job_role = models.ForeignKey(JobRole, models.PROTECT, related_name="+", verbose_name=_("job role"))
    contract_share = models.PositiveIntegerField(_("contract share"), default=10000)
    starts_on = models.DateField(_("from the day"))
    ends_on = models.DateField(_("end"), null=True, blank=True)

    objects = WorkPeriodQuerySet.as_manager()

    class Meta:
        ordering = ["staff", "starts_on"]
        indexes = [models.Index(fields=["team", "starts_on"])]
        constraints = [
            models.UniqueConstraint(fields=["staff", "starts_on"], name="work_one_begins_on_a_day"),
            models.UniqueConstraint(fields=["staff"], condition=Q(ends_on=None), name="work_one_goes_on"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")), name="work_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(contract_share__gt=0, contract_share__lte=10000), name="work_share_in_range"
            ),
        ]

    def __str__(self):
        return f"{self.staff_id} {self.starts_on}"

    def has(self, day):
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)
