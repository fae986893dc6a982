"""What rewards add to the pages below: what the last signature changed."""

from playbook.links.panels import Panel
from rewards.statements import labels
from rewards.statements.reward import present_reward


def reward_after_signing(staff, at):
    """That the signing gate of the present reward is met, and what is still missing; None without such a gate."""
    present = present_reward(staff, at)
    if present is None or present.is_final:
        return None
    gates = present.steps.gates
    if not any(result.gate == "signed" and result.passed for result in gates.results):
        return None
    open_ones = [labels.gate_sentence(result) for result in gates.missed]
    context = {
        "plan": present.plan,
        "amount": labels.amount(present.amount, present.unit),
        "missing": open_ones,
    }
    return Panel("rewards/_after_signing.html", context)
