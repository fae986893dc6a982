"""A standard gets its criterion on a scorecard that is there already."""

from datetime import datetime

from django.db import transaction

from evaluations.actions.scorecards import draft_next_version
from evaluations.errors import StandardNotThere
from evaluations.models import Criterion, Critical, Scorecard, ScorecardState, Section
from kit.audit.chain import record
from people.models import User
from playbook.models import FrozenStandard


@transaction.atomic
def place_criterion(*, scorecard: Scorecard, standard: FrozenStandard, by: User, at: datetime) -> Scorecard:
    """Into the draft of the card, which is made where there is none, beside the criteria of the same phase; doing it
    twice is doing it once. Returns the draft. Raises StandardNotThere."""
    Scorecard.objects.select_for_update().get(pk=scorecard.pk)
    draft = Scorecard.objects.filter(code=scorecard.code, state=ScorecardState.DRAFT).select_for_update().first()
    if draft is None:
        draft = draft_next_version(scorecard=scorecard, edition=standard.edition, by=by, at=at)
    row = FrozenStandard.objects.filter(edition=draft.edition, code=standard.code).first()
    if row is None:
        raise StandardNotThere(f"{standard.code} is not in the edition of the draft")
    lines = Criterion.objects.filter(section__scorecard=draft)
    if lines.filter(standard__code=row.code).exists():
        return draft
    pattern = lines.select_related("section").order_by("section__position", "position").first()
    if pattern is None:
        raise StandardNotThere("the draft has no criterion to take the scale from")
    section = Section.objects.filter(scorecard=draft, criteria__standard__phase=row.phase).first() or pattern.section
    Criterion.objects.create(
        section=section,
        position=section.criteria.count() + 1,
        standard=row,
        scale=pattern.scale,
        critical=Critical.SECTION if row.is_critical else Critical.NONE,
        comment_below=pattern.comment_below,
        text_fa=row.behaviour_fa,
        text_en=row.behaviour_en,
    )
    record(verb="scorecard.edited", on=draft, by=by, at=at, code=row.code)
    return draft
