"""All that rewards say about an evaluation."""

from evaluations.records.remarks import EvaluationLinks
from rewards.runs.holds import held_rewards

LINKS = EvaluationLinks("rewards", remarks=(held_rewards,))
