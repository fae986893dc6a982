"""Pictures in the folder's file: named by their hash there, by a row of the CMS in a page.

A file carries no bytes. Brought back to where it was made each picture is found again, also one that was deleted since
if an edition keeps it; elsewhere it stays out, and is listed.
"""

import re
from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.images import get_image_model

from kit.display import number
from kit.files.storage import random_name
from kit.parsing.images import ENDINGS, kind_of
from kit.phrases import listed
from playbook.models import FrozenPicture
from playbook.pictures.album import by_content, rows_of, shot_of
from playbook.pictures.marks import ROW, Mark, with_marks
from playbook.standards.richtext import EDITED, editable

_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)\b([^<>]*)>")
_IMAGE_ALT = re.compile(r"""\balt\s*=\s*["']([^"']*)""", re.I)
# What holds words and shows nothing by itself.
_BARE = {"article", "body", "div", "font", "head", "html", "section", "span", "tbody", "thead", "td", "th", "tr", "img"}


@dataclass
class Shelf:
    """`album` = {number of a row: Shot} of the live pages; others are looked for once, when a file names them."""

    album: dict
    found: dict = field(default_factory=dict)

    def __post_init__(self):
        self.found |= {shot.sha256: shot for shot in self.album.values()}

    def find(self, mark):
        """The Shot or the FrozenPicture with the mark's hash, or None."""
        if mark.sha256 not in self.found:
            self.found[mark.sha256] = self._in_library(mark) or self._of_editions(mark)
        return self.found[mark.sha256]

    def _in_library(self, mark):
        alike = get_image_model().objects.filter(width=mark.width, height=mark.height).order_by("pk")
        shots = filter(None, map(shot_of, alike.iterator(chunk_size=100)))
        return next((shot for shot in shots if shot.sha256 == mark.sha256), None)

    def _of_editions(self, mark):
        return FrozenPicture.objects.filter(sha256=mark.sha256).first()

    def image_of(self, mark, by):
        """The row of the CMS; one of an edition's picture is made again. Raises OSError."""
        found = self.find(mark)
        if isinstance(found, FrozenPicture):
            found = self.found[mark.sha256] = shot_of(_made_again(found, mark.alt, by))
        return found.image


def _made_again(picture, alt, by):
    content = picture.content()
    name = random_name("original_images", ENDINGS.get(kind_of(content), "")).rpartition("/")[2]
    image = get_image_model()(title=(alt or picture.sha256)[:255], uploaded_by_user=by, file_size=len(content))
    image.file = ContentFile(content, name=name)
    image._set_file_hash()
    image.save()
    return image


def brought(text, page, shelf):
    """(what of a file's text may stay, sentences about what may not). `page`: the present one of this language."""
    own, missing = rows_of(page.body) if page else set(), _foreign_pictures(text)

    def known(mark):
        found = shelf.find(mark) if mark.sha256 else None
        if found:
            return Mark(mark.alt, None, mark.sha256, *_size(found))
        if mark.row in own:
            return mark
        missing.append(mark.alt)
        return ""

    kept = by_content(with_marks(editable(text), known), shelf.album).strip()
    return kept, [*_said_missing(missing), *_said_lost(text)]


def _size(found):
    picture = found if isinstance(found, FrozenPicture) else found.image
    return picture.width, picture.height


def _foreign_pictures(text):
    images = [own for tag, own in _TAG.findall(text) if tag.lower() == "img"]
    return [alt[1] if (alt := _IMAGE_ALT.search(own)) else "" for own in images]


def _said_missing(alts):
    if not alts:
        return []
    said = ngettext(
        "%(count)s picture is not in this installation and stays out: %(which)s.",
        "%(count)s pictures are not in this installation and stay out: %(which)s.",
        len(alts),
    )
    return [said % {"count": number(len(alts)), "which": listed(alt or _("without words") for alt in alts)}]


def _said_lost(text):
    lost = sorted({tag.lower() for tag, _own in _TAG.findall(text)} - EDITED - _BARE)
    said = _("The words stay, this mark-up does not: %(which)s.")
    return [said % {"which": listed(f"<{tag}>" for tag in lost)}] if lost else []


def by_row(text, shelf, by):
    """The same text as a page keeps it."""

    def named(mark):
        return Mark(mark.alt, shelf.image_of(mark, by).pk) if mark.sha256 else mark

    return with_marks(text, named)


def as_long_as_a_page(text):
    """The text as long as it will be in a page, where rows have short numbers."""
    return with_marks(text, lambda mark: f'<embed alt="{mark.alt}" embedtype="{ROW}" id="1000000"/>')
