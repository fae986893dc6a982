"""Standards whose text customers ask to change, or contradict, and that nobody has rewritten since."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Min

from playbook.models import Evidence, EvidenceLink, FrozenStandard
from playbook.models.evidence import Stance

SHOWN = 3


@dataclass
class ChangeRequest:
    """`links` newest first, at most three; `count` all of them."""

    standard: FrozenStandard
    links: list = field(default_factory=list)
    count: int = 0

    @property
    def last(self) -> datetime:
        return self.links[0].linked_at


def asked_changes(edition, user):
    """A ChangeRequest per standard of the edition, the newest words first; three queries.

    Words count from the day on which the present text was first frozen: a new text has heard what was said before.
    """
    links = EvidenceLink.objects.filter(
        stance__in=[Stance.ASKS, Stance.CONTRADICTS],
        code__in=edition.standards.values("code"),
        evidence__in=Evidence.objects.visible_to(user),
    )
    links = list(links.select_related("evidence").order_by("-linked_at", "-pk"))
    if not links:
        return []
    rows = {row.code: row for row in edition.standards.filter(code__in={link.code for link in links})}
    since = _since(rows)
    found = {}
    for link in links:
        if link.linked_at < since[link.code]:
            continue
        asked = found.setdefault(link.code, ChangeRequest(rows[link.code]))
        asked.count += 1
        if asked.count <= SHOWN:
            asked.links.append(link)
    return sorted(found.values(), key=lambda asked: asked.last, reverse=True)


def _since(rows):
    """{code: when the present text was first frozen}."""
    frozen = FrozenStandard.objects.filter(code__in=rows, edition__kind="folder").order_by()
    firsts = frozen.values("code", "text_hash").annotate(first=Min("edition__frozen_at"))
    return {row["code"]: row["first"] for row in firsts if row["text_hash"] == rows[row["code"]].text_hash}
