from kit.audit.seals import Sealed, register

register(
    Sealed("rewards.Plan", later={"purpose": 2, "gate_criticals": 3}, also={"roles": "key", "teams": "key"}),
    Sealed("rewards.Run"),
    Sealed("rewards.RunRow"),
    Sealed("rewards.Hold"),
    Sealed("rewards.CorrectionFlag"),
    Sealed("rewards.LedgerLine"),
    Sealed("rewards.Thanks"),
)
