"""Appending to the audit log and walking it."""

from datetime import UTC

from django.db import transaction
from django.utils import timezone

from kit.audit.models import AuditEntry, AuditHead
from kit.canonical import content_hash


def record(*, verb, on, by=None, at=None, **detail):
    """Append one entry. `on` is the row acted on, `by` the user (None: the system); `detail` holds plain values.

    Must run inside the transaction of the action that it records.
    """
    with transaction.atomic(savepoint=False):
        head = _locked_head()
        entry = AuditEntry(
            number=head.number + 1,
            at=at or timezone.now(),
            actor_key=getattr(by, "key", ""),
            actor_name=str(by) if by else "",
            verb=verb,
            object_type=on._meta.label,
            object_key=str(getattr(on, "key", on.pk)),
            detail=detail,
            previous_hash=head.hash,
        )
        entry.hash = entry_hash(entry)
        entry.save()
        AuditHead.objects.filter(pk=1).update(number=entry.number, hash=entry.hash)
    return entry


def _locked_head():
    """The one row that makes appending wait its turn."""
    heads = AuditHead.objects.select_for_update()
    head = heads.filter(pk=1).first()
    if head is None:
        AuditHead.objects.get_or_create(pk=1)
        head = heads.get(pk=1)
    return head


def entry_hash(entry):
    """SHA-256 over the entry's fields and the hash before it."""
    return content_hash(
        {
            "number": entry.number,
            "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": [entry.actor_key, entry.actor_name],
            "verb": entry.verb,
            "on": [entry.object_type, entry.object_key],
            "detail": entry.detail,
            "previous": entry.previous_hash,
        }
    )


def chain_problems():
    """Yield a sentence for everything in the chain that does not add up, first things first."""
    number, previous = 0, "0" * 64
    for entry in AuditEntry.objects.order_by("number").iterator(chunk_size=2000):
        if entry.number != number + 1:
            yield f"audit entry {number + 1} is missing"
        if entry.previous_hash != previous:
            yield f"audit entry {entry.number} does not follow the entry before it"
        if entry.hash != entry_hash(entry):
            yield f"audit entry {entry.number} ({entry.verb}) was changed after it was written"
        number, previous = entry.number, entry.hash
    head = AuditHead.objects.filter(pk=1).first() or AuditHead()
    if (head.number, head.hash) != (number, previous):
        yield f"the audit log ends at {number}, but {head.number} entries were written"
