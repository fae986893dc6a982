"""What has nobody: evaluations that are still wanted from somebody who cannot write them any more."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q

from evaluations.models import CycleAssignment, HandedOn, Source
from people.models import Absence, BranchManager, TeamLead


class Gone(StrEnum):
    """Why the evaluator will not write it."""

    LEFT = "left"
    AWAY = "away"
    NO_SIGN_IN = "no_sign_in"
    NOT_LEADING = "not_leading"


@dataclass(frozen=True)
class Orphan:
    """An assignment without anybody: `left` evaluations, because the evaluator is `gone`; `day` says since, or until
    when where they are on leave."""

    assignment: CycleAssignment
    gone: Gone
    day: date | None

    @property
    def left(self):
        return self.assignment.wanted - self.assignment.done

    @property
    def may_stay(self):
        """Could they still write it, if HR says so?"""
        return self.gone == Gone.NOT_LEADING


def without_evaluator(on, cycle=None, evaluator=None):
    """The Orphans of all open cycles, or of one, earliest date first."""
    rows = CycleAssignment.objects.open().exclude(source=Source.SELF)
    if cycle is not None:
        rows = rows.filter(cycle=cycle)
    if evaluator is not None:
        rows = rows.filter(evaluator=evaluator)
    away = Absence.objects.away_on(on).filter(staff=OuterRef("evaluator"), ends_on__gt=OuterRef("due_on"))
    rows = rows.annotate(is_away=Exists(away), leads_no_more=leads_no_more(on))
    gone = Q(evaluator__left_on__lte=on) | Q(is_away=True) | Q(leads_no_more=True) | cannot_sign_in()
    rows = rows.filter(gone).unfinished().order_by("due_on", "pk")
    rows = list(rows.select_related("cycle", "subject__team", "subject__job_role", "evaluator__user", "scorecard"))
    days = _days(rows, on)
    return [Orphan(row, gone, days.get((gone, row.pk))) for row in rows for gone in [_gone(row, on)]]


def cannot_sign_in():
    return Q(evaluator__user=None) | Q(evaluator__user__is_active=False)


def leads_no_more(on):
    """Led the subject's team, or managed its branch, in this cycle and does no more. Who was named since then by
    somebody who knew it, is left in peace."""
    decided = HandedOn.objects.filter(assignment=OuterRef(OuterRef("pk")), handed_at__date__gte=OuterRef("until"))
    ended = {"staff": OuterRef("evaluator"), "until__lte": on, "until__gt": OuterRef("cycle__starts_on")}
    team, branch = {"team": OuterRef("subject__team")}, {"branch": OuterRef("subject__team__branch")}
    still = {"staff": OuterRef("evaluator")}
    return (
        Exists(TeamLead.objects.filter(~Exists(decided), **ended, **team))
        | Exists(BranchManager.objects.filter(~Exists(decided), **ended, **branch))
    ) & ~(
        Exists(TeamLead.objects.open_on(on).filter(**still, **team))
        | Exists(BranchManager.objects.open_on(on).filter(**still, **branch))
    )


def _gone(row, on):
    evaluator = row.evaluator
    if not evaluator.is_active_on(on):
        return Gone.LEFT
    if row.is_away:
        return Gone.AWAY
    if evaluator.user is None or not evaluator.user.is_active:
        return Gone.NO_SIGN_IN
    return Gone.NOT_LEADING


def _days(rows, on):
    """{(Gone, assignment id): day}: left on, or back on."""
    away = Absence.objects.away_on(on).filter(staff__in={row.evaluator_id for row in rows})
    back = dict(away.order_by("ends_on").values_list("staff", "ends_on"))
    found = {}
    for row in rows:
        found[Gone.LEFT, row.pk] = row.evaluator.left_on
        found[Gone.AWAY, row.pk] = back.get(row.evaluator_id)
    return found
