"""What a score is worth: exact arithmetic on integers and fractions; no floats, no Django. (PRODUCT.md, section 4.)

Units: scores and factors in basis points (8500 is a score of 85, 15000 a factor of 1.5), money in minor units, days.
Every value stays an exact fraction until the amount itself. The one rounding: an amount is rounded *down* to the plan's
step, so that no sum of amounts can pass the budget.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

WHOLE = 10000


class CurveError(ValueError):
    """The numbers of a curve, a table of bands or a proration contradict each other."""


@dataclass(frozen=True)
class Curve:
    """Nothing below `threshold`; `p_min` there, rising to 1 at `target` and to `m_max` at `maximum`; flat above."""

    threshold: int
    target: int
    maximum: int
    p_min: int
    m_max: int

    def __post_init__(self) -> None:
        if not 0 <= self.threshold <= self.target <= self.maximum <= WHOLE:
            raise CurveError("threshold, target and maximum must rise from 0 to 10000")
        if not 0 <= self.p_min <= WHOLE <= self.m_max:
            raise CurveError("p_min must lie within 0 and 10000, m_max at 10000 or above")

    def factor(self, score: int) -> Fraction:
        """The multiplier at `score`, an exact fraction."""
        if score < self.threshold:
            return Fraction(0)
        if score < self.target:
            return _between(score, self.threshold, self.target, self.p_min, WHOLE)
        if score < self.maximum:
            return _between(score, self.target, self.maximum, WHOLE, self.m_max)
        return Fraction(self.m_max if self.maximum > self.target else WHOLE, WHOLE)

    def milestones(self) -> tuple[tuple[str, int], ...]:
        """The scores at which something changes, rising, each with its name."""
        return (("threshold", self.threshold), ("target", self.target), ("maximum", self.maximum))


@dataclass(frozen=True)
class Bands:
    """The alternative to a curve: pairs (from score, factor), rising; below the first there is nothing."""

    steps: tuple[tuple[int, int], ...]

    def __post_init__(self) -> None:
        scores, factors = [score for score, _ in self.steps], [factor for _, factor in self.steps]
        if not self.steps or scores != sorted(set(scores)) or factors != sorted(factors):
            raise CurveError("bands must rise, in score and in factor")
        if scores[0] < 0 or scores[-1] > WHOLE or factors[0] < 0:
            raise CurveError("bands must lie within 0 and 10000")

    def factor(self, score: int) -> Fraction:
        """The factor of the highest band reached, an exact fraction."""
        reached = [factor for least, factor in self.steps if score >= least]
        return Fraction(reached[-1], WHOLE) if reached else Fraction(0)

    def milestones(self) -> tuple[tuple[str, int], ...]:
        """The scores at which something changes, rising, each with its name."""
        return tuple(("band", least) for least, _ in self.steps)


def _between(score: int, low: int, high: int, at_low: int, at_high: int) -> Fraction:
    """The straight line from (low, at_low) to (high, at_high), both factors in basis points."""
    return Fraction(at_low, WHOLE) + Fraction(at_high - at_low, WHOLE) * Fraction(score - low, high - low)


def proration(days: int, period_days: int, contract_share: int) -> Fraction:
    """Days present over the period's days, times the contract share in basis points: a fraction of 0 to 1."""
    if not 0 <= days <= period_days or period_days < 1 or not 0 <= contract_share <= WHOLE:
        raise CurveError("days must lie within the period and a contract share within 0 and 10000")
    return Fraction(days, period_days) * Fraction(contract_share, WHOLE)


def daily_proration(work: Sequence[tuple[int, int]], period_days: int) -> Fraction:
    """Like `proration`, day by day: pairs (days, contract share in basis points) of which no day is in two."""
    if period_days < 1 or sum(days for days, _ in work) > period_days:
        raise CurveError("the days must lie within the period")
    if any(days < 0 or not 0 <= share <= WHOLE for days, share in work):
        raise CurveError("days are not negative and a contract share lies within 0 and 10000")
    return Fraction(sum(days * share for days, share in work), period_days * WHOLE)


def capped(amount: Fraction, cap: int | None) -> Fraction:
    """`amount`, but not more than `cap` (None: no cap)."""
    return amount if cap is None else min(amount, Fraction(cap))


def budget_factor(amounts: Iterable[Fraction], budget: int | None) -> Fraction:
    """min(1, budget / sum) as an exact fraction; 1 where there is no budget or nothing to share."""
    total = sum(amounts, Fraction(0))
    if budget is None or total <= budget:
        return Fraction(1)
    return Fraction(budget) / total


def would_have(
    exact: Fraction, instead: Fraction, factor: Fraction, total: Fraction | None, budget: int | None, step: int
) -> int:
    """The amount that `exact` would have come to in place of `instead` (both exact, before the budget), everybody
    else's unchanged: `total` is the sum of all, `factor` what it led to. `total` None: the factor stays as it is."""
    if total is not None:
        factor = budget_factor([total - instead + exact], budget)
    return int(rounded_down(exact * factor, step))


def rounded_down(amount: Fraction, step: int) -> int:
    """The highest multiple of `step` that is not above `amount`."""
    return amount // step * step


def distribute(amounts: Sequence[Fraction], budget: int | None, step: int) -> list[int]:
    """The amounts to pay, in the order given: each times the budget factor, rounded down to `step`; what is over stays.

    The sum never passes the budget, and each amount depends on the set of amounts alone, not on their order.
    """
    factor = budget_factor(amounts, budget)
    return [int(rounded_down(amount * factor, step)) for amount in amounts]
