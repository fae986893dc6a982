"""Money: integers of a currency's smallest unit, and what is done to them."""

import re

from kit.text.folding import western_digits

# ISO 4217 minor digits of the currencies that do not have two.
_MINOR_DIGITS = {"IRR": 0, "IQD": 0, "JPY": 0, "KRW": 0, "AFN": 0, "BHD": 3, "KWD": 3, "OMR": 3}
RIALS_IN_TOMAN = 10
MOST = 10**18  # minor units; a column of the database holds nine times as many


def minor_digits(currency: str) -> int:
    """How many decimals an amount in `currency` has."""
    return _MINOR_DIGITS.get(currency, 2)


def shown_in_toman(currency: str, shows_toman: bool) -> bool:
    return currency == "IRR" and shows_toman


def floor_to_step(amount: int, step: int) -> int:
    """`amount` rounded down to a multiple of `step`, both in minor units."""
    return amount // step * step


def amount_text(amount: int, currency: str = "IRR", *, shows_toman: bool = True) -> str:
    """The bare number, western digits and grouping: 12941000 rials -> '1,294,100' toman. No unit."""
    if shown_in_toman(currency, shows_toman):
        whole, rest = divmod(abs(amount), RIALS_IN_TOMAN)
        text = f"{whole:,}.{rest}" if rest else f"{whole:,}"
    else:
        digits = minor_digits(currency)
        whole, rest = divmod(abs(amount), 10**digits)
        text = f"{whole:,}.{rest:0{digits}}" if digits else f"{whole:,}"
    return f"-{text}" if amount < 0 else text


def parse_amount(text: str, currency: str = "IRR", *, shows_toman: bool = True) -> int:
    """Minor units of what somebody typed («۱۲٬۵۰۰», '1,250.50'). Raises ValueError for anything that is no amount."""
    plain = re.sub(r"[,٬\s_]", "", western_digits(text)).replace("٫", ".")
    digits = 1 if shown_in_toman(currency, shows_toman) else minor_digits(currency)
    found = re.fullmatch(r"(-?)(\d{1,16})(?:\.(\d*))?", plain)
    if not found or len(found[3] or "") > digits:
        raise ValueError(f"not an amount of {currency}: {text!r}")
    minor = int(found[2] + (found[3] or "").ljust(digits, "0"))
    if minor >= MOST:
        raise ValueError(f"no column holds {text!r}")
    return -minor if found[1] else minor
