"""Blacking out words in entries that are written already: openly, and so that `verify` still proves the chain."""

from collections.abc import Callable, Collection
from datetime import datetime

from django.db.models import Model, Q

from kit.audit.chain import REDACTED, record
from kit.audit.hashes import black_out, standing, words
from kit.audit.models import AuditEntry
from kit.queries.json_text import contains

PORTION = 200


def redact(
    *,
    keys: Collection[str],
    texts: Collection[str],
    replace: Callable[[AuditEntry, tuple[str | int, ...], str], str | None],
    on: Model,
    by: Model | None,
    at: datetime,
) -> int:
    """Have `replace(entry, place, text)` look at every word of entries by or about one of `keys`, or that hold a text
    of `texts`; what it returns (not None) takes the word's place. Returns how many entries were changed.

    Inside the transaction of the action. Each portion is vouched for by an entry of its own.
    """
    wanted = Q(actor_key__in=keys) | Q(object_key__in=keys)
    for text in [*texts, *keys]:
        wanted |= contains("detail", text)
    numbers, count = list(AuditEntry.objects.filter(wanted).order_by("pk").values_list("pk", flat=True)), 0
    while numbers:
        chunk, numbers = numbers[:PORTION], numbers[PORTION:]
        portion = [entry for entry in AuditEntry.objects.filter(pk__in=chunk) if _changed(entry, replace)]
        if not portion:
            continue
        AuditEntry.objects.bulk_update(portion, ["actor_name", "detail", "cover"])
        vouched = {str(entry.number): standing(entry) for entry in portion}
        record(verb=REDACTED, on=on, by=by, at=at, entries=vouched)
        count += len(portion)
    return count


def _changed(entry, replace):
    found = {place: replace(entry, place, text) for place, text in list(words(entry))}
    found = {place: text for place, text in found.items() if text is not None}
    if found:
        black_out(entry, found)
    return bool(found)
