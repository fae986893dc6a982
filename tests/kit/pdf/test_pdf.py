import datetime as dt
import io
import json
import subprocess
import sys

import pikepdf
import pypdf
import pytest
from django.template import engines

from kit.pdf import PdfError, client, document_html, qr_image, render_pdf
from kit.reader import reading_as

PAGE = """{% extends "base_pdf.html" %}{% load display charts %}{% block body %}<h1>{{ name }}</h1>
<table class="bars"><tr><td>{% chart_bar 8505 target=8500 width="118mm" height="3.2mm" %}</td>
<td class="n">{{ 8505|percent:2 }}</td></tr></table><p>{{ text|linebreaksbr }}</p>{% endblock %}"""
SOURCE = json.dumps({"score": 8505})


def html(language="fa", **more):
    context = {
        "title": "Narges & Ahmadi",
        "organisation": "کافه آفتاب",
        "kind": "برگه",
        "number": "EV-1405-03187",
        "made_on": dt.date(2026, 11, 19),
        "verify_code": "K7QM-2R9X-4TND",
        "verify_url": "https://aftab.example/verify/K7QM-2R9X-4TND/",
        "name": "نرگس احمدی" if language == "fa" else "Narges Ahmadi",
    }
    with reading_as(language):
        return engines["django"].from_string(PAGE).render(context | more)


@pytest.fixture(scope="module")
def documents():
    return {language: render_pdf(html(language), language=language, source=SOURCE) for language in ("fa", "en")}


def text_of(pdf):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_document_says_its_title_and_language_and_is_tagged(documents, language):
    with pikepdf.open(io.BytesIO(documents[language])) as pdf:
        assert str(pdf.Root.Lang) == language
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo["/Title"]) == "Narges & Ahmadi"
        metadata = pdf.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")


def test_document_carries_its_source(documents):
    with pikepdf.open(io.BytesIO(documents["fa"])) as pdf:
        name, attached = next(iter(pdf.attachments.items()))
        assert name == "source.json"
        assert attached.get_file().read_bytes().decode() == SOURCE
        assert attached.obj.AFRelationship == "/Source"


def test_document_without_a_source_has_no_attachment():
    with pikepdf.open(io.BytesIO(render_pdf(html(), language="fa"))) as pdf:
        assert len(pdf.attachments) == 0


def test_document_embeds_one_family_of_fonts(documents):
    for pdf in documents.values():
        fonts = {
            str(font.get_object()["/BaseFont"])
            for page in pypdf.PdfReader(io.BytesIO(pdf)).pages
            for font in page["/Resources"]["/Font"].values()
        }
        assert fonts
        assert all("Vazirmatn" in font for font in fonts)


def test_every_page_has_its_number_and_the_documents():
    pdf = render_pdf(html("en", text="line\n" * 150), language="en")
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        assert "EV-1405-03187" in page


def test_persian_document_is_in_persian_digits():
    assert "۸۵٫۰۵" in html("fa")
    assert "۲۸ آبان ۱۴۰۵" in html("fa")
    assert "19 November 2026" in html("en")
    assert 'dir="rtl"' in html("fa")


def test_the_qr_code_is_inlined():
    assert qr_image("https://aftab.example/verify/").startswith("data:image/svg+xml")
    assert 'src="data:image/svg+xml' in html()


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="http://127.0.0.1:9/x">',
        '<img src="file:///etc/passwd">',
        '<img src="static:css/pdf.css">',
        '<img src="static:fonts/../../manage.py">',
        '<link rel="stylesheet" href="https://example.com/a.css">',
        "<style>@import 'http://example.com/a.css'</style>",
        '<a rel="attachment" href="file:///etc/passwd">x</a>',
        '<p style="background:url(//example.com/x)">x</p>',
    ],
)
def test_a_document_that_asks_for_anything_is_refused(markup):
    with pytest.raises(PdfError, match="not allowed"):
        render_pdf(f"<html lang=en><title>x</title>{markup}", language="en")


def test_text_of_people_is_text_in_a_document(documents):
    wild = '<script>1</script><img src="file:///etc/passwd">‮ "}}{{ %'
    pdf = render_pdf(html("en", name=wild, title=wild, organisation=wild, number=wild), language="en")
    assert "<script>" in text_of(pdf)


def test_a_document_that_takes_too_long_ends(monkeypatch, settings):
    own = client._Child()
    settings.PDF_TIME_LIMIT = 0.01
    with pytest.raises(PdfError, match="too long"):
        own.render({"html": html(), "language": "fa", "source": None, "source_name": "x"})
    settings.PDF_TIME_LIMIT = 60
    answer = own.render({"html": html(), "language": "fa", "source": None, "source_name": "x"})
    assert answer.startswith(b"%PDF")
    own.stop()


def test_a_child_is_replaced_after_its_share_and_when_it_died(monkeypatch):
    monkeypatch.setattr(client, "DOCUMENTS_PER_CHILD", 1)
    own, request = client._Child(), {"html": "<title>x</title>", "language": "en", "source": None, "source_name": "x"}
    own.render(request)
    first = own.process.pid
    own.render(request)
    assert own.process.pid != first
    monkeypatch.setattr(client, "DOCUMENTS_PER_CHILD", 100)
    own.process.kill()
    own.process.wait()
    assert own.render(request).startswith(b"%PDF")
    own.stop()


def test_a_document_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(client, "LARGEST_HTML", 10)
    with pytest.raises(PdfError, match="too large"):
        render_pdf("x" * 11, language="en")


def test_a_document_that_wants_too_much_memory_is_refused(settings):
    settings.PDF_MEMORY_LIMIT = 120 * 1024 * 1024
    own = client._Child()
    with pytest.raises(PdfError, match="memory"):
        own.render({"html": "<p>a" * 10_000, "language": "en", "source": None, "source_name": "x"})
    own.stop()


def test_the_web_process_never_imports_weasyprint():
    program = (
        "import django, sys; django.setup(); from django.urls import get_resolver; get_resolver().url_patterns;"
        "import kit.pdf, kit.jobs.tasks, kit.documents.store;"
        "print(sorted(name for name in sys.modules if name.startswith(('weasyprint', 'pyhanko', 'openpyxl.reader'))))"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_document_html_reads_in_its_language():
    text = document_html("base_pdf.html", {"title": "x", "made_on": dt.date(2026, 11, 19)}, language="en")
    assert "19 November 2026" in text
    assert 'lang="en"' in text
