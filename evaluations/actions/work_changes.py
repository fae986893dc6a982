"""The work of somebody was recorded otherwise: what is not released yet is about the team of its day."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from evaluations.models import Evaluation, EvaluationState
from kit.audit.chain import record
from people.models import StaffMember, User
from people.staff.work import team_on


@transaction.atomic
def follow_work(*, staff: StaffMember, starts_on: date, ends_on: date | None, by: User | None, at: datetime) -> None:
    """Unreleased evaluations about the days [starts_on, ends_on) get the team of their day. Released ones stay."""
    for evaluation in unreleased(staff, starts_on, ends_on).select_for_update(of=("self",)).select_related("team"):
        team = team_on(staff, evaluation.observed_on)
        if team != evaluation.team:
            changes = {"team": [evaluation.team.code, team.code]}
            evaluation.team = team
            evaluation.save(update_fields=["team"])
            record(verb="evaluation.team_followed", on=evaluation, by=by, at=at, changes=changes)


def about_days(staff: StaffMember, starts_on: date, ends_on: date | None) -> QuerySet[Evaluation]:
    rows = Evaluation.objects.about(staff).filter(observed_on__gte=starts_on).exclude(state=EvaluationState.VOID)
    return rows if ends_on is None else rows.filter(observed_on__lt=ends_on)


def unreleased(staff: StaffMember, starts_on: date, ends_on: date | None) -> QuerySet[Evaluation]:
    return about_days(staff, starts_on, ends_on).filter(released_at=None)
