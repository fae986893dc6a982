"""Keeping a document and getting it back."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import FileResponse
from django.utils.functional import Promise

from kit.audit.chain import record
from kit.documents.codes import new_code
from kit.documents.models import StoredDocument
from kit.files.storage import private_storage, random_name
from kit.values.canonical import content_hash as hash_of

_KIND_LABELS: dict[str, str | Promise] = {}


class DocumentDamaged(Exception):
    """The stored file is missing, or is not what was stored."""


def register_document_kind(name: str, label: Promise) -> None:
    """Say what documents of a kind are called on the public page (gettext_lazy): "Evaluation record"."""
    _KIND_LABELS[name] = label


def kind_label(document: StoredDocument) -> str | Promise:
    return _KIND_LABELS.get(document.kind, document.kind)


def find_document(
    *, kind: str, object_key: str, language: str, source_hash: str | None = None
) -> StoredDocument | None:
    """The document made for an object (newest first), of one content where `source_hash` is given; or None."""
    found = StoredDocument.objects.filter(kind=kind, object_key=object_key, language=language, erased_at=None)
    return (found.filter(source_hash=source_hash) if source_hash else found).first()


@transaction.atomic
def store_document(
    *,
    kind: str,
    object_key: str,
    title: str,
    language: str,
    pdf: bytes,
    at: datetime,
    code: str = "",
    source_hash: str = "",
    content_hash: str = "",
    supersedes: StoredDocument | None = None,
) -> StoredDocument:
    """Keep the bytes of a PDF for good and return its StoredDocument. A signature (PAdES) is put on before this.

    `code`: the one that stands in the PDF (`codes.new_code()` before rendering). Storing for the same kind, object,
    language and source hash again gives the first document back and keeps nothing new.
    """
    sha256 = hashlib.sha256(pdf).hexdigest()
    source_hash = source_hash or sha256
    same = find_document(kind=kind, object_key=object_key, language=language, source_hash=source_hash)
    if same:
        return same
    name = private_storage().save(random_name("documents", ".pdf"), ContentFile(pdf))
    document, is_new = StoredDocument.objects.get_or_create(
        kind=kind,
        object_key=object_key,
        language=language,
        source_hash=source_hash,
        defaults={
            "title": title[:200],
            "code": code or new_code(),
            "name": name,
            "sha256": sha256,
            "size": len(pdf),
            "made_at": at,
            "content_hash": content_hash,
            "supersedes": supersedes,
        },
    )
    if is_new:
        record(verb="document.stored", on=document, at=at, kind=kind, object_key=object_key, sha256=sha256)
    else:
        private_storage().delete(name)
    return document


@transaction.atomic
def withdraw_documents(*, kind: str, object_key: str, at: datetime, still: str = "") -> None:
    """What these documents show no longer counts; the public page says so. `still`: the source hash that does."""
    given_out = StoredDocument.objects.filter(kind=kind, object_key=object_key, withdrawn_at=None)
    withdrawn = list(given_out.exclude(source_hash=still))
    for document in withdrawn:
        document.withdrawn_at = at
        document.save(update_fields=["withdrawn_at"])
    if withdrawn:
        record(verb="document.withdrawn", on=withdrawn[0], at=at, seals=withdrawn, kind=kind, object_key=object_key)


@transaction.atomic
def erase_documents(
    *, documents: QuerySet[StoredDocument], retitled: Callable[[str], str], on: Model, by: Model | None, at: datetime
) -> int:
    """The bytes of these documents go, their code and hash stay. `retitled(title)` is the title without the name.

    What they showed can be made anew, as another document. Returns how many.
    """
    names, rows = [], list(documents.filter(erased_at=None).select_for_update(of=("self",)))
    for document in rows:
        names.append(document.name)
        document.erased_at, document.title = at, retitled(document.title)[:200]
        document.source_hash = hash_of(["erased", document.key, document.source_hash])
        document.save(update_fields=["erased_at", "title", "source_hash"])
    if rows:
        record(verb="document.erased", on=on, by=by, at=at, seals=rows, documents=len(rows))
        transaction.on_commit(partial(_delete, names))
    return len(rows)


def _delete(names: list[str]) -> None:
    for name in names:
        private_storage().delete(name)


def read_document(document: StoredDocument) -> bytes:
    """Its bytes, after comparing them with the hash. Raises DocumentDamaged."""
    try:
        with document.open() as file:
            content = file.read()
    except OSError as problem:
        raise DocumentDamaged(f"document {document.code} is missing") from problem
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise DocumentDamaged(f"document {document.code} was changed after it was stored")
    return content


def document_response(document: StoredDocument, *, filename: str, inline: bool = False) -> FileResponse:
    """The file for a view that has asked whether this reader may have it."""
    from io import BytesIO

    content = BytesIO(read_document(document))
    return FileResponse(content, as_attachment=not inline, filename=filename, content_type="application/pdf")


def problems() -> Iterator[str]:
    """A sentence for every stored document that is missing or was changed; for `manage.py verify`."""
    for document in StoredDocument.objects.filter(erased_at=None).order_by("pk").iterator(chunk_size=500):
        try:
            read_document(document)
        except DocumentDamaged as problem:
            yield str(problem)
