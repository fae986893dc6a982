"""How a computation is written down: plain JSON, exactly. Pure; no floats, no Django."""

from collections.abc import Callable
from dataclasses import MISSING, fields
from fractions import Fraction
from typing import Any, Self


def fraction_text(value: Fraction) -> str:
    """A fraction as "numerator/denominator"."""
    return f"{value.numerator}/{value.denominator}"


def fraction(text: str) -> Fraction:
    """A fraction from its text."""
    return Fraction(text)


class Stored:
    """What a frozen dataclass of the formula needs to be written down and read again without losing anything.

    Fractions are written as text and tuples as lists, in the order of the fields. What is what it is by default is not
    written: so a part that came with a later rule changes nothing of what an earlier one stored.
    """

    def as_json(self) -> dict[str, Any]:
        values = ((one, getattr(self, one.name)) for one in fields(self))  # type: ignore[arg-type]  # a dataclass is whatever has this mixin
        return {one.name: _plain(value) for one, value in values if one.default is MISSING or value != one.default}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Raises TypeError where something stored is unknown or missing."""
        return cls(**{name: cls.read(name, value) for name, value in stored.items()})

    @classmethod
    def read(cls, name: str, value: Any) -> Any:
        """One value as it was before it was written."""
        return READERS[name](value) if name in READERS else value


READERS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("multiplier", "result", "share", "factor", "total", "left"), fraction),
    **dict.fromkeys(("work", "elsewhere", "codes"), tuple),
}


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return fraction_text(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.as_json() if isinstance(value, Stored) else value
