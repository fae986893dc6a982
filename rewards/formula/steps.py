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

All of it, with `rewards.formula.curve`, is rule 3 of `RULES`: a run names the rule that computed it and is explained
and verified by that. Who changes what comes out adds the next number (docs/adr/0016). Rule 1 knew neither `work` nor
`elsewhere`: it took `days` times the `contract_share` of the day on which it was computed (docs/adr/0018). Rule 2 asked
for every signature whatever its deadline, did not count missed critical criteria, and said what more was possible
before the budget.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction

from rewards.formula.curve import (
    WHOLE,
    Bands,
    Curve,
    budget_factor,
    capped,
    daily_proration,
    proration,
    rounded_down,
    would_have,
)

MONEY, POINTS = "money", "points"
BY_DAY = ("work", "elsewhere")
GATES = ("no_fail", "criticals", "training", "evaluations", "signed")


class UnknownRule(ValueError):
    """No rule of rewards has this number."""


@dataclass(frozen=True)
class Terms:
    """What a plan says, in numbers. `bands` stands instead of the curve when it is not empty."""

    unit: str
    base: int
    period_days: int
    step: int
    threshold: int = 0
    target: int = 0
    maximum: int = 0
    p_min: int = 0
    m_max: int = WHOLE
    bands: tuple = ()
    gate_no_fail: bool = True
    gate_criticals: bool = False
    gate_training: bool = True
    gate_signed: bool = True
    least_evaluations: int = 1
    cap: int | None = None
    prorates: bool = True
    budget: int | None = None

    @property
    def shape(self):
        if self.bands:
            return Bands(tuple((least, factor) for least, factor in self.bands))
        return Curve(self.threshold, self.target, self.maximum, self.p_min, self.m_max)

    def as_json(self):
        return {**asdict(self), "bands": [list(band) for band in self.bands]}

    @classmethod
    def from_json(cls, stored):
        return cls(**{**stored, "bands": tuple(tuple(band) for band in stored["bands"])})


@dataclass(frozen=True)
class Worth:
    """A person's reward before the budget: the exact amount, the curve's factor, the gates that are shut."""

    exact: Fraction
    multiplier: Fraction
    missed: tuple[str, ...]


def written(value):
    """A fraction as text."""
    return f"{value.numerator}/{value.denominator}"


def read(text):
    """A fraction from its text."""
    return Fraction(text)


def gate_results(terms, inputs):
    """Each gate that the plan has: name, whether it is passed, what the person has and what is needed.

    Of "criticals" `have` counts what was missed. A standard whose deadline is still to come keeps nobody out.
    """
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
    more = {"signed": {"later": later} if later else {}, "criticals": {"codes": sorted(set(missed))} if missed else {}}
    return [
        {"gate": name, "passed": bool(passed), "have": have, "need": need, **more.get(name, {})}
        for is_set, name, passed, have, need in all_gates
        if is_set
    ]


def person_share(terms, inputs):
    """The proration of one person, day by day; when the plan does not prorate, all of it for any day that it pays."""
    if "work" in inputs:
        work = [(days_in(row), row["contract_share"]) for row in inputs["work"]]
        return daily_proration(work, terms.period_days) if terms.prorates else Fraction(bool(work))
    if not terms.prorates:
        return Fraction(1)
    return proration(inputs["days"], terms.period_days, inputs["contract_share"])


def days_in(row):
    """How many days a part of `work` has."""
    return (date.fromisoformat(row["ends_on"]) - date.fromisoformat(row["starts_on"])).days


def worth_at(terms, inputs, score):
    """The exact amount before the budget if the score were `score` and every gate were open."""
    if score is None:
        return Fraction(0)
    return capped(terms.base * terms.shape.factor(score) * person_share(terms, inputs), terms.cap)


def worth(terms, inputs):
    """What a person's inputs are worth before the budget."""
    missed = tuple(result["gate"] for result in gate_results(terms, inputs) if not result["passed"])
    score = inputs["score"]
    multiplier = terms.shape.factor(score) if score is not None else Fraction(0)
    exact = Fraction(0) if missed else worth_at(terms, inputs, score)
    return Worth(exact, multiplier, missed)


def explain(terms, inputs, factor, total=None):
    """Every step from score to amount, as data, in the order in which they are computed. The last one is the amount.

    `total`: the exact sum of everybody's before the budget, which a correction does not share anew.
    """
    shared = {"total": written(total)} if total is not None and terms.budget is not None else {}
    value = worth(terms, inputs)
    share = person_share(terms, inputs)
    uncapped = terms.base * value.multiplier * share
    return [
        _score_step(inputs),
        {"step": "gates", "passed": not value.missed, "results": gate_results(terms, inputs)},
        {"step": "curve", "zone": zone(terms, inputs["score"]), "multiplier": written(value.multiplier)},
        {"step": "base", "base": terms.base, "result": written(terms.base * value.multiplier)},
        _proration_step(terms, inputs, share, uncapped),
        {"step": "cap", "cap": terms.cap, "applied": terms.cap is not None and uncapped > terms.cap},
        {"step": "before_budget", "result": written(value.exact)},
        {"step": "budget", "factor": written(factor), "result": written(value.exact * factor), **shared},
        {"step": "rounding", "to": terms.step, "left": written(value.exact * factor % terms.step)},
        {"step": "amount", "amount": int(rounded_down(value.exact * factor, terms.step))},
    ]


