from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.urls import reverse

from kit.audit.chain import record
from people.models import User
from people.notices.sending import send_notice
from people.roles import ADMINISTRATOR, AUTHOR
from playbook.actions.frozen_rows import write_frozen
from playbook.actions.pictures import keep_pictures
from playbook.editions.changes import bind_signatures, changes_of, previous_edition, removed_standards
from playbook.editions.snapshot import take_snapshot
from playbook.errors import (
    ChangeClassTooLow,
    EditionEmpty,
    EditionNotDraft,
    EditionNotInReview,
    EditionOpen,
    FolderChanged,
    PolicyIncomplete,
)
from playbook.links.periods import refuse_taken_period
from playbook.models import Edition, EditionState, FrozenPicture
from playbook.notices import EDITION_IN_REVIEW, EDITION_RETURNED
from playbook.signals import edition_frozen
from playbook.translations.findings import stale_names, text_findings

POLICY_STEPS = 6


@transaction.atomic
def draft_edition(
    *,
    title_fa: str,
    title_en: str = "",
    commitment_fa: str = "",
    commitment_en: str = "",
    effective_on: date,
    by: User,
    at: datetime,
) -> Edition:
    """The next edition, numbered; only one is open at a time. Raises EditionOpen, EditionTooEarly, PeriodTaken."""
    last = Edition.objects.select_for_update().folder().order_by("-number").first()
    if Edition.objects.open().exists():
        raise EditionOpen
    edition = Edition(
        number=last.number + 1 if last else 1,
        title_fa=title_fa,
        title_en=title_en,
        commitment_fa=commitment_fa,
        commitment_en=commitment_en,
        effective_on=effective_on,
        drafted_by=by,
        drafted_at=at,
    )
    _refuse_taken_period(edition)
    try:
        with transaction.atomic():
            edition.save()
    except IntegrityError as error:
        raise EditionOpen from error
    record(verb="edition.drafted", on=edition, by=by, at=at, number=edition.number)
    return edition


@transaction.atomic
def edit_edition(
    *,
    edition: Edition,
    title_fa: str,
    title_en: str,
    commitment_fa: str,
    commitment_en: str,
    effective_on: date,
    by: User,
    at: datetime,
) -> Edition:
    """Change the words or the date of a draft. Raises EditionNotDraft, EditionTooEarly,
    PeriodTaken."""
    edition = _locked(edition, EditionState.DRAFT, EditionNotDraft)
    edition.title_fa, edition.title_en = title_fa, title_en
    edition.commitment_fa, edition.commitment_en = commitment_fa, commitment_en
    edition.effective_on = effective_on
    _refuse_taken_period(edition)
    edition.save()
    record(verb="edition.edited", on=edition, by=by, at=at, effective_on=effective_on.isoformat())
    return edition


@transaction.atomic
def submit_edition_for_review(*, edition: Edition, by: User, at: datetime) -> Edition:
    """Draft -> in review; the other authors and administrators are asked to read it. Raises EditionNotDraft."""
    edition = _locked(edition, EditionState.DRAFT, EditionNotDraft)
    edition.state, edition.submitted_at, edition.review_note = EditionState.IN_REVIEW, at, ""
    edition.save(update_fields=["state", "submitted_at", "review_note"])
    record(verb="edition.submitted", on=edition, by=by, at=at, number=edition.number)
    readers = User.objects.filter(groups__name__in=[AUTHOR, ADMINISTRATOR], is_active=True).exclude(pk=by.pk)
    for reader in readers.distinct():
        _tell(reader, EDITION_IN_REVIEW, edition, at)
    return edition


@transaction.atomic
def return_edition_to_draft(*, edition: Edition, by: User, at: datetime, note: str = "") -> Edition:
    """In review -> draft; who drafted it hears why. Raises EditionNotInReview."""
    edition = _locked(edition, EditionState.IN_REVIEW, EditionNotInReview)
    edition.state, edition.submitted_at, edition.review_note = EditionState.DRAFT, None, note
    edition.save(update_fields=["state", "submitted_at", "review_note"])
    record(verb="edition.returned", on=edition, by=by, at=at, number=edition.number, note=note)
    if edition.drafted_by_id and edition.drafted_by_id != by.pk:
        _tell(edition.drafted_by, EDITION_RETURNED, edition, at)
    return edition


