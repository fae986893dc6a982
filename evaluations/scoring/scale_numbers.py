"""A number on a scale of numbers or percent: how it is read, what it comes to in basis points, how it is said.

Exact: the number stays as text in one way of writing ("92.5"), the points are one fraction rounded once, half up.
"""

import re
from fractions import Fraction
from typing import Protocol

from django.utils.translation import gettext as _

from evaluations.scoring.engine import FULL
from kit.display import digits
from kit.reader import current_reader
from kit.text.folding import tidy, western_digits
from kit.values.rounding import half_up_div


class Numeric(Protocol):
    """A scale of numbers or percent, its ends in thousandths."""

    @property
    def kind(self) -> str: ...
    @property
    def lowest(self) -> int | None: ...
    @property
    def highest(self) -> int | None: ...


THOUSAND = 1000  # the ends of a scale are kept in thousandths
LONGEST = 24
_SIGNS = str.maketrans({"٫": ".", "٬": "'", "’": "'", "−": "-", "٪": "%", "％": "%", "﹪": "%", "+": None})
_PLAIN = re.compile(r"-?\d{1,9}(\.\d{1,9})?")
_GROUPED = re.compile(r"-?\d{1,3}(?:'\d{3})+(\.\d{1,9})?")


class NoNumber(ValueError):
    """The text is not a number, or not surely one."""


def read_number(text: object, *, most: int = 1000) -> str:
    """`text` as a number in one way of writing: «۷۰٫۵٪», "70,5" -> "70.5". Raises NoNumber.

    `most`: the largest that can be meant. Only a larger one than 999 can have a comma between its thousands.
    """
    plain = western_digits(tidy(text)).translate(_SIGNS).replace(" ", "")
    plain = plain.removeprefix("%").removesuffix("%")
    if len(plain) > LONGEST:
        raise NoNumber
    if "," in plain:
        plain = _without_comma(plain, most)
    if _GROUPED.fullmatch(plain):
        plain = plain.replace("'", "")
    if not _PLAIN.fullmatch(plain) or not plain.isascii():
        raise NoNumber
    return one_way(Fraction(plain))


def _without_comma(plain: str, most: int) -> str:
    if "." in plain:
        between, before = (",", ".") if plain.rindex(".") > plain.rindex(",") else (".", ",")
        return plain.replace(between, "'").replace(before, ".")
    if plain.count(",") > 1:
        return plain.replace(",", "'")
    if abs(most) > 999 and re.fullmatch(r"-?[1-9]\d{0,2},\d{3}", plain):
        raise NoNumber
    return plain.replace(",", ".")


def one_way(number: Fraction) -> str:
    """A fraction of at most nine decimals as text: no zeros that say nothing, a point, western digits."""
    sign, units = "-" if number < 0 else "", abs(int(number * 10**9))
    whole, rest = divmod(units, 10**9)
    return f"{sign}{whole}" + (f".{rest:09}".rstrip("0") if rest else "")


def points(given: str, scale: Numeric) -> int:
    """What a number comes to between the ends of the scale, in basis points. Raises NoNumber outside of them."""
    try:
        number = Fraction(given) * THOUSAND
    except (ValueError, ZeroDivisionError) as problem:
        raise NoNumber from problem
    lowest, highest = _ends(scale)
    if not lowest <= number <= highest:
        raise NoNumber
    share = (number - lowest) * FULL / (highest - lowest)
    return half_up_div(share.numerator, share.denominator)


def _ends(scale: Numeric) -> tuple[int, int]:
    assert scale.lowest is not None and scale.highest is not None, "a scale of outcomes has no ends"
    return scale.lowest, scale.highest


def end(thousandths: int) -> str:
    """An end of a scale as text: 4500 -> "4.5"."""
    return one_way(Fraction(thousandths, THOUSAND))


def said(given: str, scale: Numeric) -> str:
    """«۴٫۶ (از ۱ تا ۵)», "92.5%": as the reader reads it."""
    if scale.kind == "percent":
        return in_digits(given) + ("٪" if current_reader().digits == "fa" else "%")
    low, high = _ends(scale)
    words = {"number": in_digits(given), "low": in_digits(end(low)), "high": in_digits(end(high))}
    return _("%(number)s (of %(low)s to %(high)s)") % words


def span(scale: Numeric) -> str:
    """«۱ تا ۵», "0% to 100%"."""
    words = _("Percent, %(low)s to %(high)s") if scale.kind == "percent" else _("Numbers, %(low)s to %(high)s")
    low, high = _ends(scale)
    return words % {"low": in_digits(end(low)), "high": in_digits(end(high))}


def in_digits(number: str) -> str:
    return digits(number.replace(".", "٫") if current_reader().digits == "fa" else number)
