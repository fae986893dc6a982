"""From what a document shows to the document that is kept: one way for every kind."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.cache import cache

from kit.documents.codes import new_code, verify_url
from kit.documents.contents import content_of
from kit.documents.kinds import Paper
from kit.documents.models import StoredDocument
from kit.documents.pdf_signatures import sign_pdf
from kit.documents.queue import make_now
from kit.documents.store import find_document, store_document, withdraw_documents
from kit.documents.texts import Said
from kit.pdf import document_html, render_pdf
from kit.processes.priorities import SOMEBODY_WAITS
from kit.reader import reading_as
from kit.values.canonical import canonical_json, content_hash

ASKED_AGAIN_AFTER = 60  # seconds: a worker that was killed, or a document that could not be made


def make_stored(
    *,
    kind: str,
    object_key: str,
    language: str,
    source_hash: str,
    template: str,
    context: Callable[[], dict[str, Any]],
    company: str,
    at: datetime,
    source: tuple[str, str] | None,
    content_hash: str = "",
    supersedes: StoredDocument | None = None,
) -> StoredDocument:
    """Render, sign and keep a document, once: the same content again gives the first one back.

    `context` is a callable, asked only when the document is not there yet, while everything reads in `language`; it
    gives what base_pdf.html wants but the code. `source`: (file name, canonical JSON) that goes inside, or None.
    `company`: its name, for the signature. Raises PdfError.
    """
    same = find_document(kind=kind, object_key=object_key, language=language, source_hash=source_hash)
    if same:
        return same
    code = new_code()
    with reading_as(language):
        shown = context() | {"verify_code": code, "verify_url": verify_url(code)}
    name, text = source or ("source.json", None)
    html = document_html(template, shown, language=language)
    pdf = render_pdf(html, language=language, source=text, source_name=name)
    return store_document(
        kind=kind,
        object_key=object_key,
        title=shown["title"],
        language=language,
        pdf=sign_pdf(pdf, name=company, code=code, at=at),
        at=at,
        code=code,
        source_hash=source_hash,
        content_hash=content_hash,
        supersedes=supersedes,
    )


def stored_paper(paper: Paper, thing: Any, language: str) -> StoredDocument | None:
    """The document of the thing as it is, or None while it is not made."""
    source_hash = content_hash(paper.state(thing))
    return find_document(kind=paper.kind, object_key=thing.key, language=language, source_hash=source_hash)


def withdraw_paper(paper: Paper, key: str, *, at: datetime) -> None:
    """Every document of a thing, in whatever language, that shows something else than it would now."""
    thing = paper.find(key, None)
    still = content_hash(paper.state(thing)) if thing else ""
    withdraw_documents(kind=paper.kind, object_key=key, at=at, still=still)


def ask_for_paper(paper: Paper, thing: Any, language: str) -> bool:
    """Have the worker make it, once for however many ask; False where it is under way. Forgotten after a minute."""
    state = content_hash(paper.state(thing))
    if not cache.add(f"paper-asked:{paper.kind}:{thing.key}:{language}:{state}", 1, timeout=ASKED_AGAIN_AFTER):
        return False
    make_now(paper.kind, thing.key, language, priority=SOMEBODY_WAITS)
    return True


def make_paper(paper: Paper, thing: Any, *, language: str, at: datetime) -> StoredDocument:
    """Fix what it says where nothing has, draw it from that, sign and keep it, once."""
    content = content_of(paper, thing, at=at)
    before = paper.before(thing, language, paper.kind)
    document = make_stored(
        kind=paper.kind,
        object_key=thing.key,
        language=language,
        source_hash=content.source_hash,
        content_hash=content.content_hash,
        template=paper.template,
        context=lambda: paper.context(Said(content.says)) | {"first_code": content.first_code},
        company=paper.company(),
        at=at,
        source=(f"{paper.kind}.json", canonical_json(content.says)),
        supersedes=before if before and not hasattr(before, "superseded_by") else None,
    )
    if paper.made:
        paper.made(thing, at)
    return document
