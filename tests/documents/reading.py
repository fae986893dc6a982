"""What stands in a PDF, read by a program that did not make it."""

import io
import json

import pikepdf
import pypdf

A4, A5 = (595, 842), (420, 595)
EDGE = 15  # points


def pages_of(pdf):
    """The text of each page."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def text_of(pdf):
    """All text on one line, so that a sentence is found wherever it wraps."""
    return " ".join(" ".join(pages_of(pdf)).split())


def attached(pdf):
    """{name: value} of the JSON files inside."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return {name: json.loads(files[0]) for name, files in reader.attachments.items()}


def flaws(pdf, *, size=A4):
    """Sentences about what a printer would send back: size, fonts that are not inside, words off the page."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = [obj for obj in document.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/FontName")]
        yield from (f"{font.FontName} is not embedded" for font in fonts if not _is_embedded(font))
        if not fonts:
            yield "no font at all"
    for number, page in enumerate(pypdf.PdfReader(io.BytesIO(pdf)).pages, 1):
        if (round(page.mediabox.width), round(page.mediabox.height)) != size:
            yield f"page {number} is {page.mediabox.width} x {page.mediabox.height}"
        yield from (f"page {number}: {words!r} lies outside" for words in _outside(page, *size))


def _is_embedded(font):
    return any(name in font for name in ("/FontFile", "/FontFile2", "/FontFile3"))


def _outside(page, width, height):
    """Texts that begin nearer to the edge than any margin is."""
    found = []

    def look(text, cm, tm, _font, _size):
        x, y = (tm[4] * cm[axis] + tm[5] * cm[axis + 2] + cm[axis + 4] for axis in (0, 1))
        if text.strip() and not (EDGE < x < width - EDGE and EDGE < y < height - EDGE):
            found.append((text.strip()[:30], round(x), round(y)))

    page.extract_text(visitor_text=look)
    return found
