"""The folder as one reader sees it: phases, touchpoints, standards with what the reader owes each of them."""

from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from kit.text.folding import fold, holds, words_sought
from playbook.folder.trust import Trust, trust_of
from playbook.models import FrozenStandard, Phase
from playbook.signatures.standings import RequiredSignature, all_standards, standings
from playbook.standards import fields

# More cards than MOST on one page: the first FIRST of each touchpoint, or FEWER where there are MANY, and a way to the
# rest.
MOST, FIRST, FEWER, MANY = 80, 3, 2, 15
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
    standing: RequiredSignature | None
    trust: Trust | None = None

    @property
    def is_due(self):
        return self.standing is not None and not self.standing.is_signed

    @property
    def is_signed(self):
        return self.standing is not None and self.standing.is_signed


@dataclass
class Touchpoint:
    """`shown`: its cards on a page; a large folder shows the `first` few of each touchpoint, those due before others;
    0 is all of them."""

    phase: str
    code: str
    name: str
    icon: str
    cards: list = field(default_factory=list)
    first: int = 0

    @property
    def place(self):
        return f"{self.phase}.{self.code}"

    @property
    def shown(self):
        if not self.first or len(self.cards) <= self.first + 1:
            return self.cards
        return sorted(self.cards, key=lambda card: not card.is_due)[: self.first]

    @property
    def more(self):
        return len(self.cards) - len(self.shown)


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
    wanted = words_sought(words)
    return [card for card in cards if _is_shown(card, show) and holds(_folded(card), wanted)]


def at_place(cards, place):
    """The cards of one touchpoint, named as `Touchpoint.place`; all of them where there is no such place."""
    found = [card for card in cards if f"{card.standard.phase}.{card.standard.touchpoint_code}" == place]
    return found or cards


def columns_of(cards):
    """The three columns of the folder, those without a standard too."""
    first = _first(len(cards), len({(card.standard.phase, card.standard.touchpoint_code) for card in cards}))
    return [Column(phase, _touchpoints([card for card in cards if card.standard.phase in phases], first))
            for phase, phases in COLUMNS]  # fmt: skip


def _first(cards, touchpoints):
    """How many cards of each touchpoint are shown; 0 is all of them."""
    if cards <= MOST or touchpoints == 1:
        return 0
    return FIRST if touchpoints <= MANY else FEWER


def _is_shown(card, show):
    if show == Show.UNSIGNED:
        return card.is_due
    if show == Show.CRITICAL:
        return card.standard.is_critical
    return show != Show.MINE or card.standing is not None


def _folded(card):
    row = card.standard
    texts = [getattr(row, f"{name}_{language}") for name in fields.searched() for language in ("fa", "en")]
    return fold(" ".join([row.code, *texts]))


def _touchpoints(cards, first):
    found = {}
    for card in cards:
        row = card.standard
        key = (row.phase, row.touchpoint_code)
        if key not in found:
            found[key] = Touchpoint(*key, row.touchpoint_name, row.touchpoint_icon, first=first)
        found[key].cards.append(card)
    return list(found.values())
