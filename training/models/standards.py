"""The standards that a question or a lesson may name: those in force, and those that no edition holds yet."""

from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Q
from django.utils import timezone

from kit.text.bilingual import active_language, in_language
from kit.text.folding import fold, holds, words_sought
from playbook.models import CodeLedger, Edition, EditionKind, EditionState, FrozenStandard, StandardPage

MOST_FOUND = 8


class StandardState(StrEnum):
    """Where a standard stands today."""

    IN_FORCE = "in_force"
    COMING = "coming"
    EARLIER = "earlier"
    GONE = "gone"


@dataclass(frozen=True)
class StandardByCode:
    """A standard by its code, as the newest text has it; GONE: a code alone, of a page deleted before any edition."""

    code: str
    behaviour_fa: str
    behaviour_en: str
    place: StandardState

    @property
    def behaviour(self):
        return in_language(self, "behaviour", active_language())

    @property
    def is_coming(self):
        return self.place == StandardState.COMING


def standards_to_name(on, codes=()):
    """{code: StandardByCode}: those in force in the order of the folder, those of pages that no edition in force
    holds, and of `codes` those that are neither; three queries."""
    known = {**_in_force(on)}
    known |= _coming(known)
    missing = [code for code in codes if code not in known]
    return known | (_earlier(missing) if missing else {})


def every_standard(on):
    """The same with every code that was ever given: a card of an older lesson keeps what it names."""
    known = {**_in_force(on)}
    known |= _coming(known)
    known |= {code: row for code, row in _earlier().items() if code not in known}
    ledger = CodeLedger.objects.order_by("code").values_list("code", flat=True)
    return known | {code: StandardByCode(code, "", "", StandardState.GONE) for code in ledger if code not in known}


def found(known, words, most=MOST_FOUND):
    """Of `known` those in whose code or behaviour, in either language, every word stands."""
    sought = words_sought(words)
    texts = ((row, fold(f"{row.code} {row.behaviour_fa} {row.behaviour_en}")) for row in known.values())
    return [row for row, text in texts if holds(text, sought)][:most]


def frozen_of(codes, on):
    """{code: FrozenStandard} of the edition in force, or of the next one that is frozen already and holds it."""
    rows = FrozenStandard.objects.filter(_standing(on), code__in=codes, edition__kind=EditionKind.FOLDER)
    return {row.code: row for row in rows.select_related("edition").order_by("-edition__effective_on")}


def standards_in_force(codes, on=None):
    """{code: frozen standard} of the edition in force, for the cards of a lesson."""
    edition = Edition.objects.in_force(on or timezone.localdate())
    if edition is None:
        return {}
    return {each.code: each for each in edition.standards.filter(code__in=codes).select_related("edition")}


@dataclass(frozen=True)
class Cards:
    """What the standard cards of a lesson show. `in_force`: {code: frozen standard}; `gone`: codes that only earlier
    editions held; `drafts`: {code: StandardByCode} of what no edition holds yet, for authors alone."""

    in_force: dict
    gone: frozenset = frozenset()
    drafts: dict = field(default_factory=dict)


def cards_of(codes, *, with_drafts=False, on=None):
    """The Cards of a lesson that names these codes; a constant number of queries."""
    on = on or timezone.localdate()
    in_force = standards_in_force(codes, on)
    missing = [code for code in codes if code not in in_force]
    if not missing:
        return Cards(in_force)
    earlier = FrozenStandard.objects.filter(
        code__in=missing,
        edition__kind=EditionKind.FOLDER,
        edition__state__in=[EditionState.FROZEN, EditionState.SUPERSEDED],
        edition__effective_on__lte=on,
    )
    gone = frozenset(earlier.values_list("code", flat=True))
    known = standards_to_name(on) if with_drafts else {}
    drafts = {code: known[code] for code in missing if code in known}
    return Cards(in_force, gone, drafts)


def _standing(on):
    is_frozen = Q(edition__state__in=[EditionState.FROZEN, EditionState.SUPERSEDED])
    return is_frozen & (Q(edition__superseded_on=None) | Q(edition__superseded_on__gt=on))


def _in_force(on):
    edition = Edition.objects.in_force(on)
    rows = edition.standards.order_by("position") if edition else FrozenStandard.objects.none()
    return {
        row[0]: StandardByCode(*row, StandardState.IN_FORCE)
        for row in rows.values_list("code", "behaviour_fa", "behaviour_en")
    }


def _coming(known):
    texts = {}
    pages = StandardPage.objects.exclude(code__in=known).exclude(code="").order_by("code")
    for code, language, behaviour in pages.values_list("code", "locale__language_code", "behaviour"):
        texts.setdefault(code, {})[language] = behaviour
    return {
        code: StandardByCode(code, row.get("fa", ""), row.get("en", ""), StandardState.COMING)
        for code, row in texts.items()
    }


def _earlier(codes=None):
    rows = FrozenStandard.objects.order_by("code", "edition__effective_on", "edition__number")
    rows = rows if codes is None else rows.filter(code__in=codes)
    return {
        row[0]: StandardByCode(*row, StandardState.EARLIER)
        for row in rows.values_list("code", "behaviour_fa", "behaviour_en")
    }
