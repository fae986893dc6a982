"""The conditions of a reward: what a person has and what is needed. Pure; no floats, no Django."""

from dataclasses import dataclass

from rewards.formula.stored import Stored
from rewards.formula.terms import Inputs, Terms

GATES = ("no_fail", "criticals", "training", "evaluations", "signed")


@dataclass(frozen=True)
class GateResult(Stored):
    """Of "criticals" `have` counts what was missed, `codes` says which; `later`: a deadline is still to come."""

    gate: str
    passed: bool
    have: int
    need: int
    later: int = 0
    codes: tuple[str, ...] = ()


def gate_results(terms: Terms, inputs: Inputs) -> tuple[GateResult, ...]:
    """A GateResult for each gate that the plan has. A standard whose deadline is still to come keeps nobody out."""
    training, signed = inputs["training"], inputs["signed"]
    missed, later = inputs.get("missed_criticals", []), signed.get("later", 0)
    all_gates = (
        (terms.gate_no_fail, "no_fail", not inputs["has_fail"], int(not inputs["has_fail"]), 1),
        (terms.gate_criticals, "criticals", not missed, len(missed), 0),
        (terms.gate_training, "training", training["valid"], training["done"], training["assigned"]),
        (
            terms.least_evaluations,
            "evaluations",
            inputs["n"] >= terms.least_evaluations,
            inputs["n"],
            terms.least_evaluations,
        ),
        (
            terms.gate_signed,
            "signed",
            signed["signed"] + later >= signed["required"],
            signed["signed"],
            signed["required"],
        ),
    )
    more = {"signed": {"later": later}, "criticals": {"codes": tuple(sorted(set(missed)))}}
    return tuple(
        GateResult(name, bool(passed), have, need, **more.get(name, {}))
        for is_set, name, passed, have, need in all_gates
        if is_set
    )
