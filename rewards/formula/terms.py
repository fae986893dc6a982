"""A plan in numbers: what the computation of a reward takes. Pure; no floats, no Django."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from rewards.formula.curve import WHOLE, Bands, Curve

Inputs = Mapping[str, Any]  # of one person, see `rewards.formula.worth`

MONEY, POINTS = "money", "points"


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
    bands: tuple[tuple[int, int], ...] = ()
    gate_no_fail: bool = True
    gate_criticals: bool = False
    gate_training: bool = True
    gate_signed: bool = True
    least_evaluations: int = 1
    cap: int | None = None
    prorates: bool = True
    budget: int | None = None

    @property
    def shape(self) -> Bands | Curve:
        if self.bands:
            return Bands(tuple((least, factor) for least, factor in self.bands))
        return Curve(self.threshold, self.target, self.maximum, self.p_min, self.m_max)

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "bands": [list(band) for band in self.bands]}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(**{**stored, "bands": tuple(tuple(band) for band in stored["bands"])})
