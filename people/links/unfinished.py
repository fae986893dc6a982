"""What somebody has not finished, said where they leave: the apps above register what they know."""

from collections.abc import Callable
from dataclasses import dataclass

_KNOWN: list[Callable] = []


@dataclass(frozen=True)
class Unfinished:
    """One sentence in the reader's language, and where to hand it on."""

    sentence: str
    url: str
    action: str


def register_unfinished(ask):
    """`ask(staff, user)`: the Unfinished things of a person that this user may hand on."""
    _KNOWN.append(ask)
    return ask


def unfinished_work(staff, user):
    return [thing for ask in _KNOWN for thing in ask(staff, user)]
