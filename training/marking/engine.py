"""Marking a quiz: pure, exact. Marks and scores are basis points; one rounding, half up, at the very end.

All of it, with how each kind of question is marked (`training.kinds`) and what that reads of `kit.text.folding`, is the
newest of `RULES`: an attempt names the rule that marked it and is shown and verified by that. Who changes what comes
out leaves a copy behind its number, as rule 1 stands in `rule_1`, and adds the next (docs/adr/0016).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from kit.values.rounding import half_up_div
from training.kinds import kind_of
from training.kinds.shapes import Content, Given, Option
from training.marking.rule_1 import chosen_1, figures_1, points_1
from training.marking.tallies import tallies_of_critical, tally

FULL = 10000


class UnknownRule(ValueError):
    """No rule of marking has this number."""


@dataclass(frozen=True)
class Marked:
    """One marked question: `points` of FULL, its weight, and the standards it asks about as (code, is_critical).
    `earned`: what `points` is rounded from, of 1; None: they are exact."""

    points: int
    weight: int
    standards: tuple[tuple[str, bool], ...]
    earned: Fraction | None = None

    @property
    def exact(self) -> Fraction:
        return Fraction(self.points, FULL) if self.earned is None else self.earned


@dataclass(frozen=True)
class Result:
    """`missed`: codes with anything lost, as asked; `failed_critical`: critical codes below their mark."""

    score: int
    is_passed: bool
    missed: tuple[str, ...]
    failed_critical: tuple[str, ...]


def points_for(content: Content, given: Given | None) -> int:
    """What an answer earns of FULL, never less than nothing. `content` is a QuestionVersion's; `given` is None or a
    list: of option keys, of [key of the left, key of the right] pairs, or of the one text that was written."""
    earned = earned_for(content, given)
    return half_up_div(earned.numerator * FULL, earned.denominator)


def earned_for(content: Content, given: Given | None) -> Fraction:
    """The same as an exact part of 1."""
    kind = kind_of(content["kind"])
    return kind.earned(content, given) if given else Fraction(0)


def chosen_options(content: Content, given: Given | None) -> list[Option]:
    """The options that were chosen, or the first one that what was written agrees with."""
    return kind_of(content["kind"]).chosen(content, given) if given else []


def mark(content: Content, given: Given | None, version: int | None = None) -> Marked:
    """By the rule `version` of `RULES`, or the newest."""
    standards = tuple((each["code"], each["is_critical"]) for each in content["standards"])
    by = rule(version)
    earned = by.earned(content, given) if by.earned else None
    return Marked(by.points(content, given), content["weight"], standards, earned)


def weighted_score(marked: Iterable[Marked]) -> int:
    """sum(weight * what was earned) / sum(weight) in basis points, half up once."""
    marked = list(marked)
    earned = sum((each.weight * each.exact for each in marked), Fraction(0))
    mean = FULL * earned / sum(each.weight for each in marked)
    return half_up_div(mean.numerator, mean.denominator)


def result(marked: Iterable[Marked], *, pass_mark: int, critical_mark: int, version: int | None = None) -> Result:
    """The result of a whole attempt, by the rule `version` of `RULES`, or the newest."""
    return rule(version).result(marked, pass_mark, critical_mark)


def _result(marked: Iterable[Marked], pass_mark: int, critical_mark: int) -> Result:
    """Passed at the overall mark and at every critical standard's mark.

    Compared exactly, before rounding: two thirds do not reach 6667, and the score of who does not reach the mark is
    never rounded up to it.
    """
    marked = list(marked)
    critical = tallies_of_critical(marked, critical_mark)
    failed = tuple(code for code, own in critical.items() if not own.is_reached)
    missed = tuple(dict.fromkeys(code for each in marked if each.exact < 1 for code, _is_critical in each.standards))
    is_reached, score = tally(marked, pass_mark).is_reached, weighted_score(marked)
    return Result(score if is_reached else min(score, pass_mark - 1), is_reached and not failed, missed, failed)


@dataclass(frozen=True)
class Rule:
    """`points` and `chosen` of (content, given); `result` of (marked, pass mark, critical mark). `earned` of (content,
    given) is exact; a rule without it goes by its points."""

    points: Callable[[Content, Given | None], int]
    chosen: Callable[[Content, Given | None], list[Option]]
    result: Callable[[Iterable[Marked], int, int], Result]
    earned: Callable[[Content, Given | None], Fraction] | None = None


def _result_1(marked: Iterable[Marked], pass_mark: int, critical_mark: int) -> Result:
    return Result(*figures_1(marked, pass_mark, critical_mark))


RULES = {1: Rule(points_1, chosen_1, _result_1), 2: Rule(points_for, chosen_options, _result, earned_for)}


def newest_rule() -> int:
    return max(RULES)


def rule(version: int | None = None) -> Rule:
    """The rule of that number, or the newest. Raises UnknownRule."""
    version = newest_rule() if version is None else version
    if version not in RULES:
        raise UnknownRule(f"there is no rule {version} of marking")
    return RULES[version]
