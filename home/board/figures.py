"""How people stand beside one another: signatures, training, evaluations and score of a cycle. Constant queries."""

from collections import defaultdict
from dataclasses import dataclass, field

from evaluations.models import CycleAssignment
from evaluations.results.reasons import explained_scores
from evaluations.results.scores import PersonScore
from playbook.signatures.standings import NOTHING, SignatureCount, signature_counts
from training.progress.compliance import Compliance, compliance_of


@dataclass(frozen=True)
class Evaluated:
    """`done` of `wanted` evaluations are handed in; `is_late`: some of the missing ones were due before today."""

    done: int = 0
    wanted: int = 0
    is_late: bool = False

    @property
    def left(self):
        return max(self.wanted - self.done, 0)


@dataclass(frozen=True)
class Waits:
    """The one thing that waits of a person, or about them. `kind`: "sign", "learn", "renew" or "evaluate"."""

    kind: str
    count: int
    is_late: bool = False


@dataclass(frozen=True)
class Figures:
    """One person's row."""

    signed: SignatureCount = NOTHING
    training: Compliance = field(default_factory=Compliance)
    evaluated: Evaluated = field(default_factory=Evaluated)
    score: PersonScore = field(default_factory=PersonScore)

    @property
    def has_open(self):
        """Something is still to do: by the person or about them."""
        courses_left = self.training.assigned > self.training.done
        return bool(not self.signed.is_complete or courses_left or not self.training.is_valid or self.evaluated.left)

    @property
    def waits(self):
        """What a row of two lines has room for: what is late first, each part in the order of the chain; or None."""
        signed, training, evaluated = self.signed, self.training, self.evaluated
        in_order = [
            Waits("sign", signed.overdue, is_late=True),
            Waits("learn", training.overdue, is_late=True),
            Waits("evaluate", evaluated.left if evaluated.is_late else 0, is_late=True),
            Waits("sign", max(signed.required - signed.signed, 0)),
            Waits("renew", training.lapsed),
            Waits("learn", max(training.assigned - training.done, 0)),
            Waits("evaluate", evaluated.left),
        ]
        return next((one for one in in_order if one.count), None)


def figures_of(staff_ids, cycle, on, reader):
    """{staff id: Figures} as the user `reader` may see them; `cycle` may be None."""
    staff_ids = list(staff_ids)
    signed, training = signature_counts(staff_ids, on), compliance_of(staff_ids, on)
    evaluated = evaluated_of(staff_ids, cycle, on) if cycle else {}
    scores = explained_scores(cycle, staff_ids, seen_by=reader) if cycle else {}
    return {
        pk: Figures(signed[pk], training[pk], evaluated.get(pk, Evaluated()), scores.get(pk, PersonScore()))
        for pk in staff_ids
    }


def evaluated_of(staff_ids, cycle, on):
    """{staff id: Evaluated} of the cycle's assignments about these people."""
    rows = CycleAssignment.objects.filter(cycle=cycle, subject__in=staff_ids).with_progress()
    found = defaultdict(lambda: [0, 0, False])
    for subject, wanted, done, due_on in rows.order_by().values_list("subject", "wanted", "done", "due_on"):
        row = found[subject]
        row[0] += min(done, wanted)
        row[1] += wanted
        row[2] = row[2] or (done < wanted and due_on < on)
    return {pk: Evaluated(*row) for pk, row in found.items()}


# What a column of the board sorts by; whoever has no value stands last either way.
SORTED_BY = {
    "signed": lambda row: (row.signed.signed - row.signed.required, row.signed.signed),
    "training": lambda row: (-row.training.overdue, -row.training.lapsed, row.training.done - row.training.assigned),
    "evaluated": lambda row: (-row.evaluated.left, row.evaluated.done),
    "score": lambda row: row.score.score,
}


def in_order_of(column, figures, *, descending=False):
    """Staff ids by one column of their figures."""
    key = SORTED_BY[column]
    known = {pk: value for pk, row in figures.items() if (value := key(row)) is not None}
    ordered = sorted(known, key=known.__getitem__, reverse=descending)
    return [*ordered, *(pk for pk in figures if pk not in known)]
