"""Kinds of documents: what stands in each, who may have it, how it is made once and kept.

An app registers a Paper; addresses, waiting page, task and storing are the same for all. What a document says is fixed
once for each state of its subject (`kit.documents.contents`); every language is drawn from that content alone.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import cache
from django.db import transaction

from kit.documents.contents import content_of
from kit.documents.creation import make_stored
from kit.documents.store import find_document, register_document_kind, withdraw_documents
from kit.documents.texts import Said
from kit.processes.priorities import SOMEBODY_WAITS
from kit.values.canonical import canonical_json, content_hash

ASKED_AGAIN_AFTER = 60  # seconds: a worker that was killed, or a document that could not be made


def _newest(thing, language, kind):
    return find_document(kind=kind, object_key=thing.key, language=language)


@dataclass(frozen=True)
class Paper:
    """How documents of a kind come to be. `thing` is what a document is about; it has a `key`.

    find(key, user): the thing, or None where it is not final or `user` may not have it (user None: the worker asks).
    content(thing): plain facts that say which state of the thing it is; documents are kept under their hash.
    says(thing, at): everything that stands in it, as JSON (`kit.documents.texts`), as it was at the instant `at`.
    context(said): what base_pdf.html and `template` show of that, in the active language. Asks for nothing else.
    filename(thing, language): without ".pdf". back(thing): the page it is about. company(): whose signature it bears.
    before(thing, language, kind): the document that a new one replaces. made(thing, at): called once it is kept.
    """

    kind: str
    template: str
    find: Callable
    content: Callable
    says: Callable
    context: Callable
    filename: Callable
    back: Callable
    company: Callable
    before: Callable = _newest
    made: Callable | None = None


_PAPERS = {}


def register_paper(paper, label):
    """In AppConfig.ready. `label` (gettext_lazy) is what the public page calls such documents."""
    _PAPERS[paper.kind] = paper
    register_document_kind(paper.kind, label)


def make_again_later(kind, key, language):
    """After the transaction the worker makes the document, of whichever kind."""
    from kit.documents.tasks import make_paper_later

    transaction.on_commit(lambda: make_paper_later.enqueue(kind, key, language))


def paper_of(kind):
    """The Paper, or None."""
    return _PAPERS.get(kind)


def stored_paper(paper, thing, language):
    """The document of the thing as it is, or None while it is not made."""
    source_hash = content_hash(paper.content(thing))
    return find_document(kind=paper.kind, object_key=thing.key, language=language, source_hash=source_hash)


def withdraw_paper(paper, key, *, at):
    """Every document of a thing, in whatever language, that shows something else than it would now."""
    thing = paper.find(key, None)
    still = content_hash(paper.content(thing)) if thing else ""
    withdraw_documents(kind=paper.kind, object_key=key, at=at, still=still)


def ask_for_paper(paper, thing, language):
    """Have the worker make it, once for however many ask; False where it is under way. Forgotten after a minute."""
    from kit.documents.tasks import make_paper_later

    state = content_hash(paper.content(thing))
    if not cache.add(f"paper-asked:{paper.kind}:{thing.key}:{language}:{state}", 1, timeout=ASKED_AGAIN_AFTER):
        return False
    make_paper_later.using(priority=SOMEBODY_WAITS).enqueue(paper.kind, thing.key, language)
    return True


def make_paper(paper, thing, *, language, at):
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
