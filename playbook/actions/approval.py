"""A text on its way to being live: sent, approved by somebody else, given back with a reason, or taken back.

Wagtail's workflow keeps what stands where; these are the only doors through it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from wagtail.models import Page

from kit.audit.chain import record
from people.access.notices import named
from people.models import User
from people.notices.sending import send_notice
from playbook.approval.queue import CAME_BACK, WAITS, texts_on_their_way
from playbook.approval.verdict import approvers_besides, writer_of
from playbook.errors import (
    NothingWaits,
    NotReadyToPublish,
    NotSentByOneself,
    TextChanged,
    TextIncomplete,
    WroteItOneself,
)
from playbook.notices import TEXT_APPROVED, TEXT_RETURNED, TEXT_WAITS


@dataclass(frozen=True)
class Sent:
    """`held`: pages that say less than they must, [(page, what is missing)]; they stay drafts."""

    pages: list = field(default_factory=list)
    held: list = field(default_factory=list)


@transaction.atomic
def submit_for_approval(*, pages: Iterable[Page], by: User, at: datetime) -> Sent:
    """Send the newest draft of each page, parents first; what waits already or is live already is passed over."""
    done = Sent()
    for page in Page.objects.select_for_update().filter(pk__in=[page.pk for page in pages]).order_by("path"):
        state = page.current_workflow_state
        if (page.live and not page.has_unpublished_changes) or (state and state.status == WAITS):
            continue
        draft = page.get_latest_revision_as_object()
        try:
            draft.full_clean()
        except ValidationError as error:
            done.held.append((draft, "; ".join(error.messages)))
        else:
            _send(draft, state, by)
            done.pages.append(draft)
    return done


def _send(draft, state, by):
    if state is not None and state.status == CAME_BACK:
        state.requested_by = by
        state.resume(user=by)
    else:
        draft.get_workflow().start(draft, by)


@transaction.atomic
def approve_text(*, key: str, seen: Iterable[str], by: User, at: datetime, comment: str = "") -> list[Page]:
    """Let go live what waits of the text `key` and another wrote. Returns its pages.

    `seen`: the marks (`mark_of`) of the drafts that were read. Raises NothingWaits, WroteItOneself, TextChanged,
    TextIncomplete: then nothing of it goes live.
    """
    text = _waiting(key)
    pages = text.for_approval_by(by)
    if not pages:
        raise WroteItOneself
    if not {mark_of(page) for page in pages} <= set(seen):
        raise TextChanged
    _refuse_incomplete(pages)
    for page in pages:
        try:
            text.states[page.pk].current_task_state.specific.approve(user=by, comment=comment)
        except NotReadyToPublish as refused:
            raise TextIncomplete([str(refused.message)]) from refused
        record(verb="page.approved", on=page.specific, by=by, at=at)
    _tell_senders(text, TEXT_APPROVED, by, at)
    return pages


def approve_page(draft: Page, *, by: User, at: datetime) -> None:
    """Publish a draft that another wrote, or that nobody else can approve; what waited for it is decided thereby."""
    state = draft.current_workflow_state
    if state is not None and state.status == WAITS:
        state.current_task_state.specific.approve(user=by)
        record(verb="page.approved", on=draft, by=by, at=at)
        _tell({state.requested_by}, TEXT_APPROVED, draft.draft_title, draft.translation_key.hex, by, at)
    else:
        draft.latest_revision.publish(user=by, skip_permission_checks=True)


@transaction.atomic
def give_back(*, key: str, by: User, at: datetime, reason: str) -> list[Page]:
    """Back to who wrote it, with a reason. Raises NothingWaits, WroteItOneself."""
    text = _waiting(key)
    pages = text.for_approval_by(by)
    if not pages:
        raise WroteItOneself
    for page in pages:
        text.states[page.pk].current_task_state.specific.reject(user=by, comment=reason)
        record(verb="page.returned", on=page.specific, by=by, at=at)
    _tell_senders(text, TEXT_RETURNED, by, at)
    return pages


@transaction.atomic
def take_back(*, key: str, by: User, at: datetime) -> list[Page]:
    """Who sent it thinks again: it is a draft as before. Raises NothingWaits, NotSentByOneself."""
    text = _waiting(key)
    if not text.is_sent_by(by):
        raise NotSentByOneself
    for page in text.pages:
        text.states[page.pk].cancel(user=by)
        record(verb="page.withdrawn", on=page.specific, by=by, at=at)
    return text.pages


def tell_approvers(*, page: Page, by: User | None, at: datetime) -> None:
    """A draft was sent, through whichever door: it is written down, and everybody who may approve it hears of it."""
    record(verb="page.submitted", on=page, by=by, at=at)
    day = f"{page.translation_key.hex}:{at:%Y-%m-%dT%H:%M}"
    facts: dict[str, Any] = {"page": page.draft_title, "name": named(by) if by else ""}
    for user in approvers_besides(by, writer_of(page)):
        send_notice(to=user, kind=TEXT_WAITS, at=at, url=address_of(page), dedupe_key=day, **facts)


def address_of(page: Page) -> str:
    return reverse("playbook:approval", args=[page.translation_key.hex])


def mark_of(page: Page) -> str:
    """Which text of a page was read: autosave writes over a revision, so its number alone does not tell."""
    revision = page.latest_revision
    return f"{page.pk}.{revision.pk}.{revision.created_at:%Y%m%d%H%M%S%f}"


def _waiting(key):
    """The text, its pages locked; two who decide at once do so one after the other."""
    pages = Page.objects.filter(translation_key=key)
    list(pages.select_for_update().order_by("pk").values_list("pk", flat=True))
    texts = texts_on_their_way(WAITS, pages)
    if not texts:
        raise NothingWaits
    return texts[0]


def _refuse_incomplete(pages):
    missing = []
    for page in pages:
        try:
            page.get_latest_revision_as_object().full_clean()
        except ValidationError as error:
            missing += error.messages
    if missing:
        raise TextIncomplete(missing)


def _tell_senders(text, kind, by, at):
    _tell({state.requested_by for state in text.states.values()}, kind, text.title, text.key, by, at)


def _tell(senders, kind, title, key, by, at):
    """Once for both languages: the text has one key."""
    facts = {"page": title, "name": named(by)}
    url = reverse("playbook:approval", args=[key])
    for user in senders - {None, by}:
        send_notice(to=user, kind=kind, at=at, url=url, dedupe_key=f"{key}:{at}", **facts)
