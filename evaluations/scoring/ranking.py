"""Who stands above whom, said only where it is certain. Pure.

Two people whose intervals overlap may be the other way round in truth, and so may everybody who is linked to them by
people in between: such people form one group. Groups are apart; within a group there is no order.
"""

from collections.abc import Iterable
from typing import TypeVar

Thing = TypeVar("Thing")


def groups_apart(bounds: Iterable[tuple[Thing, int, int]]) -> list[list[Thing]]:
    """[(thing, low, high)] -> [[thing, ...], ...], the highest group first, within a group as they were given."""
    groups: list[list[tuple[int, Thing]]] = []
    floor: int | None = None
    for _place, thing, low, high in sorted(_placed(bounds), key=lambda row: (-row[3], -row[2], row[0])):
        if floor is None or high < floor:
            groups.append([])
            floor = low
        groups[-1].append((_place, thing))
        floor = min(floor, low)
    return [[thing for _place, thing in sorted(group, key=lambda row: row[0])] for group in groups]


def _placed(bounds: Iterable[tuple[Thing, int, int]]) -> list[tuple[int, Thing, int, int]]:
    return [(place, thing, low, high) for place, (thing, low, high) in enumerate(bounds)]
