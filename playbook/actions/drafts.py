"""Publishing several pages at once that were written as drafts."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Page

from kit.audit.chain import record


@dataclass(frozen=True)
class Published:
    """`held`: pages that say less than they must, [(page, what is missing)]; they stay drafts."""

    pages: list = field(default_factory=list)
    held: list = field(default_factory=list)


@transaction.atomic
def publish_drafts(*, pages, by, at):
    """Publish the newest draft of each page, parents first; what is published already is passed over."""
    pks = [page.pk for page in pages]
    done = Published()
    for page in Page.objects.select_for_update().filter(pk__in=pks).order_by("path"):
        if page.live and not page.has_unpublished_changes:
            continue
        draft = page.get_latest_revision_as_object()
        try:
            draft.full_clean()
        except ValidationError as error:
            done.held.append((draft, "; ".join(error.messages)))
        else:
            draft.latest_revision.publish(user=by)
            done.pages.append(draft)
    if done.pages:
        titles = [page.title for page in done.pages]
        record(verb="pages.published", on=done.pages[0], by=by, at=at, count=len(titles), titles=titles[:100])
    return done
