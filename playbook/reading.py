"""The folder as one reader sees it: phases, touchpoints, standards with what the reader owes each of them."""

from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kit.folding import fold
from playbook.models import FrozenStandard, Phase
from playbook.signatures import Standing, all_standards, standings
from playbook.trust import Trust, trust_of

SEARCHED = ("behaviour", "why", "good", "bad", "touchpoint_name")
# Complaints stand at the foot of the last column.
COLUMNS = [
    (Phase.BEFORE, [Phase.BEFORE]),
    (Phase.DURING, [Phase.DURING]),
    (Phase.AFTER, [Phase.AFTER, Phase.COMPLAINT]),
]


class Show(TextChoices):
    ALL = "", _("All")
    UNSIGNED = "unsigned", _("Not signed")
    CRITICAL = "critical", _("Critical")
    MINE = "mine", _("My role")


@dataclass(frozen=True)
class Card:
    standard: FrozenStandard
    standing: Standing | None
    trust: Trust | None = None

    @property
    def is_due(self):
        return self.standing is not None and not self.standing.is_signed

    @property
    def is_signed(self):
        return self.standing is not None and self.standing.is_signed


@dataclass
class Touchpoint:
    code: str
    name: str
    icon: str
    cards: list = field(default_factory=list)


@dataclass
class Column:
    phase: Phase
    touchpoints: list = field(default_factory=list)

    @property
    def cards(self):
        return [card for touchpoint in self.touchpoints for card in touchpoint.cards]

    @property
    def has_due(self):
        return any(card.is_due for card in self.cards)


def cards_of(edition, staff, on):
    """Every standard of the edition with the person's standing and its trust; `staff` may be None."""
    mine = {item.standard.pk: item for item in standings(staff, edition)} if staff else {}
    rows = all_standards(edition, staff) if staff else list(edition.standards.order_by("position"))
    trusts = trust_of([row.code for row in rows], on)
    return [Card(row, mine.get(row.pk), trusts[row.code]) for row in rows]


def counts_of(cards):
    """{'all': how many, 'unsigned': …} for the filter pills."""
    return {show.name.lower(): sum(_is_shown(card, show) for card in cards) for show in Show}


def narrowed(cards, show, words):
    """Cards of one pill whose text holds every word of the search, whichever way it is spelled."""
    wanted = fold(words).split()
    return [card for card in cards if _is_shown(card, show) and all(word in _folded(card) for word in wanted)]


def columns_of(cards):
    """The three columns of the folder, those without a standard too."""
    return [Column(phase, _touchpoints([card for card in cards if card.standard.phase in phases]))
            for phase, phases in COLUMNS]  # fmt: skip


def _is_shown(card, show):
    if show == Show.UNSIGNED:
        return card.is_due
    if show == Show.CRITICAL:
        return card.standard.is_critical
    return show != Show.MINE or card.standing is not None


def _folded(card):
    row = card.standard
    texts = [getattr(row, f"{name}_{language}") for name in SEARCHED for language in ("fa", "en")]
    return fold(" ".join([row.code, *texts]))


def _touchpoints(cards):
    found = {}
    for card in cards:
        row = card.standard
        key = (row.phase, row.touchpoint_code)
        found.setdefault(key, Touchpoint(row.touchpoint_code, row.touchpoint_name, row.touchpoint_icon))
        found[key].cards.append(card)
    return list(found.values())
