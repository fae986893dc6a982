"""Everybody who has no evaluator yet is given one at once."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from evaluations.actions.cycles import AssignmentReport, assign_people, lock_open
from evaluations.models import Cycle
from people.models import StaffMember, User


@transaction.atomic
def assign_many(
    *,
    cycle: Cycle,
    chosen: Mapping[StaffMember, StaffMember],
    due_on: date,
    on: date,
    by: User,
    at: datetime,
    wanted: int = 1,
) -> AssignmentReport:
    """{subject: evaluator} as somebody chose. Whoever would evaluate themselves, or each other, is left out and named
    in the AssignmentReport; whoever has an evaluator meanwhile keeps them."""
    cycle = lock_open(cycle)
    at_work = StaffMember.objects.active_on(on)
    able = at_work.in_bulk({one.pk for one in chosen.values()})
    exceptions = {subject.pk: one.pk for subject, one in chosen.items() if one.pk in able}
    people = at_work.filter(pk__in=exceptions)
    return assign_people(cycle, people, on=on, due_on=due_on, by=by, at=at, wanted=wanted, exceptions=exceptions)
