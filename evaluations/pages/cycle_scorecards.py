"""What cycles want to know about scorecards: whose role has which, whose has none, which drafts wait to be published
since an edition changed what they cite."""

from collections import Counter
from dataclasses import dataclass, field

from evaluations.models import Scorecard, ScorecardState
from evaluations.models.scorecards import SCORECARDS
from evaluations.records.assessment import criteria_of
from people.models import JobRole, StaffMember
from playbook.editions.differences import differences
from playbook.links.citations import effects_now


@dataclass(frozen=True)
class CriterionChange:
    """`new` None: the standard is gone, and the criterion with it. `own_text`: words that were narrowed, and stay."""

    old: object
    new: object | None
    follows: object
    differences: list
    own_text: str = ""


@dataclass(frozen=True)
class Waiting:
    """A draft that an edition left behind, and what is different beside the published version."""

    draft: Scorecard
    changes: list


@dataclass
class RoleLine:
    """`card` None: nobody of the role can be evaluated. `waiting`: a draft that would be theirs."""

    role: JobRole
    people: int
    card: Scorecard | None = None
    waiting: Scorecard | None = None


@dataclass
class CardsOfCycle:
    """`lines` of the roles in which somebody works, those without a card first."""

    edition: object
    lines: list = field(default_factory=list)
    waiting: list = field(default_factory=list)

    @property
    def missing(self):
        return [line for line in self.lines if line.card is None]


def waiting_drafts(edition, code=""):
    """Drafts of next versions on the last edition, with their changes; none on an edition before it."""
    effects = {effect.citing.key: effect for effect in effects_now(kind=SCORECARDS)} if edition else {}
    published = Scorecard.objects.published().filter(key__in=effects).values_list("code", "key")
    drafts = Scorecard.objects.filter(
        edition=edition, state=ScorecardState.DRAFT, code__in=[c for c, _key in published]
    )
    keys = dict(published)
    rows = drafts.filter(code=code) if code else drafts
    return [Waiting(draft, _changes(draft, effects[keys[draft.code]])) for draft in rows.with_lines().order_by("code")]


def _changes(draft, effect):
    texts = {row.standard.code: row.text for row in criteria_of(draft) if row.text != row.standard.behaviour}
    return [
        CriterionChange(
            change.old,
            change.new,
            change.follows,
            differences(change.old, change.new) if change.new else [],
            texts.get(change.old.code, ""),
        )
        for change in effect.changes
    ]


def cards_for(user, edition, by_role, on):
    """`by_role`: {job role id or None: Scorecard}; of whoever works on the day `on`, as the user may see them."""
    drafts = Scorecard.objects.filter(edition=edition, state=ScorecardState.DRAFT).prefetch_related("roles")
    waiting = {role: draft for draft in drafts for role in [row.pk for row in draft.roles.all()] or [None]}
    roles = StaffMember.objects.visible_to(user).active_on(on).order_by().values_list("job_role", flat=True)
    counts = Counter(roles)
    lines = [
        RoleLine(
            role,
            counts[role.pk],
            by_role.get(role.pk) or by_role.get(None),
            waiting.get(role.pk) or waiting.get(None),
        )
        for role in JobRole.objects.filter(pk__in=counts)
    ]
    return CardsOfCycle(
        edition, sorted(lines, key=lambda line: (line.card is not None, line.role.code)), waiting_drafts(edition)
    )
