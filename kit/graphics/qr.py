"""A QR code as inline SVG, so that a phone can take a link off a screen or a sheet of paper."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_of(text: str) -> SafeString:
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgclass="hv-qr", lineclass=None, omitsize=True, border=2, dark="#23211d"
    )
    # segno writes the markup; of `text` nothing but squares gets in.
    return mark_safe(drawn.getvalue().decode())  # noqa: S308
