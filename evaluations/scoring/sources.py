"""One score out of several sources (lead, self, peers, upward, mystery visits): P = sum(v*x)/sum(v). Pure and exact."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from kit.values.rounding import half_up_div


@dataclass(frozen=True)
class SourceScore:
    """`weight` v; `scores` in basis points; fewer scores than `threshold` are hidden and left out."""

    name: str
    weight: int
    scores: tuple[int, ...]
    threshold: int = 1

    @property
    def is_counted(self) -> bool:
        return self.weight > 0 and len(self.scores) >= max(1, self.threshold)


@dataclass(frozen=True)
class Combined:
    """`score` in basis points, None without any source; `n` scores of the counted sources."""

    score: int | None
    n: int
    counted: tuple[str, ...]


def combine(sources: Iterable[SourceScore]) -> Combined:
    """The weighted mean of the means of the sources that are present and reach their threshold."""
    counted = [source for source in sources if source.is_counted]
    if not counted:
        return Combined(None, 0, ())
    parts = (Fraction(source.weight * sum(source.scores), len(source.scores)) for source in counted)
    total = sum(parts, Fraction(0))
    mean = total / sum(source.weight for source in counted)
    return Combined(
        score=half_up_div(mean.numerator, mean.denominator),
        n=sum(len(source.scores) for source in counted),
        counted=tuple(source.name for source in counted),
    )
