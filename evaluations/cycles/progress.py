"""How far a cycle is."""

from dataclasses import dataclass

from evaluations.cycles.orphans import without_evaluator
from evaluations.models import Dispute, Evaluation


@dataclass
class EvaluatorProgress:
    evaluator: object
    wanted: int = 0
    done: int = 0
    due_on: object = None
    nobody: int = 0

    @property
    def left(self):
        return self.wanted - self.done


@dataclass
class CycleProgress:
    """Counts of evaluations; `orphans`: what has nobody. `evaluators`: these first, then with most left."""

    orphans: list
    wanted: int
    done: int
    handed_in: int
    released: int
    late: int
    disputes: int
    people: int
    evaluators: list

    @property
    def nobody(self):
        return sum(one.left for one in self.orphans)

    @property
    def left(self):
        return self.wanted - self.done


def cycle_progress(cycle, today):
    rows = list(cycle.assignments.with_progress().select_related("evaluator"))
    evaluators = {}
    orphans = without_evaluator(today, cycle=cycle) if cycle.is_open else []
    nobody = {one.assignment.pk: one.left for one in orphans}
    for row in rows:
        one = evaluators.setdefault(row.evaluator_id, EvaluatorProgress(row.evaluator, due_on=row.due_on))
        one.wanted, one.done = one.wanted + row.wanted, one.done + min(row.done, row.wanted)
        one.due_on = min(one.due_on, row.due_on)
        one.nobody += nobody.get(row.pk, 0)
    evaluations = Evaluation.objects.filter(cycle=cycle, is_current=True)
    return CycleProgress(
        orphans=orphans,
        wanted=sum(row.wanted for row in rows),
        done=sum(min(row.done, row.wanted) for row in rows),
        handed_in=evaluations.filter(state="submitted").count(),
        released=evaluations.released().count(),
        late=sum(row.done < row.wanted and row.due_on < today for row in rows),
        disputes=Dispute.objects.open().filter(evaluation__cycle=cycle).count(),
        people=len({row.subject_id for row in rows}),
        evaluators=sorted(evaluators.values(), key=lambda one: (-one.nobody, -one.left, one.evaluator.pk)),
    )
