"""A text as it is read on a screen: pictures drawn, links led on; what is gone is said to be gone, never an error.

A picture stands as wide as the text, or as wide as it is; the format that somebody may have chosen in the CMS long ago
does not matter.
"""

import re

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from PIL.Image import DecompressionBombError, DecompressionBombWarning
from wagtail.images import get_image_model
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page

from kit.parsing.images import FAULTS
from kit.templatetags.components import icon
from playbook.models import Edition, StandardPage
from playbook.models.pictures import MEDIUM, SMALL
from playbook.pictures.album import is_drawable
from playbook.pictures.marks import attributes_of, marks_in, with_marks
from playbook.standards.richtext import clean_html

# What making a smaller picture of a broken one ends with.
UNDRAWABLE = (SourceImageIOError, DecompressionBombError, DecompressionBombWarning, *FAULTS)
SIZES = "(max-width: 46rem) 94vw, 44rem"
WIDTHS = ("width-720|format-webp", "width-1440|format-webp")
LINK = re.compile(r"<a((?:\s+[\w-]+=\"[^\"]*\")*)>(.*?)</a>", re.S)


def drawn(text):
    """Safe HTML of a rich text, of whichever kind: a page's, an edition's, a lesson's, a question's."""
    text = clean_html(text)
    images = _images(text)
    text = with_marks(text, lambda mark: _kept(mark) if mark.sha256 else _shown(images.get(mark.row), mark.alt))
    return mark_safe(with_links(text))  # noqa: S308 - cleaned above


def shown(image, alt):
    """A picture of the CMS by its row, which may be None: in a lesson's block."""
    return _shown(image, alt)


def gone(alt):
    """In place of a picture that is not there, or cannot be read."""
    text = _("Picture: %(alt)s. It cannot be shown.") % {"alt": alt} if alt else _("A picture that cannot be shown.")
    return format_html('<span class="hv-nopicture">{}{}</span>', icon("photo"), text)


def _images(text):
    rows = {mark.row for mark in marks_in(text) if mark.row}
    return get_image_model().objects.prefetch_renditions(*WIDTHS).in_bulk(rows) if rows else {}


def _kept(mark):
    """A picture that an edition keeps. How large it is stands in the text, so nothing is asked."""
    if not (mark.width and mark.height):
        return gone(mark.alt)
    sources = {}
    for part, longest in (("small", SMALL), ("medium", MEDIUM)):
        size = fitted(mark.width, mark.height, longest)
        sources[size] = reverse("playbook:picture", args=[mark.sha256, part])
    return _image(sources, mark.alt)


def _shown(image, alt):
    if image is None or not is_drawable(image):
        return gone(alt)
    try:
        made = image.get_renditions(*WIDTHS)
    except UNDRAWABLE:
        return gone(alt)
    return _image({(made[width].width, made[width].height): made[width].url for width in WIDTHS}, alt)


def fitted(width, height, longest):
    """(width, height) with the longer side no longer than that."""
    side = max(width, height)
    return tuple(max(1, each * min(longest, side) // side) for each in (width, height))


def _image(sources, alt):
    """`sources` = {(width, height): address}, the smallest first. The first says how large it stands on the page."""
    (width, height), address = next(iter(sources.items()))
    more = format_html_join(", ", "{} {}w", ((url, size[0]) for size, url in sources.items()))
    wide = format_html(' srcset="{}" sizes="{}"', more, SIZES) if len(sources) > 1 else ""
    return format_html(
        '<img src="{}"{} width="{}" height="{}" alt="{}" loading="lazy" decoding="async">',
        address, wide, width, height, alt,
    )  # fmt: skip


def with_links(text):
    """Links to pages lead to where staff read them; a link that leads nowhere any more leaves its words."""
    links = [attributes_of(found[1]) for found in LINK.finditer(text)]
    targets = _targets({told.get("id", "") for told in links if told.get("linktype") == "page"})

    def led(found):
        told = attributes_of(found[1])
        kind = told.get("linktype")
        address = targets.get(told.get("id")) if kind == "page" else told.get("href") if not kind else ""
        return format_html('<a href="{}">{}</a>', address, mark_safe(found[2])) if address else found[2]  # noqa: S308

    return LINK.sub(led, text)


def _targets(numbers):
    """{number of a live page as text: its address}."""
    numbers = {number for number in numbers if number.isascii() and number.isdigit() and len(number) < 19}
    if not numbers:
        return {}
    pages = list(Page.objects.live().filter(pk__in=numbers).defer_streamfields().specific())
    rows = _in_force([page.code for page in pages if isinstance(page, StandardPage)])
    screens = {page.pk: rows.get(page.code) for page in pages if isinstance(page, StandardPage)}
    return {str(page.pk): screens.get(page.pk) or page.url for page in pages}


def _in_force(codes):
    """{code: address} of standards in the edition that holds today: what staff read of a page."""
    edition = Edition.objects.in_force(timezone.localdate()) if codes else None
    rows = edition.standards.filter(code__in=codes) if edition else []
    return {row.code: row.get_absolute_url() for row in rows}
