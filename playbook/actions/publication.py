"""An edition, or a part of it, in front of the public."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from kit.audit.chain import record
from kit.documents.tasks import make_paper_later
from kit.text.bilingual import LANGUAGES
from people.models import User
from playbook.documents.folder import PUBLIC
from playbook.errors import AlreadyPublic, EditionNotFrozen, NothingPublic, NotPublic
from playbook.models import Edition, EditionKind, FrozenStandard, PublicEdition


@transaction.atomic
def open_edition(
    *, edition: Edition, standards: Iterable[FrozenStandard], shows_policy: bool, by: User, at: datetime
) -> PublicEdition:
    """Anybody may read these standards from now on. Raises EditionNotFrozen, NothingPublic, AlreadyPublic."""
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if not edition.is_frozen or edition.kind != EditionKind.FOLDER:
        raise EditionNotFrozen
    rows = list(edition.standards.filter(pk__in=[row.pk for row in standards]))
    if not rows:
        raise NothingPublic
    if edition.publications.open().exists():
        raise AlreadyPublic
    publication = PublicEdition.objects.create(edition=edition, shows_policy=shows_policy, opened_by=by, opened_at=at)
    publication.standards.set(rows)
    codes = sorted(row.code for row in rows)
    record(verb="edition.opened", on=edition, by=by, at=at, seals=[publication], codes=codes, policy=shows_policy)
    transaction.on_commit(lambda: _make_papers(publication.key))
    return publication


def _make_papers(key):
    for language in LANGUAGES:
        make_paper_later.enqueue(PUBLIC, key, language)


@transaction.atomic
def close_edition(*, edition: Edition, by: User, at: datetime) -> PublicEdition:
    """Nobody outside reads it any more. Raises NotPublic."""
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    publication = edition.publications.open().first()
    if publication is None:
        raise NotPublic
    publication.closed_by, publication.closed_at = by, at
    publication.save(update_fields=["closed_by", "closed_at"])
    record(verb="edition.closed", on=edition, by=by, at=at, seals=[publication])
    return publication
