"""What apps show on a standard's page, by `StandardLinks(panels=...)`; its chain is in `playbook.chain.knots`.

    def my_lessons(standard, user):          # in training/links/panels.py
        return Panel("training/_lessons_of_standard.html", {"lessons": ...}, place=SIDE, order=20)

`StandardLinks(after_signing=...)` says in a Panel what the last signature changed.
"""

from dataclasses import dataclass, field

from playbook.links.standard_links import all_links

MAIN, SIDE = "main", "side"


@dataclass(frozen=True)
class Panel:
    """A template and its context. `place`: MAIN under the examples, SIDE beside them; smaller `order` stands first."""

    template: str
    context: dict = field(default_factory=dict)
    place: str = SIDE
    order: int = 50


def after_signing(staff, at):
    """What the apps above say to somebody who has signed everything."""
    return [panel for links in all_links() for function in links.after_signing if (panel := function(staff, at))]


def panels_of(standard, user):
    """{MAIN: panels, SIDE: panels}, each in order; every function is asked once."""
    found = [panel for links in all_links() for function in links.panels if (panel := function(standard, user))]
    found.sort(key=lambda panel: panel.order)
    return {place: [panel for panel in found if panel.place == place] for place in (MAIN, SIDE)}
