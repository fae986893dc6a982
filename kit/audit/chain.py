"""Appending to the audit log and walking it."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from kit.audit.hashes import covered, is_blacked_out, new_cover, standing
from kit.audit.models import AuditEntry, AuditHead
from kit.audit.seals import seals_of, take_saved
from kit.values.canonical import content_hash

PORTION = 2000
REDACTED = "audit.redacted"


def record(
    *,
    verb: str,
    on: Model,
    by: Model | None = None,
    at: datetime | None = None,
    seals: Iterable[Model | None] = (),
    gone: Iterable[Model] = (),
    **detail: object,
) -> AuditEntry:
    """Append one entry. `on` is the row acted on, `by` the user (None: the system); `detail` holds plain values.

    Rows of evidence are sealed as they stand in memory: `on` by itself if it was saved (one by one), others that were
    written as `seals`, those that were deleted as `gone`; so it comes after the last write. Must run inside the
    transaction of the action.
    """
    with transaction.atomic(savepoint=False):
        last = locked_head()
        entry = AuditEntry(
            number=last.number + 1,
            at=at or timezone.now(),
            actor_key=getattr(by, "key", ""),
            actor_name=str(by) if by else "",
            verb=verb,
            object_type=on._meta.label,
            object_key=str(getattr(on, "key", on.pk)),
            detail=detail,
            seals=seals_of([*take_saved(on), *seals], gone),
            cover=new_cover(),
            previous_hash=last.hash,
        )
        entry.hash = entry_hash(entry)
        entry.save()
        AuditHead.objects.filter(pk=1).update(number=entry.number, hash=entry.hash)
    return entry


def locked_head() -> AuditHead:
    """The one row that makes appending wait its turn."""
    heads = AuditHead.objects.select_for_update()
    found = heads.filter(pk=1).first()
    if found is None:
        AuditHead.objects.get_or_create(pk=1)
        found = heads.get(pk=1)
    return found


def entry_hash(entry: AuditEntry) -> str:
    """SHA-256 over the entry's fields and the hash before it."""
    seals = {"seals": entry.seals} if entry.seals else {}  # entries from before there were any keep their hash
    actor, detail = covered(entry) if entry.cover else (entry.actor_name, entry.detail)
    return content_hash(
        {
            "number": entry.number,
            "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": [entry.actor_key, actor],
            "verb": entry.verb,
            "on": [entry.object_type, entry.object_key],
            "detail": detail,
            "previous": entry.previous_hash,
            **seals,
        }
    )


def head() -> tuple[int, str]:
    """(number, hash) of the newest entry: kept elsewhere, they prove later that nothing before was written anew."""
    newest = AuditHead.objects.filter(pk=1).first() or AuditHead()
    return newest.number, newest.hash


def anchor_problem(number: int, noted: str) -> str | None:
    """A sentence where entry `number` has not the hash that was noted elsewhere, or None. `chain_problems` does the
    rest: an entry whose hash stands proves all those before it."""
    if number == 0 or AuditEntry.objects.filter(number=number, hash=noted).exists():
        return None
    return f"audit entry {number} is not the one that was noted: the log was written anew"


def chain_problems() -> Iterator[str]:
    """Yield a sentence for everything in the chain that does not add up, first things first."""
    number, previous, vouched = 0, "0" * 64, _vouched()
    for entry in _in_order():
        if entry.number != number + 1:
            yield f"audit entry {number + 1} is missing"
        if entry.previous_hash != previous:
            yield f"audit entry {entry.number} does not follow the entry before it"
        if not _stands(entry, vouched.get(entry.number)):
            yield f"audit entry {entry.number} ({entry.verb}) was changed after it was written"
        number, previous = entry.number, entry.hash
    written, newest = head()
    if written > number and AuditEntry.objects.filter(number=number + 1, previous_hash=previous).exists():
        return  # somebody did something between the last portion and the head
    if (written, newest) != (number, previous):
        yield f"the audit log ends at {number}, but {written} entries were written"


def _in_order():
    """Portion by portion, with nothing left open between them; what is written meanwhile comes too."""
    after = 0
    while portion := list(AuditEntry.objects.filter(number__gt=after).order_by("number")[:PORTION]):
        yield from portion
        after = portion[-1].number


def _vouched():
    """{number of an entry: the hash of its words since some were blacked out}, as the latest that did it says."""
    found = {}
    entries = AuditEntry.objects.filter(verb=REDACTED).order_by("number").values_list("detail", flat=True)
    for detail in entries.iterator(chunk_size=200):
        told = detail.get("entries") if isinstance(detail, dict) else None
        pairs = told.items() if isinstance(told, dict) else ()
        found |= {int(number): told for number, told in pairs if str(number).isdecimal()}
    return found


def _stands(entry, vouched):
    """As it was written; or with words blacked out, which some entry says, and as that entry left it."""
    if vouched is None:
        return entry.hash == entry_hash(entry) and not is_blacked_out(entry)
    return standing(entry) == vouched and (not entry.cover or entry.hash == entry_hash(entry))
