"""The score of one filled scorecard. Pure and exact: integers and fractions in, basis points out, one rounding.

What the words mean (PRODUCT.md, section 3):

* Values, thresholds, caps and scores are basis points (10000 is full marks). Weights are whole numbers.
* `standard` section: its score is sum(w*s)/sum(w) over the criteria that arose; a section where nothing arose is left
  out. base = sum(W*section)/sum(W) over the sections that are left.
* `bonus` section: a criterion's weight is the number of basis points that it adds when fully met. The sum is held at
  the section's cap; base and bonus together are held at 10000. What did not arise adds nothing.
* `gate` section: its criteria carry no points. The gate is failed when any criterion in it fails. A failed gate makes
  the outcome FAIL and takes the bonus away, so that no bonus lifts it.
* A criterion *fails* when its value is below its threshold; without a threshold, when its outcome is not a pass.
* critical=section: a fail makes the criterion's section 0. critical=all: a fail makes the outcome FAIL.
* FAIL makes the score 0, or keeps it, as the scorecard says. `raw_score` is base + bonus before gates and criticals.
* N/A: left out, or counted as a full pass where the scorecard says so (in standard sections). An evaluation in which
  nothing of the standard sections was seen has no score at all: None, never 0, in either case.
* thin: more than half of the weight of the standard sections is N/A (counting as pass does not make it seen).

Explained: `applied_weight` of the criteria in standard sections add up to 10000, `contribution` of all criteria add up
to the score, both exactly, in basis points. Each is rounded down and the missing units go to the largest remainders
(ties to the smaller key), save that no contribution is rounded past its applied weight (see `_rounded`). In a bonus
section the applied weight is what the criterion could have added. What a gate or a critical fail took away shows as
contribution 0. `raw_contribution` explains `raw_score` in the same way.

This way of rounding is rule 3 of `RULES`; results that were stored by an earlier one are read by that (docs/adr/0016).
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from evaluations.scoring import former_rounding
from evaluations.scoring.former_rounding import Exact, Whole
from kit.values.rounding import half_up_div

FULL = 10000
Rounding = Callable[[Exact, Exact, Exact, Whole], tuple[Whole, Whole, Whole]]
STANDARD, BONUS, GATE = "standard", "bonus", "gate"
NOT_CRITICAL, CRITICAL_SECTION, CRITICAL_ALL = "none", "section", "all"
PASS, FAIL = "pass", "fail"


class ScoringError(ValueError):
    """The scorecard or an answer cannot be scored; the message says what is wrong."""


class UnknownRule(ScoringError):
    """No rule of scoring has this number."""


@dataclass(frozen=True)
class Answer:
    """One criterion with what was answered. `value` None is N/A. Keys must be sortable and unique in a scorecard."""

    key: Hashable
    weight: int
    value: int | None
    is_pass: bool = True
    critical: str = NOT_CRITICAL
    threshold: int | None = None
    allows_na: bool = True

    @property
    def is_na(self) -> bool:
        return self.value is None

    @property
    def is_failed(self) -> bool:
        if self.value is None:
            return False
        return not self.is_pass if self.threshold is None else self.value < self.threshold


@dataclass(frozen=True)
class Section:
    """`weight` counts in standard sections, `cap` (basis points) in bonus sections."""

    key: Hashable
    kind: str
    weight: int
    answers: tuple[Answer, ...]
    cap: int = FULL

    @property
    def is_failed(self) -> bool:
        return any(answer.is_failed and answer.critical == CRITICAL_SECTION for answer in self.answers)


@dataclass(frozen=True)
class Rules:
    na_counts_as_pass: bool = False
    fail_zeroes_score: bool = True


@dataclass(frozen=True)
class Part:
    """What one criterion weighed and gave, in basis points of the whole."""

    applied_weight: int
    contribution: int
    raw_contribution: int


@dataclass(frozen=True)
class SectionScore:
    """`score` in basis points after criticals (None: nothing arose); `applied_weight` of the whole."""

    score: int | None
    applied_weight: int
    is_failed: bool


@dataclass(frozen=True)
class Result:
    score: int | None
    raw_score: int | None
    outcome: str | None
    is_thin: bool
    sections: dict[Hashable, SectionScore]
    parts: dict[Hashable, Part]
    failed_keys: tuple[Hashable, ...]


def score_scorecard(sections: Iterable[Section], rules: Rules = Rules(), version: int | None = None) -> Result:
    """`version`: the number of the rule in `RULES`; the newest where none is said."""
    round_all = _rule(newest_rule() if version is None else version)
    sections = tuple(sections)
    _check(sections)
    weights = _applied_weights(sections, rules)
    failed = _decisive_fails(sections)
    gate_failed = any(s.kind == GATE and any(a.is_failed for a in s.answers) for s in sections)
    if not weights:
        return _unscored(sections, failed)
    raw = _contributions(sections, weights, rules, bonus_counts=True, criticals_count=False)
    kept = _contributions(sections, weights, rules, bonus_counts=not gate_failed, criticals_count=True)
    if failed and rules.fail_zeroes_score:
        kept = dict.fromkeys(kept, Fraction(0))
    rounded_weights, rounded, rounded_raw = round_all(weights, kept, raw, _bonus_weights(sections))
    return Result(
        score=sum(rounded.values()),
        raw_score=sum(rounded_raw.values()),
        outcome=FAIL if failed else PASS,
        is_thin=_is_thin(sections),
        sections=_section_scores(sections, rules, rounded_weights),
        parts={key: Part(rounded_weights.get(key, 0), rounded[key], rounded_raw[key]) for key in rounded},
        failed_keys=failed,
    )


def apportion(amounts: Exact, rank: Whole | None = None) -> Whole:
    """Whole numbers that add up to the half-up rounded total of `amounts` (none negative).

    Each is rounded down and the missing units go to the largest remainders, ties by key; a lower `rank` goes before.
    """
    rank = rank or {}
    total = sum(amounts.values(), Fraction(0))
    whole = {key: _floor(amount) for key, amount in amounts.items()}
    missing = half_up_div(total.numerator, total.denominator) - sum(whole.values())

    def order(key: Hashable) -> tuple[bool, int, Fraction, Any]:
        remainder = amounts[key] - whole[key]
        return remainder == 0, rank.get(key, 0), -remainder, key

    for key in sorted(amounts, key=order)[:missing]:
        whole[key] += 1
    return whole


def _floor(amount: Fraction) -> int:
    return amount.numerator // amount.denominator


def _rounded(weights: Exact, kept: Exact, raw: Exact, bonus: Whole) -> tuple[Whole, Whole, Whole]:
    """Rule 3. Weights, contributions and raw contributions in whole basis points, none giving more than it weighs.

    A contribution that could reach past its weight rounded down is rounded up after the others, and in `raw` those
    that were so in `kept` come before the rest; their weights are then rounded up first. There are always enough to
    round up: the weights' remainders add up to a whole number, no less than what such contributions have left over.
    """
    below = {key: _floor(weights.get(key, Fraction(FULL))) for key in kept}

    def tight(parts: Exact) -> set[Hashable]:
        return {key for key in parts if _floor(parts[key]) >= below[key]}

    def past(parts: Exact | Whole) -> set[Hashable]:
        return {key for key in parts if parts[key] > below[key]}

    rounded = apportion(kept, dict.fromkeys(tight(kept), 1))
    reached = past(rounded)
    rounded_raw = apportion(raw, dict.fromkeys(tight(raw) - reached, 2) | dict.fromkeys(reached, 1))
    first = dict.fromkeys(weights.keys() - reached - past(rounded_raw), 1)
    return apportion(weights, first) | bonus, rounded, rounded_raw


# A rule that stored a result never changes and never goes: who changes what comes out adds the next number.
RULES: dict[int, Rounding] = {1: former_rounding.by_remainder, 2: former_rounding.within_weights, 3: _rounded}


def newest_rule() -> int:
    return max(RULES)


def _rule(version: int) -> Rounding:
    try:
        return RULES[version]
    except KeyError:
        raise UnknownRule(f"there is no rule {version} of scoring") from None


def _check(sections: Iterable[Section]) -> None:
    keys = Counter(answer.key for section in sections for answer in section.answers)
    if any(count > 1 for count in keys.values()):
        raise ScoringError("two criteria have the same key")
    for section in sections:
        _check_section(section)


def _check_section(section: Section) -> None:
    if section.kind not in (STANDARD, BONUS, GATE):
        raise ScoringError(f"unknown kind of section: {section.kind}")
    if section.kind == STANDARD and section.weight < 1:
        raise ScoringError("a standard section weighs at least 1")
    if not 0 <= section.cap <= FULL:
        raise ScoringError("a cap is 0 to 10000")
    for answer in section.answers:
        if answer.weight < (0 if section.kind == GATE else 1):
            raise ScoringError("a criterion weighs at least 1")
        if answer.critical not in (NOT_CRITICAL, CRITICAL_SECTION, CRITICAL_ALL):
            raise ScoringError(f"unknown kind of critical: {answer.critical}")
        if answer.is_na and not answer.allows_na:
            raise ScoringError("N/A is not allowed here")
        if answer.value is not None and not 0 <= answer.value <= FULL:
            raise ScoringError("a value is 0 to 10000")


def _of_kind(sections: Iterable[Section], kind: str) -> list[Section]:
    return [section for section in sections if section.kind == kind]


def _counted(section: Section, rules: Rules) -> list[Answer]:
    """The answers of a standard section that take part in its score."""
    return [answer for answer in section.answers if rules.na_counts_as_pass or not answer.is_na]


def _value(answer: Answer) -> int:
    return FULL if answer.value is None else answer.value


def _applied_weights(sections: Iterable[Section], rules: Rules) -> Exact:
    """Exact share of each counted criterion in the base, in basis points; empty when nothing was seen."""
    standard = _of_kind(sections, STANDARD)
    if all(answer.is_na for section in standard for answer in section.answers):
        return {}
    defined = [(section, _counted(section, rules)) for section in standard]
    defined = [(section, counted) for section, counted in defined if counted]
    whole = sum(section.weight for section, _ in defined)
    shares = {}
    for section, counted in defined:
        inner = sum(answer.weight for answer in counted)
        for answer in counted:
            shares[answer.key] = Fraction(FULL * section.weight * answer.weight, whole * inner)
    return shares


def _bonus_weights(sections: Iterable[Section]) -> Whole:
    return {a.key: min(a.weight, s.cap) for s in _of_kind(sections, BONUS) for a in s.answers if not a.is_na}


def _contributions(
    sections: Iterable[Section], weights: Exact, rules: Rules, *, bonus_counts: bool, criticals_count: bool
) -> Exact:
    """Exact basis points that every criterion gives."""
    parts = {answer.key: Fraction(0) for section in sections for answer in section.answers}
    for section in _of_kind(sections, STANDARD):
        if criticals_count and section.is_failed:
            continue
        for answer in _counted(section, rules):
            if answer.key in weights:
                parts[answer.key] = weights[answer.key] * _value(answer) / FULL
    room = FULL - sum(parts.values())
    bonus = _bonus(sections, criticals_count) if bonus_counts else {}
    total = sum(bonus.values())
    held = min(Fraction(1), room / total) if total else 1
    return parts | {key: amount * held for key, amount in bonus.items()}


def _bonus(sections: Iterable[Section], criticals_count: bool) -> Exact:
    """What the bonus criteria add, each section held at its cap (all its criteria give way in proportion)."""
    parts: dict[Hashable, Fraction] = {}
    for section in _of_kind(sections, BONUS):
        if criticals_count and section.is_failed:
            continue
        given = {a.key: Fraction(a.weight * a.value, FULL) for a in section.answers if a.value is not None}
        total = sum(given.values())
        held = min(Fraction(1), section.cap / total) if total else 1
        parts |= {key: amount * held for key, amount in given.items()}
    return parts


def _decisive_fails(sections: Iterable[Section]) -> tuple[Hashable, ...]:
    """Keys of the criteria whose fail makes the whole evaluation a FAIL."""
    return tuple(
        answer.key
        for section in sections
        for answer in section.answers
        if answer.is_failed and (section.kind == GATE or answer.critical == CRITICAL_ALL)
    )


def _is_thin(sections: Iterable[Section]) -> bool:
    standard = [section for section in _of_kind(sections, STANDARD) if section.answers]
    whole = sum(section.weight for section in standard)
    missing = Fraction(0)
    for section in standard:
        inner = sum(answer.weight for answer in section.answers)
        unseen = sum(answer.weight for answer in section.answers if answer.is_na)
        missing += Fraction(section.weight * unseen, inner)
    return missing * 2 > whole


def _section_scores(sections: Iterable[Section], rules: Rules, applied: Whole) -> dict[Hashable, SectionScore]:
    """Every section by itself: what a bonus section added, None for gates and where nothing arose."""
    scores = {}
    for section in sections:
        weight = sum(applied.get(answer.key, 0) for answer in section.answers if section.kind == STANDARD)
        scores[section.key] = SectionScore(_section_score(section, rules), weight, _section_failed(section))
    return scores


def _section_failed(section: Section) -> bool:
    return any(a.is_failed for a in section.answers) if section.kind == GATE else section.is_failed


def _section_score(section: Section, rules: Rules) -> int | None:
    if section.kind == GATE:
        return None
    if section.kind == BONUS:
        amount = sum(_bonus([section], True).values(), Fraction(0))
        return half_up_div(amount.numerator, amount.denominator)
    counted = _counted(section, rules)
    if not counted:
        return None
    if section.is_failed:
        return 0
    return half_up_div(sum(a.weight * _value(a) for a in counted), sum(a.weight for a in counted))


def _unscored(sections: Iterable[Section], failed: tuple[Hashable, ...]) -> Result:
    nothing = {answer.key: Part(0, 0, 0) for section in sections for answer in section.answers}
    return Result(
        score=None,
        raw_score=None,
        outcome=FAIL if failed else None,
        is_thin=True,
        sections={section.key: SectionScore(None, 0, _section_failed(section)) for section in sections},
        parts=nothing,
        failed_keys=failed,
    )
