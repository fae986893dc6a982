"""Who can evaluate on a day, out of the rows of people, as `evaluations.cycles.assignment` wants them."""

from django.db.models import Q

from evaluations.cycles.assignment import Company
from evaluations.models import Evaluation
from people.company.organisation import organisation
from people.models import Absence, BranchManager, StaffMember, Team, TeamLead


def company_on(day, due_on=None, *, able=None):
    """The Company of a day, of those who are `able`: by default at work and not on leave until after `due_on`."""
    able = able_on(day, due_on) if able is None else able
    able = set(able.order_by().values_list("pk", flat=True))
    leads = {}
    for team, person in TeamLead.objects.open_on(day).order_by("since", "pk").values_list("team", "staff"):
        if person in able:
            leads.setdefault(team, []).append(person)
    managing = BranchManager.objects.open_on(day).order_by("-since", "-pk").values_list("branch", "staff")
    named = organisation().managers_evaluator_id
    return Company(
        branch_of=dict(Team.objects.order_by().values_list("pk", "branch")),
        leads=leads,
        managers={branch: person for branch, person in managing if person in able},
        named=named if named in able else None,
    )


def able_on(day, due_on=None):
    """At work, and back from leave by `due_on`; without one: not on leave."""
    return StaffMember.objects.active_on(day).exclude(pk__in=away_until_after(day, due_on))


def can_begin_on(day, due_on=None):
    """Able, and with a sign-in to do it."""
    return able_on(day, due_on).filter(user__is_active=True)


def evaluate_by_rule(day):
    """Leads, managers of branches, and who evaluates these: whom a page offers first."""
    leads, managers = (model.objects.open_on(day).values("staff") for model in (TeamLead, BranchManager))
    named = Q(pk=organisation().managers_evaluator_id or 0)
    return StaffMember.objects.filter(Q(pk__in=leads) | Q(pk__in=managers) | named)


def away_until_after(day, due_on):
    away = Absence.objects.away_on(day)
    if due_on is not None:
        away = away.filter(ends_on__gt=due_on)
    return away.values("staff")


def pairs_of(cycle, besides=None):
    """Who stands to whom in the cycle: by an assignment, or by an evaluation that was written and handed on since.

    `besides`: an assignment whose own pairs do not count.
    """
    assigned, written = cycle.assignments.all(), Evaluation.objects.filter(cycle=cycle, submitted_at__isnull=False)
    if besides is not None:
        assigned = assigned.exclude(pk=besides.pk)
        written = written.exclude(assignment=besides)
    rows = [*assigned.values_list("subject_id", "evaluator_id")]
    rows += written.exclude(state="void").order_by().values_list("subject_id", "evaluator_id").distinct()
    return {frozenset(pair) for pair in rows}
