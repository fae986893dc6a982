"""Kinds of documents that are made on their own: what stands in each, who may have it, how it is made once and kept.

An app registers a Paper; addresses, waiting page, task and storing are the same for all. What a Paper shows must be
final: its `content` is what the document is kept under, so other content is another document that names the old one.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from kit.canonical import canonical_json, content_hash
from kit.documents.making import make_stored
from kit.documents.storing import find_document, register_document_kind, withdraw_documents


@dataclass(frozen=True)
class Paper:
    """How documents of a kind come to be. `thing` is what a document is about; it has a `key`.

    find(key, user): the thing, or None where it is not final or `user` may not have it (user None: the worker asks).
    content(thing): plain facts that never change, hashed and put inside as JSON.
    context(thing, at): what base_pdf.html and `template` show, in the active language.
    filename(thing, language): without ".pdf". back(thing): the page it is about. company(): whose signature it bears.
    """

    kind: str
    template: str
    find: Callable
    content: Callable
    context: Callable
    filename: Callable
    back: Callable
    company: Callable


_PAPERS, _OTHERS = {}, {}


def register_paper(paper, label):
    """In AppConfig.ready. `label` (gettext_lazy) is what the public page calls such documents."""
    _PAPERS[paper.kind] = paper
    register_document_kind(paper.kind, label)


def register_making(kind, later):
    """For documents that are no Paper: `later`(object key, language) enqueues one, made of what stands then."""
    _OTHERS[kind] = later


def make_again_later(kind, key, language):
    """After the transaction the worker makes the document, of whichever kind."""
    from kit.documents.tasks import make_paper_later

    later = _OTHERS.get(kind) or (lambda key, language: make_paper_later.enqueue(kind, key, language))
    transaction.on_commit(lambda: later(key, language))


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


def make_paper(paper, thing, *, language, at):
    """Render, sign and keep it, once."""
    content = paper.content(thing)
    before = find_document(kind=paper.kind, object_key=thing.key, language=language)
    return make_stored(
        kind=paper.kind,
        object_key=thing.key,
        language=language,
        source_hash=content_hash(content),
        template=paper.template,
        context=lambda: paper.context(thing, at),
        company=paper.company(),
        at=at,
        source=(f"{paper.kind}.json", canonical_json(content)),
        supersedes=before if before and not hasattr(before, "superseded_by") else None,
    )
