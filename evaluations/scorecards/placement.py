"""On which scorecards a standard belongs, and which critical ones a scorecard lacks."""

from evaluations.models import Criterion, ScorecardState
from playbook.models import FrozenStandard


def cards_for(standard, cards):
    """Of `cards` (as the reader sees them): the newest of each code that is of a role the standard binds, not yet with
    a criterion for it. A draft stands for what was published before it."""
    bound = {role.pk for role in standard.roles.all()}
    newest = {}
    states = (ScorecardState.DRAFT, ScorecardState.PUBLISHED)
    for card in cards.filter(state__in=states).prefetch_related("roles").order_by("version"):
        newest[card.code] = card
    has_it = set(
        Criterion.objects.filter(section__scorecard__in=newest.values(), standard__code=standard.code).values_list(
            "section__scorecard", flat=True
        )
    )
    return [card for card in newest.values() if card.pk not in has_it and _is_of(card, bound)]


def _is_of(card, bound):
    roles = {role.pk for role in card.roles.all()}
    return not bound or not roles or bool(bound & roles)


def critical_without_criterion(card):
    """Critical standards of the card's edition that bind one of its roles and have no criterion on it."""
    asked = Criterion.objects.filter(section__scorecard=card).values("standard__code")
    rows = FrozenStandard.objects.filter(edition=card.edition, is_critical=True).exclude(code__in=asked)
    roles = [role.pk for role in card.roles.all()]
    rows = rows.prefetch_related("roles").order_by("position")
    bound = [(row, {role.pk for role in row.roles.all()}) for row in rows]
    return [row for row, binds in bound if not binds or not roles or binds & set(roles)]
