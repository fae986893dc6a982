from evaluations.actions.acknowledgements import acknowledge_evaluation, finalise_due, mark_seen
from evaluations.actions.answers import save_answers, start_evaluation, submit_evaluation
from evaluations.actions.assignment import assign_many
from evaluations.actions.corrections import correct_evaluation, void_evaluation
from evaluations.actions.cycles import assign_evaluator, assign_evaluators, close_cycle, open_cycle
from evaluations.actions.disputes import open_dispute, resolve_dispute, withdraw_dispute
from evaluations.actions.evidence import add_evidence, remove_evidence
from evaluations.actions.handovers import hand_on, hand_on_all
from evaluations.actions.releases import release_evaluation, release_evaluations
from evaluations.actions.scales import change_scale, create_scale, create_usual_scale, retire_scale
from evaluations.actions.scorecards import (
    draft_from_edition,
    draft_next_version,
    draft_scorecard,
    edit_scorecard,
    publish_scorecard,
    retire_scorecard,
)

__all__ = [
    "acknowledge_evaluation",
    "add_evidence",
    "assign_evaluator",
    "assign_evaluators",
    "assign_many",
    "change_scale",
    "close_cycle",
    "correct_evaluation",
    "create_scale",
    "create_usual_scale",
    "draft_from_edition",
    "draft_next_version",
    "draft_scorecard",
    "edit_scorecard",
    "finalise_due",
    "hand_on",
    "hand_on_all",
    "mark_seen",
    "open_cycle",
    "open_dispute",
    "publish_scorecard",
    "release_evaluation",
    "release_evaluations",
    "remove_evidence",
    "resolve_dispute",
    "retire_scale",
    "retire_scorecard",
    "save_answers",
    "start_evaluation",
    "submit_evaluation",
    "void_evaluation",
    "withdraw_dispute",
]
