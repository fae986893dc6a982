"""Once a day, by the worker (`kit.upkeep`)."""

from evaluations.actions import finalise_due
from kit.calendar import local_day


def finalise_what_is_due(*, at):
    """What was released and not answered within seven working days becomes final."""
    finalise_due(on=local_day(at), at=at)
