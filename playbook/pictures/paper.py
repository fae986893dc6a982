"""A text in a document: pictures inlined, links that lead out of it kept, everything else as words.

All pictures of a document together weigh no more than the process that prints takes: they become smaller, then the
last ones are left out and said to be.
"""

import base64
import re

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from kit.parsing.images import kind_of
from playbook.models import FrozenPicture
from playbook.pictures.album import is_drawable
from playbook.pictures.drawing import LINK, UNDRAWABLE, WIDTHS
from playbook.pictures.marks import attributes_of, marks_in, with_marks
from playbook.standards.richtext import clean_html

# Of LARGEST_HTML in kit.pdf.client, as letters of base64.
MOST = 4_500_000
PARTS = ("medium", "small")
OUTWARDS = re.compile(r"(?:https?|mailto|tel):", re.I)


def album_for(texts):
    """{SHA-256 or number of a row: address of the inlined picture} for a document that shows these texts."""
    marks = [mark for text in texts for mark in marks_in(clean_html(text))]
    found = _kept({mark.sha256 for mark in marks if mark.sha256}) | _shown({mark.row for mark in marks if mark.row})
    order = [key for key in dict.fromkeys(mark.sha256 or mark.row for mark in marks) if key in found]
    return _fitting({key: found[key] for key in order})


def _kept(hashes):
    pictures = FrozenPicture.objects.filter(sha256__in=hashes) if hashes else []
    return {
        picture.sha256: [lambda part=part, row=picture: row.content(part) for part in PARTS] for picture in pictures
    }


def _shown(rows):
    """Of editions that were frozen before pictures were kept: as the CMS has them."""
    images = get_image_model().objects.in_bulk(rows) if rows else {}
    widths = WIDTHS[::-1]
    return {
        row: [lambda width=width, image=image: _rendition(image, width) for width in widths]
        for row, image in images.items()
        if is_drawable(image)
    }


def _rendition(image, width):
    with image.get_rendition(width).file.open() as file:
        return file.read()


def _fitting(readers):
    for place in range(len(PARTS)):
        inlined = {key: _inlined(sizes[place]) for key, sizes in readers.items()}
        if sum(map(len, inlined.values())) <= MOST:
            return {key: address for key, address in inlined.items() if address}
    return _first_of(inlined)


def _first_of(inlined):
    left, taken = MOST, {}
    for key, address in inlined.items():
        if address and len(address) <= left:
            taken[key] = address
            left -= len(address)
    return taken


def _inlined(read):
    """Empty where the picture cannot be read."""
    try:
        content = read()
    except UNDRAWABLE:
        return ""
    return f"data:{kind_of(content)};base64,{base64.b64encode(content).decode()}" if kind_of(content) else ""


def printed(text, album):
    """Safe HTML. A picture that is not in the album leaves its words."""
    text = with_marks(clean_html(text), lambda mark: _image(album.get(mark.sha256 or mark.row), mark.alt))
    return mark_safe(LINK.sub(_outward, text))  # noqa: S308 - cleaned above


def _image(address, alt):
    if address:
        return format_html('<img class="shown" src="{}" alt="{}">', address, alt)
    said = _("Picture: %(alt)s. It is not printed here.") % {"alt": alt} if alt else _("A picture that is not printed.")
    return format_html('<span class="q s">[{}]</span>', said)


def _outward(found):
    address = attributes_of(found[1]).get("href", "")
    return format_html('<a href="{}">{}</a>', address, mark_safe(found[2])) if OUTWARDS.match(address) else found[2]  # noqa: S308
