"""The steps from a score to an amount, as data: what is stored with a row and told about it. Pure; no Django.

Each is a dataclass that is written down exactly (`rewards.formula.stored`): a row keeps them as a list of dictionaries
with the step's name first, read again by name and never by place.
"""

from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any, Self

from rewards.formula.gates import GateResult
from rewards.formula.stored import Stored


@dataclass(frozen=True)
class Score(Stored):
    """`needed` stands in it only where it says something: runs from before it was stored explain as they did."""

    score: int | None
    n: int
    low: int | None
    high: int | None
    needed: int | None = None


@dataclass(frozen=True)
class Gates(Stored):
    passed: bool
    results: tuple[GateResult, ...]

    @classmethod
    def read(cls, name: str, value: Any) -> Any:
        return tuple(GateResult.from_json(row) for row in value) if name == "results" else value

    @property
    def missed(self) -> list[GateResult]:
        return [result for result in self.results if not result.passed]


@dataclass(frozen=True)
class CurveStep(Stored):
    """`zone`: where the score stands, see `rewards.formula.worth.zone`."""

    zone: str
    multiplier: Fraction


@dataclass(frozen=True)
class Base(Stored):
    base: int
    result: Fraction


@dataclass(frozen=True)
class Proration(Stored):
    """`work` and `elsewhere` are None in what rule 1 stored, which knew no days one by one."""

    applies: bool
    days: int
    period_days: int
    contract_share: int
    share: Fraction
    result: Fraction
    work: tuple | None = None
    elsewhere: tuple | None = None


@dataclass(frozen=True)
class Cap(Stored):
    cap: int | None
    applied: bool


@dataclass(frozen=True)
class BeforeBudget(Stored):
    result: Fraction


@dataclass(frozen=True)
class Budget(Stored):
    """`total`: the exact sum of everybody's before the budget; None without a budget and before rule 3."""

    factor: Fraction
    result: Fraction
    total: Fraction | None = None


@dataclass(frozen=True)
class Rounding(Stored):
    to: int
    left: Fraction


@dataclass(frozen=True)
class Amount(Stored):
    amount: int


@dataclass(frozen=True)
class Steps:
    """In the order in which they are computed."""

    score: Score
    gates: Gates
    curve: CurveStep
    base: Base
    proration: Proration
    cap: Cap
    before_budget: BeforeBudget
    budget: Budget
    rounding: Rounding
    amount: Amount

    def as_json(self) -> list[dict[str, Any]]:
        return [{"step": one.name, **getattr(self, one.name).as_json()} for one in fields(self)]

    @classmethod
    def from_json(cls, stored: list[dict[str, Any]]) -> Self:
        """Raises KeyError or TypeError where a step or something in it is unknown or missing."""
        rows = {row["step"]: {name: value for name, value in row.items() if name != "step"} for row in stored}
        return cls(**{name: STEPS[name].from_json(row) for name, row in rows.items()})


STEPS: dict[str, Any] = {one.name: one.type for one in fields(Steps)}
