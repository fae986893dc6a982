from evaluations.views.answering import acknowledge, dispute, seen, withdraw
from evaluations.views.cycles import (
    cycle,
    cycle_assign,
    cycle_assign_one,
    cycle_close,
    cycle_new,
    cycle_release,
    cycles,
)
from evaluations.views.deciding import DisputeList, correct, dispute_detail, release, void
from evaluations.views.filling import add_evidence, evidence, fill, save, standard_text, start, to_do
from evaluations.views.reading import EvaluationList, evaluation, mine
from evaluations.views.scorecards import (
    scorecard,
    scorecard_edit,
    scorecard_new,
    scorecard_next_version,
    scorecard_publish,
    scorecard_retire,
    scorecards,
)

__all__ = [
    "DisputeList",
    "EvaluationList",
    "acknowledge",
    "add_evidence",
    "correct",
    "cycle",
    "cycle_assign",
    "cycle_assign_one",
    "cycle_close",
    "cycle_new",
    "cycle_release",
    "cycles",
    "dispute",
    "dispute_detail",
    "evaluation",
    "evidence",
    "fill",
    "mine",
    "release",
    "save",
    "scorecard",
    "scorecard_edit",
    "scorecard_new",
    "scorecard_next_version",
    "scorecard_publish",
    "scorecard_retire",
    "scorecards",
    "seen",
    "standard_text",
    "start",
    "to_do",
    "void",
    "withdraw",
]
