"""From which day an edition may take effect: never before the last one's, never into days that were judged already.

The apps above say which days are taken:

    register_period_guard("evaluations", last_judged_day)    # (day) -> the latest day from `day` on, or None

Records of a day were made by the edition that held then; an edition that began earlier would deny them their ground.
"""

from datetime import timedelta

from playbook.errors import EditionTooEarly, PeriodTaken

_guards = {}


def register_period_guard(name, function):
    _guards[name] = function


def first_free_day(day):
    """`day` itself, or the first day after the last that is taken."""
    taken = [found for function in _guards.values() if (found := function(day))]
    return max(taken) + timedelta(days=1) if taken else day


def refuse_taken_period(day, previous):
    """Raises EditionTooEarly before `previous` (an edition), PeriodTaken where later days were judged already."""
    if previous and day < previous.effective_on:
        raise EditionTooEarly
    free = first_free_day(day)
    if free != day:
        raise PeriodTaken(free)
