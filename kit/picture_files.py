"""Uploaded pictures: what `kit.pictures` makes of them, and its refusals in words."""

import secrets
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kit.pictures import DAMAGED, ENDINGS, NO_PICTURE, TOO_LARGE, TOO_MANY_PIXELS, PictureRefused, re_encode

WORDS = {
    NO_PICTURE: _("This is no picture that can be read: JPEG, PNG, WebP, HEIC, AVIF or GIF."),
    DAMAGED: _("The picture is damaged."),
    TOO_LARGE: _("The picture is larger than 4 MB."),
    TOO_MANY_PIXELS: _("The picture has more than 40 megapixels."),
}
# They join the letters of a name in Persian and other scripts; all other marks without a shape are dropped.
JOINERS = "\u200c\u200d"


def renewed(content):
    """(bytes, type of the content) of the picture written anew. Raises ValidationError."""
    try:
        return re_encode(content)
    except PictureRefused as refusal:
        raise refused(refusal) from refusal


def refused(refusal):
    """The refusal as a form says it."""
    return ValidationError(WORDS[refusal.reason], code=refusal.reason)


def renew(upload):
    """Put the picture written anew in place of what an upload holds, wherever it is kept until the request ends.

    In place, because a page that fails for another reason may keep the upload itself. The name becomes one of chance.
    """
    upload.seek(0)
    content, kind = renewed(upload.read())
    upload.file.seek(0)
    upload.file.truncate()
    upload.file.write(content)
    upload.file.flush()
    upload.seek(0)
    upload.size, upload.content_type = len(content), kind
    upload.name = f"{secrets.token_hex(16)}{ENDINGS[kind]}"


def shown_name(name, ending):
    """What a file was called, for reading only: without folders and marks that cannot be seen, with its real ending."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(letter for letter in last if letter in JOINERS or not unicodedata.category(letter).startswith("C"))
    stem = seen.rpartition(".")[0] or seen
    return f"{stem.strip()[:100]}{ending}"
