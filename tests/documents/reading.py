"""What stands in a PDF, read by a program that did not make it."""

import io
import json

import pypdf


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
