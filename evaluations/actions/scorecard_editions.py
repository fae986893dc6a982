"""Scorecards follow the standards to a later edition."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from evaluations import notices
from evaluations.actions.scorecards import draft_next_version, publish_scorecard, scorecard_problems
from evaluations.errors import WrongState
from evaluations.models import Criterion, Scorecard, ScorecardState, Section
from evaluations.models.scorecards import SCORECARDS
from kit.audit.chain import record
from people.models import User
from people.notices.sending import send_notice
from people.roles import HR
from playbook.errors import CitationCurrent
from playbook.links.citations import effects_of
from playbook.models import Edition, EditionKind


@transaction.atomic
def move_scorecard(*, scorecard: Scorecard, edition: Edition, by: User, at: datetime) -> Scorecard:
    """A published one gets a draft of its next version on `edition`, a draft is brought there. Returns the draft.

    Raises CitationCurrent where it is there, or where a draft exists already; WrongState of a retired one.
    """
    scorecard = Scorecard.objects.select_for_update().get(pk=scorecard.pk)
    if scorecard.state in (ScorecardState.RETIRED, ScorecardState.SUPERSEDED):
        raise WrongState("a scorecard whose time is over stays as it was")
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


@transaction.atomic
def carry_scorecards(*, edition: Edition, at: datetime) -> None:
    """After freezing: the published scorecards follow by themselves, as far as nobody has to look. Done by the system.

    One whose every cited standard is unchanged or changed editorially gets its next version, published. For any other
    a draft of the next version waits. A draft that somebody has begun comes along and stays a draft.
    """
    touched = {effect.citing.key for effect in effects_of(edition) if effect.citing.kind == SCORECARDS}
    older = Scorecard.objects.published().filter(edition__kind=EditionKind.FOLDER, edition__number__lt=edition.number)
    for card in older.select_for_update(of=("self",)).order_by("pk"):
        draft = Scorecard.objects.filter(code=card.code, state=ScorecardState.DRAFT).first()
        if draft and draft.edition.kind == EditionKind.FOLDER:
            _move_draft(draft, edition)
        if card.key not in touched:
            _carry(card, draft, edition, at)
        elif draft is None and _stands_in(card, edition):
            _leave_draft(card, edition, at)
        if draft:
            record(verb="scorecard.moved", on=draft, at=at, edition=edition.number, came_from=card.key)


def _stands_in(card, edition):
    """Is anything of the card left in the edition?"""
    cited = Criterion.objects.filter(section__scorecard=card).values("standard__code")
    return edition.standards.filter(code__in=cited).exists()


def _leave_draft(card, edition, at):
    draft = draft_next_version(scorecard=card, edition=edition, by=None, at=at, keeps_scales=True)
    record(verb="scorecard.moved", on=draft, at=at, edition=edition.number, came_from=card.key)
    return draft


def _carry(card, draft, edition, at):
    """The next version, published. What somebody has drafted makes room: it becomes the version after that."""
    if draft:
        code, draft.code = draft.code, f"~{draft.key}"
        draft.save(update_fields=["code"])
    following = _leave_draft(card, edition, at)
    if not scorecard_problems(Scorecard.objects.with_lines().get(pk=following.pk)):
        publish_scorecard(scorecard=following, by=None, at=at)
        record(verb="scorecard.carried", on=following, at=at, edition=edition.number, came_from=card.key)
    if draft:
        draft.code, draft.version = code, following.version + 1
        draft.save(update_fields=["code", "version"])


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
