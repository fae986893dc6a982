"""Fixing what documents say, once: the first that wants to know fixes it, every later one reads that.

Documents from before 0.1.3 were each drawn from what stood in the database at their time. Of those of one state the one
made first stands: the content is worked out as of its making, and one that said something else is set aside and made
again (docs/adr/0025).
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, Model, OuterRef, QuerySet

from kit.audit.chain import record
from kit.documents.kinds import Paper, paper_of
from kit.documents.models import DocumentContent, StoredDocument
from kit.documents.queue import make_again_later
from kit.values.canonical import content_hash

OF_ITS_DAY = ("made_on",)  # when it was drawn; no two documents from before agree in it


def content_of(paper: Paper, thing: Any, *, at: datetime) -> DocumentContent:
    """The DocumentContent of a thing as it stands; fixed now where nothing has fixed it. Two at once get the same."""
    where = _state(paper, thing)
    return DocumentContent.objects.filter(**where).first() or _fix(paper, thing, where, at)


def fix_content(paper: Paper, key: str, *, at: datetime) -> DocumentContent:
    """Fix what documents of the thing of that key say as it stands now. Within the deed that ends its life."""
    return content_of(paper, paper.find(key, None), at=at)


def kept_content(document: StoredDocument) -> DocumentContent | None:
    """The DocumentContent that a document belongs to, or None: one from before, or one whose subject went on."""
    where = {name: getattr(document, name) for name in ("kind", "object_key", "source_hash")}
    return DocumentContent.objects.filter(**where).first()


def is_of_its_content(document: StoredDocument, content: DocumentContent) -> bool:
    """Was it drawn from this content, and is that still what was fixed? A name that was forgotten is no change."""
    if content.content_hash != content_hash(content.says):
        return False
    was_redacted = content.redacted_at is not None and document.made_at <= content.redacted_at
    return document.content_hash == content.content_hash or was_redacted


def _state(paper, thing):
    return {"kind": paper.kind, "object_key": thing.key, "source_hash": content_hash(paper.state(thing))}


@transaction.atomic
def _fix(paper, thing, where, at):
    before = list(StoredDocument.objects.filter(**where, erased_at=None, content_hash="").order_by("made_at", "pk"))
    first = before[0] if before else None
    says = paper.content(thing, first.made_at if first else at)
    given = {
        "says": says,
        "content_hash": content_hash(says),
        "fixed_at": at,
        "first_code": first.code if first else "",
    }
    content, is_new = DocumentContent.objects.get_or_create(**where, defaults=given)
    if is_new:
        record(verb="document.content_fixed", on=content, at=at, kind=paper.kind, hash=content.content_hash)
        _set_aside([row for row in before[1:] if _says_otherwise(paper, thing, row, says)], content, at)
    return content


def _says_otherwise(paper, thing, document, says):
    then = paper.content(thing, document.made_at)
    return any(then[name] != says[name] for name in says if name not in OF_ITS_DAY)


def _set_aside(documents, content, at):
    """They are documents of no state any more, so that the next ones of their language are drawn from the content."""
    for document in documents:
        _leave_its_state(document)
        document.withdrawn_at = document.withdrawn_at or at
        document.save(update_fields=["withdrawn_at"])
    if documents:
        about = {"kind": content.kind, "first": content.first_code, "documents": len(documents)}
        record(verb="document.set_aside", on=content, at=at, seals=documents, **about)
    for language in {document.language for document in documents}:
        make_again_later(content.kind, content.object_key, language)


def settle_contents(*, at: datetime) -> None:
    """For the daily upkeep: fix what those say that were printed twice before contents were fixed."""
    for kind, key, source_hash in _printed_twice():
        paper = paper_of(kind)
        thing = paper.find(key, None) if paper else None
        if paper is not None and thing is not None and _state(paper, thing)["source_hash"] == source_hash:
            content_of(paper, thing, at=at)


def _printed_twice():
    """(kind, key, state) of documents in several languages of which nothing was fixed."""
    fixed = set(DocumentContent.objects.values_list("kind", "object_key", "source_hash"))
    of_state = StoredDocument.objects.filter(content_hash="", erased_at=None).order_by()
    pairs = of_state.values_list("kind", "object_key", "source_hash").annotate(n=Count("pk")).filter(n__gt=1)
    return [row[:3] for row in pairs if row[:3] not in fixed]


@transaction.atomic
def redact_contents(
    *, found: QuerySet[DocumentContent], without: Callable[[Any], Any], on: Model, by: Model | None, at: datetime
) -> int:
    """Replace a forgotten name in contents, a queryset. `without(value)` is the JSON without it. Returns how many."""
    changed = []
    for content in found.select_for_update():
        says = without(content.says)
        if says != content.says:
            content.says, content.content_hash, content.redacted_at = says, content_hash(says), at
            content.save(update_fields=["says", "content_hash", "redacted_at"])
            changed.append(content)
    if changed:
        record(verb="document.content_redacted", on=on, by=by, at=at, seals=changed, documents=len(changed))
    return len(changed)


@transaction.atomic
def issue_anew(
    *, documents: Iterable[StoredDocument], rewritten: Callable[[Any], Any], on: Model, by: Model | None, at: datetime
) -> list[tuple[str, str, str]]:
    """What these say is said from now on as `rewritten(says)` has it; nothing but names may differ in that.

    The documents of their states, in every language, stay as they are until the next of the same language takes their
    place and names them. Contents and documents of before are of no state any more. Returns [(kind, key, language)] of
    what is to be made.
    """
    rows: list[StoredDocument] = []
    contents: list[DocumentContent] = []
    for kind, key, source_hash in sorted({(row.kind, row.object_key, row.source_hash) for row in documents}):
        contents += _renewed(_standing(kind, key, source_hash, at), rewritten, at)
        of_state = {"kind": kind, "object_key": key, "source_hash": source_hash}
        rows += StoredDocument.objects.filter(**of_state, erased_at=None).select_for_update(of=("self",))
    for row in rows:
        _leave_its_state(row)
    if rows:
        record(verb="document.issued_again", on=on, by=by, at=at, seals=[*rows, *contents], documents=len(rows))
    return sorted({(row.kind, row.object_key, row.language) for row in rows})


def _standing(kind, key, source_hash, at):
    """The content of a state; of one that is the present one it is fixed first. None where nobody knows any more."""
    found = DocumentContent.objects.filter(kind=kind, object_key=key, source_hash=source_hash).first()
    paper = paper_of(kind)
    thing = paper.find(key, None) if paper and found is None else None
    if thing is not None and _state(paper, thing)["source_hash"] == source_hash:
        return content_of(paper, thing, at=at)
    return found


def _renewed(content, rewritten, at):
    """[the old row, which is of no state any more, and the new one in its place], or [] where there is none."""
    if content is None:
        return []
    state, says = content.source_hash, rewritten(content.says)
    _leave_its_state(content)
    where = {"kind": content.kind, "object_key": content.object_key, "source_hash": state}
    new = DocumentContent.objects.create(
        **where, says=says, content_hash=content_hash(says), first_code=content.first_code, fixed_at=at
    )
    return [content, new]


def _leave_its_state(row):
    row.source_hash = content_hash(["set aside", row.key, row.source_hash])
    row.save(update_fields=["source_hash"])


def problems() -> Iterator[str]:
    """A sentence for each content that was changed, and each document that was not drawn from its own."""
    for content in DocumentContent.objects.order_by("pk").iterator(chunk_size=500):
        name = f"content of {content.kind} {content.object_key}"
        if content.content_hash != content_hash(content.says):
            yield f"{name}: it was changed after it was fixed"
            continue
        of_state = {"kind": content.kind, "object_key": content.object_key, "source_hash": content.source_hash}
        for document in StoredDocument.objects.filter(**of_state, erased_at=None).exclude(content_hash=""):
            if not is_of_its_content(document, content):
                yield f"{name}: document {document.code} says something else"
    yield from _of_no_content()


def _of_no_content():
    """What is of no state any more was drawn from a content, too: that is kept, maybe with a name taken out of it."""
    redacted = DocumentContent.objects.filter(
        kind=OuterRef("kind"), object_key=OuterRef("object_key"), redacted_at__gte=OuterRef("made_at")
    )
    fixed = DocumentContent.objects.filter(
        kind=OuterRef("kind"), object_key=OuterRef("object_key"), content_hash=OuterRef("content_hash")
    )
    of_state = DocumentContent.objects.filter(
        kind=OuterRef("kind"), object_key=OuterRef("object_key"), source_hash=OuterRef("source_hash")
    )
    drawn = StoredDocument.objects.filter(erased_at=None).exclude(content_hash="").exclude(Exists(of_state))
    for document in drawn.exclude(Exists(fixed)).exclude(Exists(redacted)).order_by("pk").iterator(chunk_size=500):
        yield f"document {document.code} is of a content that nobody fixed"
