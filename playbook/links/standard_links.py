"""All that an app says about standards, in one object, which its `AppConfig.ready` registers:

    LINKS = StandardLinks("training", panels=(lessons_panel,), knots=(LessonKnot(),))   # in training/links/standards.py

The playbook's own is in `playbook/own_links/standards.py`. Whoever asks walks `all_links()`, the highest floor first.
Every function takes a constant number of queries, and shows only what the one who asks may see.
"""

from dataclasses import dataclass, field

from kit.registry import Registry


@dataclass(frozen=True)
class StandardLinks:
    """`coverage`: CoverageSources, columns of the matrix (playbook.links.coverage).
    `citations`: CitingSources, what follows when a standard reads differently (playbook.links.citations).
    `impacts`: (EditionDiff) -> ImpactLines, said before an edition is frozen (playbook.links.impact).
    `panels`: (frozen standard, user) -> Panel or None, on a standard's page (playbook.links.panels).
    `after_signing`: (staff, at) -> Panel or None, what the last signature changed (playbook.links.panels).
    `knots`: Knots of the chain (playbook.chain.knots).
    `period_guards`: (day) -> the latest taken day from `day` on, or None (playbook.links.periods).
    `standings`: (codes) -> sentences about what stands on these standards and stays (playbook.folder.departures).
    `consequences`: {kind of page: (page, on) -> sentences about what ends and what stays when it is deleted}.
    """

    app: str
    coverage: tuple = ()
    citations: tuple = ()
    impacts: tuple = ()
    panels: tuple = ()
    after_signing: tuple = ()
    knots: tuple = ()
    period_guards: tuple = ()
    standings: tuple = ()
    consequences: dict = field(default_factory=dict)


_stated = Registry[StandardLinks]()
register, made_up = _stated.register, _stated.made_up


def all_links() -> list[StandardLinks]:
    """Those of every app, the highest floor first: rows of several apps are shown in this order."""
    return list(_stated)
