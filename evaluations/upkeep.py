"""Once a day, by the worker (`kit.upkeep`)."""

from evaluations.actions import finalise_due
from evaluations.importing.former import settle_imported_people
from kit.dates.calendar import local_day
from kit.upkeep import Chore


def finalise_what_is_due(*, at):
    """What was released and not answered within seven working days becomes final."""
    finalise_due(on=local_day(at), at=at)


def keep_imported_people_out(*, at):
    """Whom nothing but an import of past evaluations names is not at work."""
    settle_imported_people(at=at)


UPKEEP = (
    Chore("evaluations.upkeep.finalise_what_is_due", finalise_what_is_due, daily=True),
    Chore("evaluations.upkeep.keep_imported_people_out", keep_imported_people_out, daily=True),
)
