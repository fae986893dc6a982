"""What would raise a reward, and what more was possible. Pure; no floats, no Django."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from rewards.formula.curve import WHOLE, rounded_down, would_have
from rewards.formula.gates import GateResult, gate_results
from rewards.formula.steps import Steps
from rewards.formula.terms import Inputs, Terms
from rewards.formula.worth import worth_at

GATE, SCORE, FIRST = "gate", "score", "first"


@dataclass(frozen=True)
class NextStep:
    """What would raise the reward next; `amount` is what it would then be.

    `kind` "gate": the shut ones are in `results`; "score": `gap` to the score `to`, the milestone `name`; "first":
    there is no score yet, and so no amount.
    """

    kind: str
    amount: int | None = None
    results: tuple[GateResult, ...] = ()
    gap: int | None = None
    to: int | None = None
    name: str = ""


@dataclass(frozen=True)
class StandardWorth:
    """What a standard earned of its weight, in basis points of the score, and what full marks on it would have added,
    in the plan's unit, rounded down to its step."""

    code: str
    weight: int
    earned: int
    lost: int
    worth: int


def next_step(terms: Terms, inputs: Inputs) -> NextStep | None:
    """A NextStep, its amount before the budget; or None at the top."""
    shut = tuple(result for result in gate_results(terms, inputs) if not result.passed)
    score = inputs["score"]
    if score is None:
        return NextStep(FIRST)
    now = worth_at(terms, inputs, score)
    if shut:
        return NextStep(GATE, int(rounded_down(now, terms.step)), results=shut)
    for name, least in terms.shape.milestones():
        then = worth_at(terms, inputs, least)
        if least > score and then > now:
            return NextStep(SCORE, int(rounded_down(then, terms.step)), gap=least - score, to=least, name=name)
    return None


def standards_worth(terms: Terms, inputs: Inputs) -> list[StandardWorth]:
    """A StandardWorth each, in what full marks on it alone would have added before the budget; the dearest first."""
    score = inputs["score"]
    rows = []
    for standard in inputs["standards"]:
        lost, gain = max(standard["weight"] - standard["earned"], 0), Fraction(0)
        if score is not None:
            gain = worth_at(terms, inputs, min(score + lost, WHOLE)) - worth_at(terms, inputs, score)
        figures = {name: standard[name] for name in ("code", "weight", "earned")}
        rows.append(StandardWorth(**figures, lost=lost, worth=int(rounded_down(gain, terms.step))))
    return sorted(rows, key=lambda row: (-row.lost, row.code))


def possible_at(terms: Terms, inputs: Inputs, steps: Steps, score: int) -> int:
    """The amount that a score would have given, everybody else's unchanged: after the budget, rounded to the step."""
    exact, budget = worth_at(terms, inputs, score), steps.budget
    return would_have(exact, steps.before_budget.result, budget.factor, budget.total, terms.budget, terms.step)


def next_possible(terms: Terms, inputs: Inputs, steps: Steps) -> NextStep | None:
    """`next_step`, with the amount that could really have been had."""
    found = next_step(terms, inputs)
    if found is None or found.kind == FIRST:
        return found
    score: Any = inputs["score"] if found.kind == GATE else found.to
    return replace(found, amount=possible_at(terms, inputs, steps, score))


def standards_possible(terms: Terms, inputs: Inputs, steps: Steps) -> list[StandardWorth]:
    """`standards_worth`, in what full marks on it alone would really have added; nothing while a gate is shut."""
    score, is_open = inputs["score"], steps.gates.passed
    rows = []
    for row in standards_worth(terms, inputs):
        gain = 0
        if score is not None and is_open:
            gain = possible_at(terms, inputs, steps, min(score + row.lost, WHOLE)) - steps.amount.amount
        rows.append(replace(row, worth=max(gain, 0)))
    return rows


def at_best(terms: Terms, inputs: Inputs, steps: Steps) -> int | None:
    """The amount that the full score would have given, or None where a gate is shut, there is no score or no more."""
    if inputs["score"] is None or not steps.gates.passed:
        return None
    most = possible_at(terms, inputs, steps, WHOLE)
    return most if most > steps.amount.amount else None
