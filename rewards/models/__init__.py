from rewards.models.ledger import LedgerLine, LineKind
from rewards.models.plans import Plan, PlanState, Unit
from rewards.models.runs import CorrectionFlag, Hold, HoldCause, Run, RunRow, RunState
from rewards.models.thanks import Thanks

__all__ = [
    "CorrectionFlag",
    "Hold",
    "HoldCause",
    "LedgerLine",
    "LineKind",
    "Plan",
    "PlanState",
    "Run",
    "RunRow",
    "RunState",
    "Thanks",
    "Unit",
]
