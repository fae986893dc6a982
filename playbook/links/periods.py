"""From which day an edition may take effect: never before the last one's, never into days that were judged already.

The apps above say by `StandardLinks(period_guards=...)` which days are taken: (day) -> the latest day from `day` on.
Records of a day were made by the edition that held then; an edition that began earlier would deny them their ground.
"""

from datetime import timedelta

from playbook.errors import EditionTooEarly, PeriodTaken
from playbook.links.standard_links import all_links


def first_free_day(day):
    """`day` itself, or the first day after the last that is taken."""
    taken = [found for links in all_links() for guard in links.period_guards if (found := guard(day))]
    return max(taken) + timedelta(days=1) if taken else day


def refuse_taken_period(day, previous):
    """Raises EditionTooEarly before `previous` (an edition), PeriodTaken where later days were judged already."""
    if previous and day < previous.effective_on:
        raise EditionTooEarly
    free = first_free_day(day)
    if free != day:
        raise PeriodTaken(free)
