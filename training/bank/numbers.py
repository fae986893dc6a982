"""Numbers as people and files write them: exact fractions, percents in 1/100,000 of a percent. Pure, no floats."""

import re
from fractions import Fraction

from kit.folding import western_digits
from kit.rounding import half_up_div

WHOLE = 10_000_000  # 100 %: a share is kept in hundred-thousandths of a percent, as Moodle writes it
DECIMALS = 5
ANYTHING = "*"
LONGEST = 80  # signs of a number or a range, as people write them
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,12})?([eE][+-]?[0-9]{1,2})?")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_SIGNS = str.maketrans({"−": "-", "–": "-", "٫": ".", "٬": ",", "/": ".", " ": None, "\u200c": None, "\u00a0": None})
_RANGE = re.compile(r"(.+?)\s*(?:\.\.|تا|\bto\b)\s*(.+)")


class NotANumber(ValueError):
    """Nobody can read this as a number."""


def exact(text):
    """A Fraction. Understands Persian digits, the decimal comma ٫ and slash, and parts of a thousand."""
    plain = western_digits(str(text)).strip()
    if len(plain) > LONGEST:
        raise NotANumber(text)
    plain = plain.translate(_SIGNS)
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    plain = plain.replace(",", ".") if plain.count(",") == 1 else plain
    if not _NUMBER.fullmatch(plain):
        raise NotANumber(text)
    return Fraction(plain)


def interval(number, tolerance=""):
    """(low, high), both included, of "12.5" with its tolerance, or of a range "10..20"; None for anything at all."""
    number = str(number).strip()
    if len(number) > LONGEST:
        raise NotANumber(number)
    if number == ANYTHING:
        return None
    parts = _RANGE.fullmatch(western_digits(number))
    if parts:
        low, high = exact(parts[1]), exact(parts[2])
        if low > high:
            raise NotANumber(number)
        return low, high
    middle, half = exact(number), exact(tolerance) if str(tolerance).strip() else Fraction(0)
    if half < 0:
        raise NotANumber(tolerance)
    return middle - half, middle + half


def decimal_text(fraction):
    """A finite decimal fraction written out; of others the first twelve digits."""
    fraction = Fraction(fraction)
    sign, size = ("-" if fraction < 0 else ""), abs(fraction)
    digits = f"{half_up_div(size.numerator * 10**12, size.denominator):013d}"
    whole, rest = digits[:-12], digits[-12:].rstrip("0")
    return f"{sign}{whole}{'.' + rest if rest else ''}"


def share_of(text):
    """A percent ("33.33333", "-50", "۲۵٪") as a share of WHOLE, between -100 % and 100 %."""
    share = exact(str(text).strip().rstrip("%٪")) * WHOLE / 100
    if abs(share) > WHOLE:
        raise NotANumber(text)
    return half_up_div(share.numerator, share.denominator)


def percent_text(share):
    """A share of WHOLE as a percent, without trailing zeros."""
    return decimal_text(Fraction(share * 100, WHOLE))
