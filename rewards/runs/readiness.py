"""What keeps a computed run from being sent, approved, frozen and paid: its period, and evaluations still to come.

A run may be computed at any time: until then it is a preview.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from evaluations.models import Cycle, Evaluation, EvaluationState
from evaluations.models.evaluations import UNRELEASED
from kit.dates.calendar import local_day
from rewards import errors


@dataclass(frozen=True)
class Outstanding:
    """Evaluations of a run's people in its cycle that do not count yet, in numbers."""

    to_do: int = 0
    to_release: int = 0

    @property
    def total(self):
        return self.to_do + self.to_release


def possible_from(run) -> date:
    """The first day after the plan's period, at the organisation's place."""
    return run.plan.ends_on


def is_over(run, at):
    return local_day(at) >= possible_from(run)


def outstanding(run) -> Outstanding:
    """What was assigned about the plan's people and is neither released nor void. A closed cycle waits for nothing."""
    if not run.plan.cycle.is_open:
        return Outstanding()
    people = run.plan.population()
    unreleased = Evaluation.objects.filter(cycle=run.plan.cycle_id, subject__in=people, state__in=UNRELEASED)
    to_release = unreleased.filter(state=EvaluationState.SUBMITTED).count()
    unassigned = unreleased.filter(state=EvaluationState.DRAFT, assignment=None).count()
    return Outstanding(_to_do(run.plan.cycle, people) + unassigned, to_release)


def _to_do(cycle, people):
    """How many of the assigned evaluations nobody has handed in: not begun, or begun. Void ones are settled."""
    current, draft = Q(evaluations__is_current=True), Q(evaluations__state=EvaluationState.DRAFT)
    rows = cycle.assignments.filter(subject__in=people).order_by()
    rows = rows.annotate(
        settled=Count("evaluations", filter=current & ~draft, distinct=True),
        begun=Count("evaluations", filter=draft, distinct=True),
    )
    numbers = rows.values_list("wanted", "settled", "begun")
    return sum(max(wanted - settled, begun) for wanted, settled, begun in numbers)


def refuse_unready(run, at):
    """Raise PeriodNotOver or EvaluationsOutstanding. Within a transaction: whoever assigns meanwhile waits."""
    if not is_over(run, at):
        raise errors.PeriodNotOver(possible_from(run))
    run.plan.cycle = Cycle.objects.select_for_update().get(pk=run.plan.cycle_id)
    missing = outstanding(run)
    if missing.total:
        raise errors.EvaluationsOutstanding(missing.total)
