"""How good a question is, from the marks of many attempts: pure, exact integers.

Difficulty is the mean mark (Lord & Novick, Statistical Theories of Mental Test Scores, 1968). Discrimination is the
correlation of a question's marks with those of the rest of the same attempts, itself left out (Henrysson, Correction
of item-total correlations in item analysis, Psychometrika 28, 1963). The bounds are Ebel & Frisbie's (Essentials of
Educational Measurement, 5th edition, 1991): below 0.20 a question has to be repaired.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isqrt

from kit.values.rounding import half_up_div

FULL = 10000
FEWEST = 20
LEAST_DISCRIMINATION = 2000
TOO_HARD = 3000
TOO_EASY = 9500


class ItemVerdict(StrEnum):
    TOO_FEW = "too_few"
    GOOD = "good"
    REVERSED = "reversed"
    TOO_HARD = "too_hard"
    TOO_EASY = "too_easy"
    WEAK = "weak"


TO_REPAIR = frozenset({ItemVerdict.REVERSED, ItemVerdict.TOO_HARD, ItemVerdict.WEAK})


@dataclass(frozen=True)
class ItemFigures:
    """`difficulty`: mean mark in basis points, high is easy. `discrimination`: -10000 to 10000, None: cannot be told.
    `count`: of how many answers."""

    count: int
    difficulty: int
    discrimination: int | None

    @property
    def verdict(self) -> ItemVerdict:
        """Everybody right, or everybody wrong, tells nobody apart: that is said before anything about telling apart."""
        if self.count < FEWEST:
            return ItemVerdict.TOO_FEW
        if self.difficulty >= TOO_EASY:
            return ItemVerdict.TOO_EASY
        if self.discrimination is not None and self.discrimination < 0:
            return ItemVerdict.REVERSED
        if self.difficulty < TOO_HARD:
            return ItemVerdict.TOO_HARD
        if self.discrimination is not None and self.discrimination < LEAST_DISCRIMINATION:
            return ItemVerdict.WEAK
        return ItemVerdict.GOOD

    @property
    def has_to_be_repaired(self) -> bool:
        return self.verdict in TO_REPAIR


def correlation(pairs: Sequence[tuple[int, int]]) -> int | None:
    """Pearson's r of pairs of integers in basis points, rounded towards nothing; None where either never changes."""
    count = len(pairs)
    sum_x, sum_y = sum(x for x, _y in pairs), sum(y for _x, y in pairs)
    covariance = count * sum(x * y for x, y in pairs) - sum_x * sum_y
    spread = (count * sum(x * x for x, _y in pairs) - sum_x**2) * (count * sum(y * y for _x, y in pairs) - sum_y**2)
    if not spread:
        return None
    size = isqrt(FULL * FULL * covariance * covariance // spread)
    return size if covariance >= 0 else -size


def item_figures(attempts: Iterable[Mapping[Hashable, int]]) -> dict[Hashable, ItemFigures]:
    """{question: ItemFigures} from attempts, each a dict {question: points of FULL}."""
    own, beside = defaultdict(list), defaultdict(list)
    for marks in attempts:
        total, others = sum(marks.values()), len(marks) - 1
        for question, points in marks.items():
            own[question].append(points)
            if others:
                beside[question].append((points, half_up_div(total - points, others)))
    return {
        question: ItemFigures(
            len(points), half_up_div(sum(points), len(points)), correlation(beside[question]) if beside else None
        )
        for question, points in own.items()
    }


def median(values: Iterable[int]) -> int | None:
    """The middle one, or the half-up mean of the two in the middle; None of nothing."""
    ordered = sorted(values)
    if not ordered:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else half_up_div(ordered[middle - 1] + ordered[middle], 2)
