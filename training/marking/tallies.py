"""How much of a quiz was right and how much is needed, in the same unit, exactly: nothing that is shown as reached was
not. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Protocol

FULL = 10000


class Counted(Protocol):
    """A marked question, see `engine.Marked`."""

    @property
    def weight(self) -> int: ...
    @property
    def exact(self) -> Fraction: ...
    @property
    def standards(self) -> tuple[tuple[str, bool], ...]: ...


@dataclass(frozen=True)
class Tally:
    """`earned` of `total`: questions where each counts alike and is right or wrong, else points. `bar`: the mark to
    reach, in basis points."""

    earned: Fraction
    total: int
    bar: int
    is_of_questions: bool

    @property
    def is_reached(self) -> bool:
        return self.earned * FULL >= self.bar * self.total

    @property
    def hundredths(self) -> Fraction | int:
        """Of a question or a point, never rounded up to what is needed."""
        return 100 * self.earned if self.is_of_questions else floor(self.earned * 100)

    @property
    def needed_hundredths(self) -> int:
        needed = Fraction(self.bar * self.total, FULL)
        if self.is_of_questions:
            return 100 * ceil(needed)
        return floor(needed * 100) if self.is_reached else ceil(needed * 100)


def tally(marked: Iterable[Counted], bar: int) -> Tally:
    """Of marked questions (`engine.Marked`)."""
    marked = list(marked)
    weights = {each.weight for each in marked}
    alike = len(weights) == 1 and all(each.exact in (0, 1) for each in marked)
    if alike:
        return Tally(sum((each.exact for each in marked), Fraction(0)), len(marked), bar, True)
    earned = sum((each.weight * each.exact for each in marked), Fraction(0))
    return Tally(earned, sum(each.weight for each in marked), bar, False)


def tallies_of_critical(marked: Iterable[Counted], bar: int) -> dict[str, Tally]:
    """{code: Tally} of the critical standards that were asked about."""
    found: dict[str, list[Counted]] = {}
    for each in marked:
        for code, is_critical in each.standards:
            if is_critical:
                found.setdefault(code, []).append(each)
    return {code: tally(own, bar) for code, own in found.items()}


def places_of(mark: int) -> int:
    """How many decimals of a percent a mark is written with: 0, 1 or 2."""
    return 0 if mark % 100 == 0 else 1 if mark % 10 == 0 else 2


def shown_score(score: int, mark: int) -> int:
    """A score in basis points as it is shown beside its mark: where it lies below, it never reads like it."""
    unit = 10 ** (2 - places_of(mark))
    rounded = (2 * score + unit) // (2 * unit) * unit
    return rounded if score >= mark or rounded < mark else score // unit * unit
