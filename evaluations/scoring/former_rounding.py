"""How a score was rounded before today's rule: `engine.RULES` names these by number. Nothing here changes any more.

Results that were stored by one of them are explained and verified by it. Each takes exact Fractions in basis points
({key: amount}: what the criteria weigh, what they gave, what they gave before gates and criticals) and the whole
weights of bonus criteria, and gives the three in whole basis points.
"""

from collections.abc import Hashable, Mapping
from fractions import Fraction
from typing import Any

from kit.values.rounding import half_up_div

Exact = Mapping[Hashable, Fraction]
Whole = dict[Hashable, int]


def by_remainder(weights: Exact, kept: Exact, raw: Exact, bonus: Whole) -> tuple[Whole, Whole, Whole]:
    """Rule 1: each rounded down, missing units to the largest remainders, ties to the smaller key. A criterion could be
    shown to give one more than it weighs."""
    return _apportion(weights) | bonus, _apportion(kept), _apportion(raw)


def within_weights(weights: Exact, kept: Exact, raw: Exact, bonus: Whole) -> tuple[Whole, Whole, Whole]:
    """Rule 2: the weights first; what has reached its weight comes last. Where several remainders tied, a criterion
    could still give one more than it weighs."""
    room = _apportion(weights) | bonus
    return room, _apportion(kept, room), _apportion(raw, room)


def _apportion(amounts: Exact, room: Whole | None = None) -> Whole:
    total = sum(amounts.values())
    whole = {key: amount.numerator // amount.denominator for key, amount in amounts.items()}
    missing = half_up_div(total.numerator, total.denominator) - sum(whole.values())

    def order(key: Hashable) -> tuple[bool, bool, Fraction, Any]:
        remainder = amounts[key] - whole[key]
        is_last = room is not None and whole[key] >= room.get(key, 10000)
        return (remainder == 0 and room is not None), is_last, -remainder, key

    for key in sorted(amounts, key=order)[:missing]:
        whole[key] += 1
    return whole
