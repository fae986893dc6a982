"""With which versions of scorecards a cycle works: those that it began with, to its end, for newcomers as well."""

from evaluations.models import SERVING, Cycle, CycleScorecard, Scorecard, ScorecardState
from playbook.models import Edition


def scorecards_by_role(cycle):
    """{job role id: its scorecard in this cycle}; None: the one for everyone. Two queries."""
    rows = CycleScorecard.objects.filter(cycle=cycle).usable().order_by("pk").select_related("scorecard__edition")
    found = _by_role(rows.prefetch_related("scorecard__roles"), lambda row: row.scorecard)
    everyone = found.get(None)
    if everyone and not _is_late(everyone, cycle):
        # Everybody had a card when the cycle began: one that came later for a role is for the cycles to come.
        found = {role: row for role, row in found.items() if not _is_late(row, cycle)}
    return {role: row.scorecard for role, row in found.items()}


def scorecards_by_role_on(edition):
    """The same for a cycle that would be opened now."""
    return _by_role(scorecards_on(edition), lambda card: card)


def _by_role(rows, card_of):
    """Of two for a role the first."""
    found = {}
    for row in reversed(list(rows)):
        for role in [role.pk for role in card_of(row).roles.all()] or [None]:
            found[role] = row
    return found


def _is_late(row, cycle):
    return row.kept_at > cycle.opened_at


def scorecards_in(cycle):
    """The scorecards with which somebody may be evaluated in this cycle, as a queryset."""
    return Scorecard.objects.filter(pk__in=CycleScorecard.objects.filter(cycle=cycle).usable().values("scorecard"))


def scorecards_on(edition):
    """What a cycle on this edition begins with: of every scorecard the newest version that cites it, also where a
    version on a later edition took its place. One that was retired is for nobody. One query, and one for the roles."""
    of_edition = Scorecard.objects.filter(edition=edition).values("code")
    versions = Scorecard.objects.filter(code__in=of_edition).exclude(state=ScorecardState.DRAFT).order_by("version")
    newest, serving = {}, {}
    for card in versions.prefetch_related("roles"):
        newest[card.code] = card
        if card.edition_id == edition.pk and card.state in SERVING:
            serving[card.code] = card
    kept = [card for card in serving.values() if newest[card.code].state != ScorecardState.RETIRED]
    return sorted(kept, key=lambda card: card.pk)


def keep_scorecards(cycle):
    """Fix with what a cycle works, as it is opened. Returns the rows, for the seal."""
    lock_edition(cycle.edition_id)
    cards = scorecards_on(cycle.edition)
    rows = [CycleScorecard(cycle=cycle, scorecard=card, kept_at=cycle.opened_at) for card in cards]
    return CycleScorecard.objects.bulk_create(rows)


def join_open_cycles(card, at):
    """A card that was just published comes to the open cycles on its edition that have no version of it. Returns the
    rows, for the seal."""
    cycles = Cycle.objects.open().filter(edition=card.edition_id)
    having = CycleScorecard.objects.filter(scorecard__code=card.code).usable().values("cycle")
    rows = [
        CycleScorecard(cycle=cycle, scorecard=card, kept_at=at)
        for cycle in cycles.exclude(pk__in=having).order_by("pk")
    ]
    return CycleScorecard.objects.bulk_create(rows)


def lock_edition(edition_id):
    """Who opens a cycle and who publishes a card for it wait for each other: else the cycle would miss the card."""
    return Edition.objects.select_for_update().get(pk=edition_id)
