"""Numbers as people and files write them: exact fractions, percents in 1/100,000 of a percent. Pure, no floats."""

import re
from fractions import Fraction

from kit.text.folding import western_digits
from kit.values.rounding import half_up_div

WHOLE = 10_000_000  # 100 %: a share is kept in hundred-thousandths of a percent, as Moodle writes it
ANYTHING = "*"
LONGEST = 80  # signs of a number or a range, as people write them
PLAIN_DIGITS = 15  # more are written with an exponent
_NUMBER = re.compile(r"[+-]?([0-9]{1,40}(\.[0-9]{0,40})?|\.[0-9]{1,40})([eE][+-]?[0-9]{1,2})?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}((?P<mark>[,. '])[0-9]{3})((?P=mark)[0-9]{3})*(?P<rest>[^0-9].*)?", re.S)
_UNSEEN = dict.fromkeys("\u200c\u200e\u200f")
_SIGNS = str.maketrans({"−": "-", "–": "-", "٫": "/", "،": ",", "’": "'", "٬": "'", **_UNSEEN})
_BLANKS = re.compile(r"[\s\u00a0\u2009\u202f]+")
_POWER = re.compile(r" ?[×x*·⋅] ?10 ?\^? ?\(?([+-]?[0-9]{1,2})\)?$", re.I)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_RANGE = re.compile(r"(.+?)\s*(?:\.\.|تا|\bto\b)\s*(.+)")


class NotANumber(ValueError):
    """Nobody can read this as a number."""


def exact(text: str) -> Fraction:
    """A Fraction. Understands Persian digits, ٫ and / and one comma as decimal signs, 9.5e-11 and 9.5×10^-11.

    A sign of thousands is one only where it cannot be a decimal one: 1,234,567 and 1,234.5 and 1٬234, but 2,125 is
    2.125. See `is_grouped`, `has_decimal_comma`.
    """
    plain = _plain(text)
    if not _NUMBER.fullmatch(plain):
        raise NotANumber(text)
    return Fraction(plain if plain[-1] != "." else plain[:-1])


def is_grouped(text: str) -> bool:
    """Was a sign of it read as one of thousands?"""
    return _grouping(_bare(text)) is not None


def has_decimal_comma(text: str) -> bool:
    """Might 2,125 have meant two thousand?"""
    bare = _bare(text)
    return re.fullmatch(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}", bare) is not None


def _bare(text: str) -> str:
    plain = western_digits(str(text)).translate(_RAISED).translate(_SIGNS).strip()
    if len(plain) > LONGEST:
        raise NotANumber(text)
    plain = re.sub(r"^([+-]) ", r"\1", _BLANKS.sub(" ", plain))
    return _POWER.sub(r"e\1", plain)


def _plain(text: str) -> str:
    """In western digits with a decimal point."""
    bare = _bare(text)
    mark = _grouping(bare)
    if mark:
        bare = bare.replace(mark, "")
    elif re.fullmatch(r"[^']*[0-9]'[0-9]+", bare):  # ٬ where no thousands can be: 3٬5
        bare = bare.replace("'", ".")
    if sum(bare.count(sign) for sign in ",/.") > 1:
        raise NotANumber(text)
    return bare.replace(",", ".").replace("/", ".")


def _grouping(bare: str) -> str | None:
    """The sign that parts thousands, or None."""
    found = _GROUPED.fullmatch(bare)
    if not found:
        return None
    mark, rest = found["mark"], found["rest"] or ""
    if mark in rest:
        return None
    decides = bare.count(mark) > 1 or mark in " '" or (rest and rest[0] in ",./")
    return mark if decides else None


def interval(number: str, tolerance: str = "") -> tuple[Fraction, Fraction] | None:
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


def exact_text(fraction: Fraction | int) -> str:
    """A finite decimal fraction, every digit of it; with an exponent where it is very small or large: 9.5e-11.

    Raises NotANumber for what cannot be written so: a third.
    """
    fraction = Fraction(fraction)
    digits, places = _scaled(fraction)
    if not digits:
        return "0"
    while digits % 10 == 0:
        digits, places = digits // 10, places - 1
    text, sign = str(digits), "-" if fraction < 0 else ""
    if places <= 0 and len(text) - places <= PLAIN_DIGITS:
        return f"{sign}{text}{'0' * -places}"
    if 0 < places <= PLAIN_DIGITS - 3:
        text = text.rjust(places + 1, "0")
        return f"{sign}{text[:-places]}.{text[-places:]}"
    rest = f".{text[1:]}" if len(text) > 1 else ""
    return f"{sign}{text[0]}{rest}e{len(text) - 1 - places}"


def _scaled(fraction: Fraction) -> tuple[int, int]:
    """(digits, places): the size is digits / 10**places."""
    left, twos, fives = fraction.denominator, 0, 0
    while left % 2 == 0:
        left, twos = left // 2, twos + 1
    while left % 5 == 0:
        left, fives = left // 5, fives + 1
    if left != 1:
        raise NotANumber(fraction)
    places = max(twos, fives)
    return abs(fraction.numerator) * 10**places // fraction.denominator, places


def share_of(text: str) -> int:
    """A percent ("33.33333", "-50", "۲۵٪") as a share of WHOLE, between -100 % and 100 %."""
    share = exact(str(text).strip().rstrip("%٪")) * WHOLE / 100
    if abs(share) > WHOLE:
        raise NotANumber(text)
    return half_up_div(share.numerator, share.denominator)


def percent_text(share: int) -> str:
    """A share of WHOLE as a percent, without trailing zeros."""
    return exact_text(Fraction(share * 100, WHOLE))