def _score_step(inputs):
    """`needed` stands in it only where it says something: runs from before it was stored explain as they did."""
    step = {"step": "score", **{name: inputs[name] for name in ("score", "n", "low", "high")}}
    return step | ({"needed": inputs["needed"]} if inputs.get("needed") else {})


def _proration_step(terms, inputs, share, uncapped):
    return {
        "step": "proration",
        "applies": terms.prorates,
        "days": inputs["days"],
        "period_days": terms.period_days,
        "contract_share": inputs["contract_share"],
        "share": written(share),
        "result": written(uncapped),
        **{name: inputs[name] for name in BY_DAY if name in inputs},
    }


def zone(terms, score):
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


def compute_all(terms, people):
    """The steps of everyone, in the order given, and the budget factor that they share."""
    worths = [worth(terms, inputs).exact for inputs in people]
    factor, total = budget_factor(worths, terms.budget), sum(worths, Fraction(0))
    return factor, [explain(terms, inputs, factor, total) for inputs in people]


def amount_of(steps):
    """The amount at which a computation ends."""
    return steps[-1]["amount"]


def next_step(terms, inputs):
    """What would raise the reward next, or None at the top.

    {"kind": "gate", "results": [...]} for shut gates, {"kind": "score", "gap": bp, "to": bp, "name": "target",
    "amount": before the budget, rounded down} for a score, {"kind": "first"} where there is no score yet.
    """
    shut = [result for result in gate_results(terms, inputs) if not result["passed"]]
    score = inputs["score"]
    if shut and score is not None:
        amount = int(rounded_down(worth_at(terms, inputs, score), terms.step))
        return {"kind": "gate", "results": shut, "amount": amount}
    if score is None:
        return {"kind": "first"}
    now = worth_at(terms, inputs, score)
    for name, least in terms.shape.milestones():
        then = worth_at(terms, inputs, least)
        if least > score and then > now:
            amount = int(rounded_down(then, terms.step))
            return {"kind": "score", "gap": least - score, "to": least, "name": name, "amount": amount}
    return None


def standards_worth(terms, inputs):
    """What each standard earned of its weight, and what full marks on it alone would have added before the budget.

    Rows {"code", "weight", "earned", "lost", "worth"}: points in basis points of the score, worth in the plan's unit,
    rounded down to its step; the dearest first.
    """
    score = inputs["score"]
    rows = []
    for standard in inputs["standards"]:
        lost = max(standard["weight"] - standard["earned"], 0)
        gain = Fraction(0)
        if score is not None:
            gain = worth_at(terms, inputs, min(score + lost, WHOLE)) - worth_at(terms, inputs, score)
        rows.append({**standard, "lost": lost, "worth": int(rounded_down(gain, terms.step))})
    return sorted(rows, key=lambda row: (-row["lost"], row["code"]))


def possible_at(terms, inputs, steps, score):
    """The amount that a score would have given, everybody else's unchanged: after the budget, rounded to the step."""
    budget = steps[7]
    total = read(budget["total"]) if "total" in budget else None
    exact = worth_at(terms, inputs, score)
    return would_have(exact, read(steps[6]["result"]), read(budget["factor"]), total, terms.budget, terms.step)


def next_possible(terms, inputs, steps):
    """`next_step`, with the amount that could really have been had."""
    found = next_step(terms, inputs)
    if found is None or found["kind"] == "first":
        return found
    score = inputs["score"] if found["kind"] == "gate" else found["to"]
    return {**found, "amount": possible_at(terms, inputs, steps, score)}


def standards_possible(terms, inputs, steps):
    """`standards_worth`, in what full marks on it alone would really have added; nothing while a gate is shut."""
    rows, score, is_open = standards_worth(terms, inputs), inputs["score"], steps[1]["passed"]
    for row in rows:
        gain = 0
        if score is not None and is_open:
            gain = possible_at(terms, inputs, steps, min(score + row["lost"], WHOLE)) - amount_of(steps)
        row["worth"] = max(gain, 0)
    return rows


def at_best(terms, inputs, steps):
    """The amount that the full score would have given, or None where a gate is shut, there is no score or no more."""
    if inputs["score"] is None or not steps[1]["passed"]:
        return None
    most = possible_at(terms, inputs, steps, WHOLE)
    return most if most > amount_of(steps) else None


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


def _of_rule_2(inputs):
    """What rule 2 knew of the inputs."""
    signed = {name: inputs["signed"][name] for name in ("required", "signed")}
    return {**{name: value for name, value in inputs.items() if name != "missed_criticals"}, "signed": signed}


def _of_rule_1(inputs):
    return {name: value for name, value in _of_rule_2(inputs).items() if name not in BY_DAY}


def _former(known):
    """A rule from before what could really have been had was said; `known`: the inputs that it knew."""

    def compute_all(terms, people):
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


def rule(version=None):
    """The rule of that number, or the newest. Raises UnknownRule."""
    version = newest_rule() if version is None else version
    if version not in RULES:
        raise UnknownRule(f"there is no rule {version} of rewards")
    return RULES[version]
