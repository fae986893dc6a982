"""Whom nothing but imported evaluations names: customers, shops, people of former years. They were never at work here.

Such a person joined and left on one day, so that no day counts them: not on a board, not in a cycle, a plan or a duty.
Imports up to 0.1.0 left them at work; these are recognised and settled once (docs/adr/0020).
"""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from evaluations.models import CycleAssignment, Evaluation
from kit.audit.chain import record
from people.models import StaffMember, WorkPeriod

PORTION = 500


def settle_imported_people(*, at):
    """Whoever an earlier import left at work is at work no more. Doing it twice does it once; returns how many."""
    settled = 0
    while count := _settle_some(at):
        settled += count
    return settled


@transaction.atomic
def _settle_some(at):
    rows = list(named_by_an_import_alone().select_for_update(of=("self",)).order_by("pk")[:PORTION])
    for person in rows:
        person.left_on = person.joined_on
    StaffMember.objects.bulk_update(rows, ["left_on"])
    periods = WorkPeriod.objects.filter(staff__in=rows)
    gone = list(periods)
    periods.delete()
    if rows:
        record(verb="staff.known_from_import", on=rows[0].team, by=None, at=at, seals=rows, gone=gone, people=len(rows))
    return len(rows)


def named_by_an_import_alone():
    """At work, though an import made them: one name in one piece, no sign-in, there since the day on which the imported
    cycle begins, and in no evaluation or cycle but imported ones."""
    theirs = Q(subject=OuterRef("pk")) | Q(evaluator=OuterRef("pk"))
    rows = Evaluation.objects.filter(theirs)
    imported = rows.filter(imported_row__isnull=False, cycle__starts_on=OuterRef("joined_on"))
    return (
        StaffMember.objects.filter(user=None, left_on=None, family_name_fa="", family_name_en="")
        .filter(Exists(imported))
        .exclude(Exists(rows.filter(imported_row=None)))
        .exclude(Exists(CycleAssignment.objects.filter(theirs)))
    )
