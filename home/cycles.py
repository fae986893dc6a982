"""Which cycle a page speaks of when nobody named one."""

from evaluations.models import Cycle


def present_cycle(user, on):
    """Of the cycles that the reader sees: the open one around the day, else the newest open, else the newest."""
    cycles = list(Cycle.objects.visible_to(user)[:50])
    around = [cycle for cycle in cycles if cycle.is_open and cycle.starts_on <= on < cycle.ends_on]
    still_open = [cycle for cycle in cycles if cycle.is_open]
    return next(iter(around or still_open or cycles), None)


def chosen_cycle(user, key, on):
    """The cycle of an address, if the reader sees it; else the present one."""
    found = Cycle.objects.visible_to(user).filter(key=key).first() if key else None
    return found or present_cycle(user, on)