def freeze_edition(
    *,
    edition: Edition,
    by: User,
    at: datetime,
    classes: Mapping[str, str] | None = None,
    expected_hash: str | None = None,
) -> Edition:
    """Copy the live pages into the edition, for good, and let the edition before end where this one begins.

    `classes`: {code: change class} where the author chose another than the lowest allowed. `expected_hash`: the content
    hash that the author saw; other pages since then are refused. Texts that fell behind their other language are named
    in the log. Raises EditionNotInReview, EditionTooEarly, PeriodTaken, EditionEmpty, PolicyIncomplete, FolderChanged,
    PicturesGone, ChangeClassTooLow.

    Pictures are read and kept before, one by one: nobody who saves something else waits for that.
    """
    if Edition.objects.filter(pk=edition.pk, state=EditionState.IN_REVIEW).exists():
        keep_pictures(snapshot=take_snapshot(edition), by=by, at=at)
    return _freeze(edition, by, at, classes, expected_hash)


@transaction.atomic
def _freeze(edition, by, at, classes, expected_hash):
    edition = _locked(edition, EditionState.IN_REVIEW, EditionNotInReview)
    previous = _refuse_taken_period(edition)
    snapshot = take_snapshot(edition)
    content, structure = snapshot.hashes(edition)
    _refuse_unready(snapshot, content, expected_hash)
    stale = stale_names(text_findings())
    pictures = _kept_pictures(snapshot)
    changes = changes_of(snapshot, previous)
    bind_signatures(changes, _chosen(changes, classes or {}))
    if previous:
        previous.state, previous.superseded_on = EditionState.SUPERSEDED, edition.effective_on
        previous.save(update_fields=["state", "superseded_on"])
    edition.state, edition.frozen_by, edition.frozen_at = EditionState.FROZEN, by, at
    edition.content_hash, edition.structure_hash = content, structure
    edition.save()
    frozen = write_frozen(snapshot, pictures)
    record(
        verb="edition.frozen",
        on=edition,
        by=by,
        at=at,
        seals=[previous, *frozen],
        number=edition.number,
        content_hash=content,
        structure_hash=structure,
        changes={change.row.code: str(change.row.change_class) for change in changes},
        removed=[row.code for row in removed_standards(snapshot, previous)],
        **({"stale": stale} if stale else {}),
    )
    edition_frozen.send(sender=Edition, edition=edition)
    return edition


def _tell(user, kind, edition, at):
    key = f"{edition.key}:{at.isoformat()}"
    about = {"number": edition.number, "url": reverse("playbook:edition_review", args=[edition.key])}
    send_notice(to=user, kind=kind, at=at, dedupe_key=key, **about)


def _locked(edition, state, refusal):
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if locked.state != state:
        raise refusal
    return locked


def _refuse_taken_period(edition):
    previous = previous_edition(edition)
    refuse_taken_period(edition.effective_on, previous)
    return previous


def _refuse_unready(snapshot, content, expected_hash):
    if not snapshot.standards:
        raise EditionEmpty
    if snapshot.steps and len(snapshot.steps) != POLICY_STEPS:
        raise PolicyIncomplete
    if expected_hash and expected_hash != content:
        raise FolderChanged


def _kept_pictures(snapshot):
    """{SHA-256: FrozenPicture}; a page with another picture may have been published since they were kept."""
    shown = {sha256 for row in snapshot.standards for sha256 in snapshot.hashes_shown(row)}
    rows = FrozenPicture.objects.filter(sha256__in=shown) if shown else []
    pictures = {picture.sha256: picture for picture in rows}
    if shown - set(pictures) or any(snapshot.holes(row) for row in snapshot.standards):
        raise FolderChanged
    return pictures


def _chosen(changes, classes):
    too_low = [
        change.row.code for change in changes if classes.get(change.row.code, change.lowest) not in change.allowed
    ]
    if too_low:
        raise ChangeClassTooLow(too_low)
    return {change.row.code: classes.get(change.row.code, change.lowest) for change in changes}
