"""What apps above say beside an evaluation that is disputed: news climbs, so they register what they have to say."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Beside:
    """A sentence with the way on. `icon`: one of the sprite's."""

    text: str
    url: str = ""
    link: str = ""
    icon: str = "info-circle"


_SAYERS = []


def register_beside(sayer):
    """A decorator: `sayer(evaluation, user)` yields Besides for what this reader may know."""
    _SAYERS.append(sayer)
    return sayer


def said_beside(evaluation, user):
    return [beside for sayer in _SAYERS for beside in sayer(evaluation, user)]
