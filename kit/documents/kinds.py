"""Kinds of documents: what stands in each, who may have it.

An app states its Papers and registers them in `AppConfig.ready`; addresses, waiting page, task and storing are the same
for all. What a document says is fixed once for each state of its subject (`kit.documents.contents`); every language is
drawn from that content alone.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from kit.documents.store import find_document, register_document_kind


def _newest(thing, language, kind):
    return find_document(kind=kind, object_key=thing.key, language=language)


@dataclass(frozen=True)
class Paper:
    """How documents of a kind come to be. `thing` is what a document is about; it has a `key`.

    label: what the public page calls such documents (gettext_lazy).
    find(key, user): the thing, or None where it is not final or `user` may not have it (user None: the worker asks).
    state(thing): plain facts that say which state of the thing it is; documents are kept under their hash.
    content(thing, at): everything that stands in it, as JSON (`kit.documents.texts`), as it was at the instant `at`.
    context(said): what base_pdf.html and `template` show of that, in the active language. Asks for nothing else.
    filename(thing, language): without ".pdf". back(thing): the page it is about. company(): whose signature it bears.
    before(thing, language, kind): the document that a new one replaces. made(thing, at): called once it is kept.
    """

    kind: str
    label: Promise
    template: str
    find: Callable
    state: Callable
    content: Callable
    context: Callable
    filename: Callable
    back: Callable
    company: Callable
    before: Callable = _newest
    made: Callable | None = None


_PAPERS: dict[str, Paper] = {}


def register(*papers: Paper) -> None:
    """In AppConfig.ready."""
    for paper in papers:
        _PAPERS[paper.kind] = paper
        register_document_kind(paper.kind, paper.label)


def paper_of(kind: str) -> Paper | None:
    """The Paper, or None."""
    return _PAPERS.get(kind)
