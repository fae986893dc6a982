"""What apps above say beside an evaluation that is disputed: news climbs, so they register what they have to say."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Remark:
    """A sentence with the way on. `icon`: one of the sprite's."""

    text: str
    url: str = ""
    link: str = ""
    icon: str = "info-circle"


_SAYERS = []


def register_remark(sayer):
    """A decorator: `sayer(evaluation, user)` yields Remarks for what this reader may know."""
    _SAYERS.append(sayer)
    return sayer


def remarks_on(evaluation, user):
    return [remark for sayer in _SAYERS for remark in sayer(evaluation, user)]
