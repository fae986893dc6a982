"""From what a document shows to the document that is kept: one way for every kind."""

from kit.documents.codes import new_code, verify_url
from kit.documents.pdf_signatures import sign_pdf
from kit.documents.store import find_document, store_document
from kit.pdf import document_html, render_pdf
from kit.reader import reading_as


def make_stored(
    *,
    kind,
    object_key,
    language,
    source_hash,
    template,
    context,
    company,
    at,
    source,
    content_hash="",
    supersedes=None,
):
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
