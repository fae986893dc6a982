"""The rules by which rewards were computed, by number: a run names its own (docs/adr/0016). Pure; no Django."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from rewards.formula.curve import budget_factor
from rewards.formula.possible import at_best, next_possible, next_step, standards_possible, standards_worth
from rewards.formula.steps import Steps
from rewards.formula.terms import Inputs, Terms
from rewards.formula.worth import BY_DAY, compute_all, explain, worth


class UnknownRule(ValueError):
    """No rule of rewards has this number."""


@dataclass(frozen=True)
class Rule:
    """`compute_all` and `explain` give what is stored; the others what is said about it, out of the stored steps.

    `is_after_budget`: is what more was possible said after the budget's factor?
    """

    compute_all: Callable
    explain: Callable
    next_step: Callable
    standards_worth: Callable
    at_best: Callable = lambda terms, inputs, steps: None
    is_after_budget: bool = False


def _of_rule_2(inputs: Inputs) -> dict[str, Any]:
    """What rule 2 knew of the inputs."""
    signed = {name: inputs["signed"][name] for name in ("required", "signed")}
    return {**{name: value for name, value in inputs.items() if name != "missed_criticals"}, "signed": signed}


def _of_rule_1(inputs: Inputs) -> dict[str, Any]:
    return {name: value for name, value in _of_rule_2(inputs).items() if name not in BY_DAY}


def _former(known: Callable[[Inputs], Inputs]) -> Rule:
    """A rule from before what could really have been had was said; `known`: the inputs that it knew."""

    def compute_all(terms: Terms, people: Sequence[Inputs]) -> tuple[Fraction, list[Steps]]:
        people = [known(inputs) for inputs in people]
        factor = budget_factor([worth(terms, inputs).exact for inputs in people], terms.budget)
        return factor, [explain(terms, inputs, factor) for inputs in people]

    return Rule(
        compute_all,
        lambda terms, inputs, factor: explain(terms, known(inputs), factor),
        lambda terms, inputs, steps: next_step(terms, known(inputs)),
        lambda terms, inputs, steps: standards_worth(terms, known(inputs)),
    )


RULES = {
    1: _former(_of_rule_1),
    2: _former(_of_rule_2),
    3: Rule(compute_all, explain, next_possible, standards_possible, at_best, is_after_budget=True),
}


def newest_rule() -> int:
    return max(RULES)


def rule(version: int | None = None) -> Rule:
    """The rule of that number, or the newest. Raises UnknownRule."""
    version = newest_rule() if version is None else version
    if version not in RULES:
        raise UnknownRule(f"there is no rule {version} of rewards")
    return RULES[version]
