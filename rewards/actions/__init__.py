from rewards.actions.corrections import correct_run, flag_for_correction
from rewards.actions.holds import hold_for_dispute, hold_row, release_after_dispute, release_row
from rewards.actions.plans import change_plan, draft_plan, publish_plan
from rewards.actions.runs import approve_run, compute_run, send_run, start_run, take_back_run
from rewards.actions.settlement import freeze_run, pay_run
from rewards.actions.thanks import thank_colleague

__all__ = [
    "approve_run",
    "change_plan",
    "compute_run",
    "correct_run",
    "draft_plan",
    "flag_for_correction",
    "freeze_run",
    "hold_for_dispute",
    "hold_row",
    "pay_run",
    "publish_plan",
    "release_after_dispute",
    "release_row",
    "send_run",
    "start_run",
    "take_back_run",
    "thank_colleague",
]
