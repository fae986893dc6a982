"""One person's reward, step by step: the computation and its explanation are the same walk. Pure; no floats, no Django.

`Terms` are the plan's numbers, `inputs` a plain dictionary per person, as both are stored with a run:
    {"staff": key, "score": bp or None, "n": evaluations, "has_fail": bool, "low": bp or None, "high": bp or None,
     "training": {"valid": bool, "done": n, "assigned": n}, "signed": {"required": n, "signed": n, "later": n},
     "days": n, "contract_share": bp, "standards": [{"code": .., "weight": bp, "earned": bp}],
     "work": [{"starts_on": iso, "ends_on": iso, "contract_share": bp, ..}], "elsewhere": [{"starts_on": .., ..}],
     "missed_criticals": codes of critical criteria that were missed, one for each time (where the plan asks for it),
     "needed": evaluations that the interval needs where it is too wide to say anything, else None}
`signed.later`: of those not signed, how many have a deadline that was still to come on the day that decides.
`work` are the days that the plan pays, each once with the share of that day; `elsewhere` those that another plan pays.
Fractions are written down as "numerator/denominator", so that a stored step is exact.

All of it, with what else `rewards.formula` has, is rule 3 of `rewards.formula.rules`: a run names the rule that
computed it and is explained and verified by that. Who changes what comes out adds the next number (docs/adr/0016).
Rule 1 knew neither `work` nor `elsewhere`: it took `days` times the `contract_share` of the day on which it was
computed (docs/adr/0018). Rule 2 asked for every signature whatever its deadline, did not count missed critical
criteria, and said what more was possible before the budget.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rewards.formula.curve import budget_factor, capped, daily_proration, proration, rounded_down
from rewards.formula.gates import gate_results
from rewards.formula.steps import (
    Amount,
    Base,
    BeforeBudget,
    Budget,
    Cap,
    CurveStep,
    Gates,
    Proration,
    Rounding,
    Score,
    Steps,
)
from rewards.formula.terms import Inputs, Terms

BY_DAY = ("work", "elsewhere")


@dataclass(frozen=True)
class Worth:
    """A person's reward before the budget: the exact amount, the curve's factor, the gates that are shut."""

    exact: Fraction
    multiplier: Fraction
    missed: tuple[str, ...]


def person_share(terms: Terms, inputs: Inputs) -> Fraction:
    """The proration of one person, day by day; when the plan does not prorate, all of it for any day that it pays."""
    if "work" in inputs:
        work = [(days_in(row), row["contract_share"]) for row in inputs["work"]]
        return daily_proration(work, terms.period_days) if terms.prorates else Fraction(bool(work))
    if not terms.prorates:
        return Fraction(1)
    return proration(inputs["days"], terms.period_days, inputs["contract_share"])


def days_in(row: Mapping[str, str]) -> int:
    """How many days a part of `work` has."""
    return (date.fromisoformat(row["ends_on"]) - date.fromisoformat(row["starts_on"])).days


def worth_at(terms: Terms, inputs: Inputs, score: int | None) -> Fraction:
    """The exact amount before the budget if the score were `score` and every gate were open."""
    if score is None:
        return Fraction(0)
    return capped(terms.base * terms.shape.factor(score) * person_share(terms, inputs), terms.cap)


def worth(terms: Terms, inputs: Inputs) -> Worth:
    """What a person's inputs are worth before the budget."""
    missed = tuple(result.gate for result in gate_results(terms, inputs) if not result.passed)
    score = inputs["score"]
    multiplier = terms.shape.factor(score) if score is not None else Fraction(0)
    exact = Fraction(0) if missed else worth_at(terms, inputs, score)
    return Worth(exact, multiplier, missed)


def explain(terms: Terms, inputs: Inputs, factor: Fraction, total: Fraction | None = None) -> Steps:
    """The Steps from score to amount.

    `total`: the exact sum of everybody's before the budget, which a correction does not share anew.
    """
    value, share = worth(terms, inputs), person_share(terms, inputs)
    uncapped = terms.base * value.multiplier * share
    return Steps(
        score=_score_step(inputs),
        gates=Gates(not value.missed, gate_results(terms, inputs)),
        curve=CurveStep(zone(terms, inputs["score"]), value.multiplier),
        base=Base(terms.base, terms.base * value.multiplier),
        proration=_proration_step(terms, inputs, share, uncapped),
        cap=Cap(terms.cap, terms.cap is not None and uncapped > terms.cap),
        before_budget=BeforeBudget(value.exact),
        budget=Budget(factor, value.exact * factor, total if terms.budget is not None else None),
        rounding=Rounding(terms.step, value.exact * factor % terms.step),
        amount=Amount(int(rounded_down(value.exact * factor, terms.step))),
    )


def _score_step(inputs: Inputs) -> Score:
    figures = {name: inputs[name] for name in ("score", "n", "low", "high")}
    return Score(**figures, needed=inputs.get("needed") or None)


def _proration_step(terms: Terms, inputs: Inputs, share: Fraction, uncapped: Fraction) -> Proration:
    return Proration(
        applies=terms.prorates,
        days=inputs["days"],
        period_days=terms.period_days,
        contract_share=inputs["contract_share"],
        share=share,
        result=uncapped,
        **{name: tuple(inputs[name]) for name in BY_DAY if name in inputs},
    )


def zone(terms: Terms, score: int | None) -> str:
    """Where a score stands: 'none' (no score), 'below', 'rising', 'above' the target or at the 'top'."""
    if score is None:
        return "none"
    milestones = [least for _, least in terms.shape.milestones()]
    if score < milestones[0]:
        return "below"
    if score >= milestones[-1]:
        return "top"
    if terms.bands or score < terms.target:
        return "rising"
    return "above"


def compute_all(terms: Terms, people: Sequence[Inputs]) -> tuple[Fraction, list[Steps]]:
    """The steps of everyone, in the order given, and the budget factor that they share."""
    worths = [worth(terms, inputs).exact for inputs in people]
    factor, total = budget_factor(worths, terms.budget), sum(worths, Fraction(0))
    return factor, [explain(terms, inputs, factor, total) for inputs in people]
