from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from kit.audit.chain import record
from people.models import User
from playbook.editions import hashes
from playbook.models import Edition, FrozenStandard, Phase
from playbook.models.editions import EditionKind, EditionState


@transaction.atomic
def import_edition(
    *,
    title_fa: str,
    title_en: str = "",
    standards: Iterable[Mapping[str, Any]],
    effective_on: date,
    by: User,
    at: datetime,
) -> Edition:
    """An edition marked imported, for standards that past records name. It is frozen from the start, never in force.

    `standards`: dicts with code, behaviour_fa and behaviour_en, in their order; phase, is_critical optional.
    """
    edition = Edition(
        kind=EditionKind.IMPORTED,
        state=EditionState.FROZEN,
        title_fa=title_fa,
        title_en=title_en,
        effective_on=effective_on,
        drafted_by=by,
        drafted_at=at,
        frozen_by=by,
        frozen_at=at,
    )
    rows = [_frozen(edition, position, item) for position, item in enumerate(standards, 1)]
    documents = [hashes.standard_document(row, []) for row in rows]
    edition.content_hash, edition.structure_hash = hashes.edition_hashes(edition, documents, [])
    edition.save()
    FrozenStandard.objects.bulk_create(rows)
    about: dict[str, Any] = {"standards": len(rows), "content_hash": edition.content_hash}
    record(verb="edition.imported", on=edition, by=by, at=at, seals=rows, **about)
    return edition


def _frozen(edition, position, item):
    row = FrozenStandard(
        edition=edition,
        position=position,
        code=item["code"],
        phase=item.get("phase", Phase.DURING),
        behaviour_fa=item.get("behaviour_fa") or item["behaviour_en"],
        behaviour_en=item.get("behaviour_en", ""),
        is_critical=item.get("is_critical", False),
        binds_from=edition.effective_on,
    )
    row.content_hash = hashes.standard_hash(row, [])
    row.text_hash = row.binding_hash = hashes.text_hash(row)
    return row
