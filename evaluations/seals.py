from kit.audit.seals import NotEvidence, Sealed, register

HASHED = "nothing points at it, and the hash of the evaluation tells whether an answer is missing or new"

NUMBERS = {"kind": 3, "lowest": 3, "highest": 3}

register(
    Sealed("evaluations.Cycle"),
    Sealed("evaluations.CycleSource"),
    Sealed("evaluations.CycleScorecard"),
    Sealed("evaluations.CycleAssignment"),
    Sealed("evaluations.HandedOn"),
    Sealed("evaluations.Scale", later={"lineage": 2, "version": 2, "retired_at": 2, **NUMBERS}),
    Sealed("evaluations.Outcome"),
    Sealed("evaluations.Scorecard", also={"roles": "key"}),
    Sealed("evaluations.Section", where={"scorecard__published_at__isnull": False}),
    Sealed("evaluations.Criterion", where={"section__scorecard__published_at__isnull": False}),
    Sealed("evaluations.Evaluation"),
    # Once it is released the evaluation's content hash, which is under seal, holds every answer.
    Sealed(
        "evaluations.Answer",
        unsealed={"id": HASHED},
        later={"given": 2},
        where={"evaluation__state": "submitted"},
    ),
    Sealed("evaluations.EvaluationEvidence"),
    Sealed("evaluations.Dispute"),
    Sealed("evaluations.DisputePoint"),
    Sealed("evaluations.ImportBatch"),
    Sealed("evaluations.ImportedRow", later={"identity": 2}),
    NotEvidence("evaluations.EvaluationNumber", "the last number that was given; the numbers themselves are unique"),
    NotEvidence("evaluations.CriterionSummary", "sums of answers; verify adds them up again"),
)
