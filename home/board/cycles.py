"""Which cycle a page speaks of when nobody named one."""

from evaluations.models import Cycle
from kit.http.once import once


@once
def cycles_of(user):
    """The cycles that the reader sees, newest first."""
    return list(Cycle.objects.visible_to(user))


def present_cycle(user, on):
    """Of the cycles that the reader sees: the open one around the day, else the newest open, else the newest."""
    cycles = cycles_of(user)
    around = [cycle for cycle in cycles if cycle.is_open and cycle.starts_on <= on < cycle.ends_on]
    still_open = [cycle for cycle in cycles if cycle.is_open]
    return next(iter(around or still_open or cycles), None)


def chosen_cycle(user, key, on):
    """The cycle of an address, if the reader sees it; else the present one."""
    found = [cycle for cycle in cycles_of(user) if cycle.key == key]
    return found[0] if found else present_cycle(user, on)
