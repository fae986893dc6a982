"""Rows from before there were seals are sealed as they are found: once, in portions, before everybody's eyes."""

from datetime import datetime
from itertools import islice

from django.apps import apps
from django.db import transaction
from django.db.models import Model

from kit.audit.chain import locked_head, record
from kit.audit.seals import sealed_tables
from kit.audit.verification import UNDER_SEAL, differences, tables_under_seal

PORTION = 500


def seal_found(*, at: datetime, by: Model | None = None, again: str | None = None) -> dict[str, int]:
    """Put every table under seal that is not yet; what was there before an action sealed it is taken as found.

    `again`: why what `verify` names in the others is taken as found too (somebody mended rows by hand). Both stay in
    the log for good. Returns {table: rows sealed}.
    """
    begun = tables_under_seal()
    fresh = [each for each in sealed_tables() if each.label not in begun]
    found: dict[str, int] = {}
    for definition in fresh if again is None else sealed_tables():
        wanted = differences([definition])
        if again is None:
            wanted = (each for each in wanted if each.is_new)
        while portion := list(islice(wanted, PORTION)):
            _seal(portion, by, at, {"reason": again} if again else {})
            found[definition.label] = found.get(definition.label, 0) + len(portion)
    if fresh:
        with transaction.atomic():
            record(verb=UNDER_SEAL, on=locked_head(), by=by, at=at, tables=[each.label for each in fresh], rows=found)
    return found


@transaction.atomic
def _seal(portion, by, at, detail):
    """While the log is held no action can write its entry, so what is read now is what its entry will follow."""
    head, label = locked_head(), portion[0].label
    there = [each.row.pk for each in portion if each.row is not None]
    rows = list(apps.get_model(label)._base_manager.filter(pk__in=there))
    gone = [each.stub for each in portion if each.row is None]
    record(
        verb="evidence.sealed", on=head, by=by, at=at, table=label, rows=len(portion), seals=rows, gone=gone, **detail
    )
