"""What apps above show on a standard's page. (The knots of its chain: `playbook.chain.knots`.)

    def my_lessons(standard, user):          # in training/links/panels.py, imported by AppConfig.ready
        return Panel("training/_lessons_of_standard.html", {"lessons": ...}, place=SIDE, order=20)

    register_panel(my_lessons)

    register_after_signing(my_reward)                    # (staff, at) -> Panel or None: what the last signature changed

A function may answer None. `standard` is a FrozenStandard; whatever is asked of the database must take
a constant number of queries and show only what `user` may see.
"""

from dataclasses import dataclass, field

MAIN, SIDE = "main", "side"

_panels, _after_signing = [], []


@dataclass(frozen=True)
class Panel:
    """A template and its context. `place`: MAIN under the examples, SIDE beside them; smaller `order` stands first."""

    template: str
    context: dict = field(default_factory=dict)
    place: str = SIDE
    order: int = 50


def register_panel(function):
    if function not in _panels:
        _panels.append(function)
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
