"""Scorecards follow the standards to a later edition."""

from django.db import transaction
from django.urls import reverse

from evaluations import notices
from evaluations.actions.scorecards import draft_next_version
from evaluations.errors import WrongState
from evaluations.models import Criterion, Scorecard, ScorecardState, Section
from kit.audit.chain import record
from people.models import User
from people.notices import send_notice
from people.roles import HR
from playbook.errors import CitationCurrent
from playbook.models import EditionKind


@transaction.atomic
def move_scorecard(*, scorecard, edition, by, at):
    """A published one gets a draft of its next version on `edition`, a draft is brought there. Returns the draft.

    Raises CitationCurrent where it is there, or where a draft exists already; WrongState of a retired one.
    """
    scorecard = Scorecard.objects.select_for_update().get(pk=scorecard.pk)
    if scorecard.state == ScorecardState.RETIRED:
        raise WrongState("a retired scorecard stays as it was")
    if scorecard.is_draft:
        _move_draft(scorecard, edition)
        draft = scorecard
    else:
        if scorecard.edition_id == edition.pk or Scorecard.objects.filter(code=scorecard.code, state="draft").exists():
            raise CitationCurrent
        draft = draft_next_version(scorecard=scorecard, edition=edition, by=by, at=at)
    record(verb="scorecard.moved", on=draft, by=by, at=at, edition=edition.number, came_from=scorecard.key)
    _tell(draft, edition, by, at)
    return draft


def _move_draft(card, edition):
    if card.edition_id == edition.pk:
        raise CitationCurrent
    targets = {row.code: row for row in edition.standards.all()}
    rows = Criterion.objects.filter(section__scorecard=card, standard__edition__kind=EditionKind.FOLDER)
    for row in rows.select_related("standard"):
        _move_criterion(row, targets.get(row.standard.code))
    Section.objects.filter(scorecard=card, criteria=None).delete()
    card.edition = edition
    card.save(update_fields=["edition"])


def _move_criterion(row, target):
    """Words that somebody narrowed stay; the standard's own words follow. A standard that is gone takes it along."""
    if target is None:
        row.delete()
        return
    if (row.text_fa, row.text_en) == (row.standard.behaviour_fa, row.standard.behaviour_en):
        row.text_fa, row.text_en = target.behaviour_fa, target.behaviour_en
    row.standard = target
    row.save(update_fields=["standard", "text_fa", "text_en"])


def _tell(draft, edition, by, at):
    """HR publishes scorecards too; they hear that one waits."""
    for user in User.objects.filter(groups__name=HR, is_active=True).exclude(pk=by.pk):
        send_notice(
            to=user,
            kind=notices.SCORECARD_MOVED,
            at=at,
            url=reverse("evaluations:scorecard", args=[draft.key]),
            dedupe_key=f"{draft.key}:{edition.number}",
            title_fa=draft.title_fa,
            title_en=draft.title_en,
            edition=edition.number,
        )
