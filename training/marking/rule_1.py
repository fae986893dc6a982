"""Rule 1 of marking, whole: it marked every attempt up to November 2026, and shows and proves those for good.

Nothing here changes, and it reads nothing that does (docs/adr/0016). Pure.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from kit.values.rounding import half_up_div
from training.marking.folding_1 import fold_1

FULL = 10000
WHOLE = 10_000_000
LONGEST = 80
_DIGITS = {**{chr(0x06F0 + n): str(n) for n in range(10)}, **{chr(0x0660 + n): str(n) for n in range(10)}}
_WESTERN = str.maketrans(_DIGITS)
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,12})?([eE][+-]?[0-9]{1,2})?")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_SIGNS = str.maketrans({"−": "-", "–": "-", "٫": ".", "٬": ",", "/": ".", " ": None, "\u200c": None, "\u00a0": None})
_RANGE = re.compile(r"(.+?)\s*(?:\.\.|تا|\bto\b)\s*(.+)")


class _NotANumber(ValueError):
    pass


def points_1(content: Mapping[str, Any], given: Sequence[Any] | None) -> int:
    if not given:
        return 0
    if content["kind"] == "matching":
        return _points_for_pairs(content["options"], given)
    earned = Fraction(min(max(_earned(content, given), 0), 1))  # type: ignore[arg-type]  # between 0 and 1
    return half_up_div(earned.numerator * FULL, earned.denominator)


def _earned(content: Mapping[str, Any], given: Sequence[Any]) -> Fraction:
    worth = dict(zip((option["key"] for option in content["options"]), _shares(content), strict=True))
    if content["kind"] != "multiple" and len(given) != 1:
        return Fraction(0)
    return sum((worth[option["key"]] for option in chosen_1(content, given)), Fraction(0))


def _shares(content: Mapping[str, Any]) -> list[Fraction]:
    right = sum(option["correct"] for option in content["options"])
    wrong = len(content["options"]) - right
    return [_share(content["kind"], option, right, wrong) for option in content["options"]]


def _share(kind: str, option: Mapping[str, Any], right: int, wrong: int) -> Fraction:
    if option.get("share") is not None:
        return Fraction(option["share"], WHOLE)
    if kind != "multiple":
        return Fraction(int(option["correct"]))
    return Fraction(1, right) if option["correct"] else Fraction(-1, wrong)


def chosen_1(content: Mapping[str, Any], given: Sequence[Any] | None) -> list[Any]:
    options, kind = content["options"], content["kind"]
    if not given:
        return []
    if kind in ("single", "multiple", "true_false"):
        return [option for option in options if option["key"] in given]
    agrees = {"short": _reads_as, "numeric": _lies_in}.get(kind)
    return [option for option in options if agrees and agrees(option, given[0])][:1]


def _reads_as(option: Mapping[str, Any], text: str) -> bool:
    return any(_fits(option[language], text) for language in ("fa", "en") if option[language])


def _fits(pattern: str, text: str) -> bool:
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


def _exact(text: str) -> Fraction:
    plain = str(text).translate(_WESTERN).strip()
    if len(plain) > LONGEST:
        raise _NotANumber(text)
    plain = plain.translate(_SIGNS)
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    plain = plain.replace(",", ".") if plain.count(",") == 1 else plain
    if not _NUMBER.fullmatch(plain):
        raise _NotANumber(text)
    return Fraction(plain)


def _interval(number: str, tolerance: str) -> tuple[Fraction, Fraction]:
    number = str(number).strip()
    if len(number) > LONGEST:
        raise _NotANumber(number)
    parts = _RANGE.fullmatch(number.translate(_WESTERN))
    if parts:
        low, high = _exact(parts[1]), _exact(parts[2])
        if low > high:
            raise _NotANumber(number)
        return low, high
    middle, half = _exact(number), _exact(tolerance) if str(tolerance).strip() else Fraction(0)
    if half < 0:
        raise _NotANumber(tolerance)
    return middle - half, middle + half


def _lies_in(option: Mapping[str, Any], text: str) -> bool:
    if option["number"] == "*":
        return True
    try:
        low, high = _interval(option["number"], option["tolerance"])
        return low <= _exact(text) <= high
    except _NotANumber:
        return False


def _points_for_pairs(options: Sequence[Mapping[str, Any]], given: Sequence[Any]) -> int:
    first: dict[tuple[str, str], str] = {}
    same = {each["key"]: first.setdefault((each["match_fa"], each["match_en"]), each["key"]) for each in options}
    left = [option["key"] for option in options if option["fa"] or option["en"]]
    pairs = {pair[0]: pair[1] for pair in given}
    right = sum(same.get(pairs.get(key)) == same[key] for key in left)
    return half_up_div(right * FULL, len(left))


def figures_1(
    marked: Iterable[Any], pass_mark: int, critical_mark: int
) -> tuple[int, bool, tuple[str, ...], tuple[str, ...]]:
    """(score, whether passed, codes with anything lost, critical codes below their mark), from points rounded one by
    one."""
    marked = list(marked)
    failed = tuple(code for code, own in _by_critical_code(marked).items() if not _reaches(own, critical_mark))
    missed = tuple(dict.fromkeys(code for each in marked if each.points < FULL for code, _critical in each.standards))
    score = half_up_div(sum(each.weight * each.points for each in marked), sum(each.weight for each in marked))
    return score, _reaches(marked, pass_mark) and not failed, missed, failed


def _reaches(marked: Sequence[Any], bar: int) -> bool:
    return sum(each.weight * each.points for each in marked) >= bar * sum(each.weight for each in marked)


def _by_critical_code(marked: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for each in marked:
        for code, is_critical in each.standards:
            if is_critical:
                found.setdefault(code, []).append(each)
    return found
