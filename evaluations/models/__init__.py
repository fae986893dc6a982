from evaluations.models.cycles import Cycle, CycleAssignment, CycleScorecard, CycleSource, CycleState, Releaser, Source
from evaluations.models.disputes import Dispute, DisputePoint, DisputeState
from evaluations.models.evaluations import (
    Answer,
    Evaluation,
    EvaluationEvidence,
    EvaluationNumber,
    EvaluationState,
    Verdict,
)
from evaluations.models.handovers import HandedOn
from evaluations.models.imports import ImportBatch, ImportedRow
from evaluations.models.scorecards import (
    SERVING,
    Criterion,
    Critical,
    Outcome,
    Scale,
    ScaleKind,
    Scorecard,
    ScorecardState,
    Section,
    SectionKind,
)
from evaluations.models.summaries import CriterionSummary

__all__ = [
    "SERVING",
    "Answer",
    "Criterion",
    "CriterionSummary",
    "Critical",
    "Cycle",
    "CycleAssignment",
    "CycleScorecard",
    "CycleSource",
    "CycleState",
    "Dispute",
    "DisputePoint",
    "DisputeState",
    "Evaluation",
    "EvaluationEvidence",
    "EvaluationNumber",
    "EvaluationState",
    "HandedOn",
    "ImportBatch",
    "ImportedRow",
    "Outcome",
    "Releaser",
    "Scale",
    "ScaleKind",
    "Scorecard",
    "ScorecardState",
    "Section",
    "SectionKind",
    "Source",
    "Verdict",
]
