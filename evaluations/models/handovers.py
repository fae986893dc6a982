from django.conf import settings
from django.db import models
from django.db.models import F, Q

from evaluations.models.cycles import CycleAssignment
from evaluations.models.evaluations import Evaluation
from kit.values.keys import Keyed
from people.roles import staff_of


class HandedOnQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who wrote the notes, and who evaluates the person now. Nobody else: a draft is no evaluation yet."""
        mine = staff_of(user)
        return self.filter(Q(former=mine) | Q(assignment__evaluator=mine)) if mine else self.none()


class HandedOn(Keyed):
    """What an evaluator had not finished went to another. `notes`: their draft, kept as it was, void and never scored;
    `notes_hash` seals what it said. With `former` as `successor` it was decided that it stays with them."""

    assignment = models.ForeignKey(CycleAssignment, models.PROTECT, related_name="handed_on")
    former = models.ForeignKey("people.StaffMember", models.PROTECT, related_name="+")
    successor = models.ForeignKey("people.StaffMember", models.PROTECT, related_name="+")
    notes = models.OneToOneField(Evaluation, models.PROTECT, null=True, blank=True, related_name="handed_on")
    notes_hash = models.CharField(max_length=64, blank=True)
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    handed_at = models.DateTimeField()

    objects = HandedOnQuerySet.as_manager()

    class Meta:
        ordering = ["-handed_at", "-id"]
        verbose_name_plural = "handed on"
        constraints = [
            models.CheckConstraint(
                condition=Q(notes=None, notes_hash="") | (Q(notes__isnull=False) & ~Q(notes_hash="")),
                name="handed_on_notes_hashed",
            ),
            models.CheckConstraint(
                condition=Q(notes=None) | ~Q(former=F("successor")), name="handed_on_notes_to_another"
            ),
        ]

    def __str__(self):
        return f"{self.assignment_id}: {self.former_id} to {self.successor_id}"
