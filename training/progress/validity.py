"""Until when a pass holds. Pure."""

from kit.dates.calendar import GREGORIAN, add_months
from training.models.status import is_expiring


def valid_until(*, completed_on, months, previous, warn_days):
    """The last day a completion holds (None: for good).

    A renewal inside the warn window of `previous` (the last day of the pass before) counts from that day, so that
    renewing early costs nothing.
    """
    if not months:
        return None
    start = previous if is_expiring(previous, warn_days, completed_on) else completed_on
    return add_months(start, months, GREGORIAN)
