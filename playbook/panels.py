"""What apps above show on a standard's page: panels and knots of its chain.

    def my_lessons(standard, user):          # in training/panels.py, imported by AppConfig.ready
        return Panel("training/_lessons_of_standard.html", {"lessons": ...}, place=SIDE, order=20)

    register_panel(my_lessons)
    register_knots(lambda standard, user: [Knot(30, 2, _("lessons"), url)])

    register_after_signing(my_reward)                    # (staff, at) -> Panel or None: what the last signature changed

A function may answer None or an empty list. `standard` is a FrozenStandard; whatever is asked of the database must take
a constant number of queries and show only what `user` may see.
"""

from dataclasses import dataclass, field

MAIN, SIDE = "main", "side"
STANDARD_KNOT = 20

_panels, _knots, _after_signing = [], [], []


@dataclass(frozen=True)
class Panel:
    """A template and its context. `place`: MAIN under the examples, SIDE beside them; smaller `order` stands first."""

    template: str
    context: dict = field(default_factory=dict)
    place: str = SIDE
    order: int = 50


@dataclass(frozen=True)
class Knot:
    """One hop of the chain, by `order`: customers' words 10, the standard itself 20, lessons 30, questions 40, criteria
    50, evaluations 60, rewards 70. `is_gap` where the link is missing; `value` a number or a word."""

    order: int
    value: int | str
    label: str
    url: str = ""
    is_gap: bool = False


def register_panel(function):
    if function not in _panels:
        _panels.append(function)
    return function


def register_knots(function):
    if function not in _knots:
        _knots.append(function)
    return function


def register_after_signing(function):
    if function not in _after_signing:
        _after_signing.append(function)
    return function


def after_signing(staff, at):
    """What the apps above say to somebody who has signed everything."""
    return [panel for function in _after_signing if (panel := function(staff, at))]


def panels_of(standard, user):
    """{MAIN: panels, SIDE: panels}, each in order; every function is asked once."""
    found = [panel for function in _panels if (panel := function(standard, user))]
    found.sort(key=lambda panel: panel.order)
    return {place: [panel for panel in found if panel.place == place] for place in (MAIN, SIDE)}


def knots_of(standard, user):
    """All knots in order; the standard's own is the page's to add."""
    return sorted((knot for function in _knots for knot in function(standard, user) or ()), key=lambda knot: knot.order)
