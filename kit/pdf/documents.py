"""The HTML of a document, as its reader would read it."""

from collections.abc import Mapping
from typing import Any

import segno
from django.template.loader import render_to_string

from kit.reader import reading_as
from kit.text.letters import straight


def document_html(
    template: str, context: Mapping[str, Any], *, language: str, calendar: str | None = None, digits: str | None = None
) -> str:
    """A template that extends base_pdf.html, in one language with its own calendar and digits unless told."""
    with reading_as(language, calendar, digits):
        return straight(render_to_string(template, context))


def qr_image(text: str) -> str:
    """A QR code as the address of an inlined image."""
    return segno.make(text, error="m", micro=False).svg_data_uri(border=0, dark="#23211d", unit="")
