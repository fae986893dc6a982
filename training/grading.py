"""Marking a quiz: pure, integers only. Marks and scores are basis points; one rounding, half up, at the very end."""

from dataclasses import dataclass

from kit.rounding import half_up_div

FULL = 10000


class UnknownKind(ValueError):
    """No such kind of question."""


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
    """What an answer earns of FULL. `content` is a QuestionVersion's, `given` a list of option keys or None."""
    if content["kind"] != "single":
        raise UnknownKind(content["kind"])
    right = [option["key"] for option in content["options"] if option["correct"]]
    return FULL if given is not None and list(given) == right[:1] else 0


def mark(content, given):
    standards = tuple((each["code"], each["is_critical"]) for each in content["standards"])
    return Marked(points_for(content, given), content["weight"], standards)


def weighted_score(marked):
    """sum(weight * points) / sum(weight), half up once."""
    return half_up_div(sum(each.weight * each.points for each in marked), sum(each.weight for each in marked))


def result(marked, *, pass_mark, critical_mark):
    """The result of a whole attempt: passed at the overall mark and at every critical standard's mark.

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
