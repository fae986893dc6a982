"""Publishing several pages at once that were written as drafts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Page

from kit.audit.chain import record
from people.models import User
from playbook.actions.approval import approve_page, submit_for_approval
from playbook.approval.verdict import may_publish
from playbook.errors import NotReadyToPublish


@dataclass(frozen=True)
class Published:
    """`held`: pages that say less than they must, [(page, what is missing)]; they stay drafts. `sent`: those that
    somebody else approves."""

    pages: list = field(default_factory=list)
    held: list = field(default_factory=list)
    sent: list = field(default_factory=list)


@transaction.atomic
def publish_drafts(*, pages: Iterable[Page], by: User, at: datetime) -> Published:
    """Publish the newest draft of each page, parents first (but a page that needs what stands below it, last); what is
    published already is passed over.

    What `by` wrote and another may approve is sent for approval instead.
    """
    pks = [page.pk for page in pages]
    done = Published()
    rows = Page.objects.select_for_update(of=("self",)).select_related("latest_revision").filter(pk__in=pks)
    for page in _in_order(rows.order_by("path")):
        if not (page.live and not page.has_unpublished_changes):
            _publish(page, done, by, at)
    if done.pages:
        titles = [page.title for page in done.pages]
        record(verb="pages.published", on=done.pages[0], by=by, at=at, count=len(titles), titles=titles[:100])
    return done


def _in_order(pages):
    """Pages that are published after what stands below them say so: `comes_last`."""
    return sorted(pages, key=lambda page: getattr(page.specific_class, "comes_last", False))


def _publish(page, done, by, at):
    if not may_publish(by, page, as_it_stands=True).allowed:
        sent = submit_for_approval(pages=[page], by=by, at=at)
        done.sent.extend(sent.pages)
        done.held.extend(sent.held)
        return
    draft = page.get_latest_revision_as_object()
    try:
        draft.full_clean()
        with transaction.atomic():
            approve_page(draft, by=by, at=at)
    except ValidationError as error:
        done.held.append((draft, "; ".join(error.messages)))
    except NotReadyToPublish as refused:
        done.held.append((draft, str(refused.message)))
    else:
        done.pages.append(draft)
