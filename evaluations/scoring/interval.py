"""How far a person's mean score may be from the true one: Student's t interval at 95 %, in exact integers. Pure.

    mean +- t(n-1) * sqrt((n*sum(x^2) - sum(x)^2) / (n^2 * (n-1)))

Source: Student (1908), "The probable error of a mean", Biometrika 6; two-sided 0.975 quantiles of the t distribution as
printed in any table, in thousandths. Beyond 30 degrees of freedom the next lower row of the table is taken, so that the
interval is never too narrow. The half width is rounded up, the ends are held within 0..10000. Below two evaluations
there is no interval: still too few.

An interval wider than `WIDEST` says hardly anything, so it is not shown as a result: there are too few evaluations yet,
and `needed` says about how many it takes, if they go on to differ as much as those seen so far:

    the least n with 2 * t(n-1) * sqrt(s^2 / n) <= WIDEST,   s^2 = (n*sum(x^2) - sum(x)^2) / (n * (n-1)) of those seen

t(n-1) never grows with n and s^2/n falls, so the least n is found by halving. Scores of 0 and 10000 differ most, two of
them need 197; no spread needs more.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from math import isqrt

from kit.values.rounding import half_up_div

FULL = 10000
FEWEST = 2
WIDEST = 2000
MOST_NEEDED = 197

# fmt: off
_T = (12706, 4303, 3182, 2776, 2571, 2447, 2365, 2306, 2262, 2228, 2201, 2179, 2160, 2145, 2131, 2120, 2110, 2101, 2093,
      2086, 2080, 2074, 2069, 2064, 2060, 2056, 2052, 2048, 2045, 2042)
# fmt: on
_T_BEYOND = ((1000, 1962), (120, 1980), (60, 2000), (40, 2021), (30, 2042))


@dataclass(frozen=True)
class Interval:
    """Basis points."""

    low: int
    high: int

    @property
    def is_wide(self) -> bool:
        return self.high - self.low > WIDEST

    def overlaps(self, other: "Interval") -> bool:
        return self.low <= other.high and other.low <= self.high


def interval(scores: Iterable[int], *, centre: int | None = None) -> Interval | None:
    """The interval around the mean of `scores` (basis points), or around `centre` where the mean was weighted."""
    scores = tuple(scores)
    n = len(scores)
    if n < FEWEST:
        return None
    t = quantile(n - 1)
    half = _ceil_sqrt_div(t * t * _spread(scores), 1000 * 1000 * n * n * (n - 1))
    middle = half_up_div(sum(scores), n) if centre is None else centre
    return Interval(max(0, middle - half), min(FULL, middle + half))


def needed(scores: Iterable[int]) -> int | None:
    """About how many evaluations make the interval no wider than WIDEST; None where fewer than two show no spread."""
    scores = tuple(scores)
    seen = len(scores)
    if seen < FEWEST:
        return None
    spread, parts = _spread(scores), seen * (seen - 1)

    def is_narrow(n: int) -> bool:
        t = quantile(n - 1)
        return 4 * t * t * spread <= (1000 * WIDEST) ** 2 * parts * n

    return FEWEST + bisect_left(range(FEWEST, MOST_NEEDED), True, key=is_narrow)


def _spread(scores: tuple[int, ...]) -> int:
    """n*sum(x^2) - sum(x)^2"""
    return len(scores) * sum(score * score for score in scores) - sum(scores) ** 2


def quantile(freedom: int) -> int:
    """Two-sided 95 % quantile of t in thousandths."""
    if freedom <= len(_T):
        return _T[freedom - 1]
    return next(t for least, t in _T_BEYOND if freedom >= least)


def _ceil_sqrt_div(numerator: int, denominator: int) -> int:
    """The least whole h with h*h >= numerator/denominator."""
    quotient = -(-numerator // denominator)
    root = isqrt(quotient)
    return root if root * root == quotient else root + 1
