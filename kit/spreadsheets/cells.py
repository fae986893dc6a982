"""Values of a cell that are more than a bare number."""

from dataclasses import dataclass
from decimal import Decimal

from kit.values.money import RIALS_IN_TOMAN, minor_digits, shown_in_toman


@dataclass(frozen=True)
class Percent:
    """Basis points, written as a percentage."""

    basis_points: int

    @property
    def fraction(self):
        return Decimal(self.basis_points) / 10000

    @property
    def hundredths(self):
        return Decimal(self.basis_points) / 100


@dataclass(frozen=True)
class Money:
    """Minor units, written as a number of the unit that the head of the column names."""

    amount: int
    currency: str = "IRR"
    shows_toman: bool = True

    @property
    def in_unit(self):
        toman = shown_in_toman(self.currency, self.shows_toman)
        return Decimal(self.amount) / (RIALS_IN_TOMAN if toman else 10 ** minor_digits(self.currency))
