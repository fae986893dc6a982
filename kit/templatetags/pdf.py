"""What documents need beyond `display`: {% load pdf %}."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kit.pdf.documents import qr_image
from kit.pdf.texts import direction

register = template.Library()


@register.simple_tag
def qr(text: str) -> SafeString | str:
    """{% qr verify_url %}: a QR code as an inlined image."""
    return format_html('<img src="{}" alt="{}">', qr_image(text), _("QR code of the address")) if text else ""


@register.filter
def folder_text(url: object) -> str:
    """An address as one types it, without https:// and its last part."""
    return str(url).split("://", 1)[-1].rstrip("/").rpartition("/")[0]


@register.filter
def own_dir(text: object) -> str:
    """<bdi dir="{{ text|own_dir }}">: WeasyPrint knows no dir="auto"."""
    return direction(str(text))
