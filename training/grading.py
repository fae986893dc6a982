"""Marking a quiz: pure, exact. Marks and scores are basis points; one rounding, half up, at the very end.

All of it, with `training.earlier_folding` and what it reads of `training.bank`, is rule 1 of `RULES`: an attempt names
the rule that marked it and is shown and verified by that. Who changes what comes out adds the next number (docs/adr/0016).
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from types import SimpleNamespace

from kit.rounding import half_up_div
from training.bank.drafts import CHOSEN, KINDS, MATCHING, MULTIPLE, NUMERIC, SHORT, shares
from training.bank.numbers import ANYTHING, NotANumber, exact, interval
from training.earlier_folding import fold_1

FULL = 10000


class UnknownKind(ValueError):
    """No such kind of question."""


class UnknownRule(ValueError):
    """No rule of marking has this number."""


@dataclass(frozen=True)
class Marked:
    """One marked question: `points` of FULL, its weight, and the standards it asks about as (code, is_critical)."""

    points: int
    weight: int
    standards: tuple


@dataclass(frozen=True)
class Result:
    """`missed`: codes with anything lost, as asked; `failed_critical`: critical codes below their mark."""

    score: int
    is_passed: bool
    missed: tuple
    failed_critical: tuple


def points_for(content, given):
    """What an answer earns of FULL, never less than nothing. `content` is a QuestionVersion's; `given` is None or a
    list: of option keys, of [key of the left, key of the right] pairs, or of the one text that was written."""
    if content["kind"] not in KINDS:
        raise UnknownKind(content["kind"])
    if not given:
        return 0
    if content["kind"] == MATCHING:
        return _points_for_pairs(content["options"], given)
    earned = Fraction(min(max(_earned(content, given), 0), 1))
    return half_up_div(earned.numerator * FULL, earned.denominator)


def _earned(content, given):
    worth = dict(zip((option["key"] for option in content["options"]), _shares(content), strict=True))
    if content["kind"] != MULTIPLE and len(given) != 1:
        return Fraction(0)
    return sum((worth[option["key"]] for option in chosen_options(content, given)), Fraction(0))


def _shares(content):
    options = [SimpleNamespace(is_correct=each["correct"], share=each.get("share")) for each in content["options"]]
    return shares(content["kind"], options)


def chosen_options(content, given):
    """The options that were chosen, or the first one that what was written agrees with."""
    options, kind = content["options"], content["kind"]
    if not given:
        return []
    if kind in CHOSEN:
        return [option for option in options if option["key"] in given]
    agrees = {SHORT: _reads_as, NUMERIC: _lies_in}.get(kind)
    return [option for option in options if agrees and agrees(option, given[0])][:1]


def _reads_as(option, text):
    return any(fits(option[language], text) for language in ("fa", "en") if option[language])


def fits(pattern, text):
    """Do the two read alike, folded? `*` in the pattern stands for anything, `\\*` for a star."""
    parts = [fold_1(part.replace("\0", "*")) for part in pattern.replace("\\*", "\0").split("*")]
    rest = fold_1(text)
    if len(parts) == 1:
        return rest == parts[0]
    if not rest.startswith(parts[0]) or len(rest) < len(parts[0]) + len(parts[-1]) or not rest.endswith(parts[-1]):
        return False
    rest = rest[len(parts[0]) : len(rest) - len(parts[-1])]
    for part in parts[1:-1]:
        place = rest.find(part)
        if place < 0:
            return False
        rest = rest[place + len(part) :]
    return True


def _lies_in(option, text):
    if option["number"] == ANYTHING:
        return True
    try:
        low, high = interval(option["number"], option["tolerance"])
        return low <= exact(text) <= high
    except NotANumber:
        return False


def canonical_matches(options):
    """{option key: key that stands for its right half}: halves that read the same are one."""
    first = {}
    return {each["key"]: first.setdefault((each["match_fa"], each["match_en"]), each["key"]) for each in options}


def _points_for_pairs(options, given):
    same = canonical_matches(options)
    left = [option["key"] for option in options if option["fa"] or option["en"]]
    pairs = {pair[0]: pair[1] for pair in given}
    right = sum(same.get(pairs.get(key)) == same[key] for key in left)
    return half_up_div(right * FULL, len(left))


def mark(content, given, version=None):
    """By the rule `version` of `RULES`, or the newest."""
    standards = tuple((each["code"], each["is_critical"]) for each in content["standards"])
    return Marked(rule(version).points(content, given), content["weight"], standards)


def weighted_score(marked):
    """sum(weight * points) / sum(weight), half up once."""
    return half_up_div(sum(each.weight * each.points for each in marked), sum(each.weight for each in marked))


def result(marked, *, pass_mark, critical_mark, version=None):
    """The result of a whole attempt, by the rule `version` of `RULES`, or the newest."""
    return rule(version).result(marked, pass_mark, critical_mark)


def _result(marked, pass_mark, critical_mark):
    """Passed at the overall mark and at every critical standard's mark.

    Compared exactly, before rounding: 7999.5 does not reach 8000.
    """
    marked = list(marked)
    failed = tuple(code for code, own in _by_critical_code(marked).items() if not _reaches(own, critical_mark))
    missed = tuple(
        dict.fromkeys(code for each in marked if each.points < FULL for code, _is_critical in each.standards)
    )
    return Result(weighted_score(marked), _reaches(marked, pass_mark) and not failed, missed, failed)


def _reaches(marked, bar):
    earned = sum(each.weight * each.points for each in marked)
    return earned >= bar * sum(each.weight for each in marked)


def _by_critical_code(marked):
    found = {}
    for each in marked:
        for code, is_critical in each.standards:
            if is_critical:
                found.setdefault(code, []).append(each)
    return found


@dataclass(frozen=True)
class Rule:
    """`points` and `chosen` of (content, given); `result` of (marked, pass mark, critical mark)."""

    points: Callable
    chosen: Callable
    result: Callable


RULES = {1: Rule(points_for, chosen_options, _result)}


def newest_rule() -> int:
    return max(RULES)


def rule(version=None):
    """The rule of that number, or the newest. Raises UnknownRule."""
    version = newest_rule() if version is None else version
    if version not in RULES:
        raise UnknownRule(f"there is no rule {version} of marking")
    return RULES[version]
