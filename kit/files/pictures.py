"""Uploaded pictures: what `kit.parsing.images` makes of them, and its refusals in words."""

import base64
import secrets
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kit.parsing.client import MEGABYTE, read_apart
from kit.parsing.images import DAMAGED, ENDINGS, LARGEST_FILE, NO_PICTURE, TOO_LARGE, TOO_MANY_PIXELS
from kit.parsing.messages import said
from kit.parsing.refusal import Refused
from kit.text.letters import seen

WORDS = {
    NO_PICTURE: _("This is no picture that can be read: JPEG, PNG, WebP, HEIC, AVIF or GIF."),
    DAMAGED: _("The picture is damaged."),
    TOO_LARGE: _("The picture is larger than 4 MB."),
    TOO_MANY_PIXELS: _("The picture has more than 40 megapixels."),
}
# What a decoder falls over, or takes too long or too much for, is no picture that anybody drew.
WORDS |= dict.fromkeys(("slow", "memory", "deep", "answer", "broken"), WORDS[DAMAGED])
# Forty megapixels of noise take three seconds and, turned and with a profile, a few times their own size.
SECONDS, MEMORY = 6, 1536 * MEGABYTE


def renewed(content: bytes, *, box: tuple[int, int] | None = None) -> tuple[bytes, str]:
    """(bytes, type of the content) of the picture written anew; a PNG no larger than `box`, where one is given.

    Decoded by the process that reads files of strangers. Raises ValidationError.
    """
    try:
        found = read_apart("kit.parsing.pictures.read", content, seconds=SECONDS, memory=MEMORY, box=box)
    except Refused as refused:
        raise ValidationError(said(refused, WORDS), code=refused.code) from refused
    return base64.b64decode(found["picture"]), found["kind"]


def sizes_of(content: bytes, longest: Iterable[int]) -> list[bytes]:
    """[bytes] of the picture with its longer side no longer than each of `longest`. Raises ValidationError."""
    reader = "kit.parsing.pictures.sizes"
    try:
        found = read_apart(reader, content, seconds=SECONDS, memory=MEMORY, longest=list(longest))
    except Refused as refused:
        raise ValidationError(said(refused, WORDS), code=refused.code) from refused
    return [base64.b64decode(each) for each in found["pictures"]]


def printed(upload: UploadedFile, *, box: tuple[int, int]) -> bytes:
    """PNG bytes of an uploaded picture of at most 4 MB that is printed on documents. Raises ValidationError."""
    content = upload.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise ValidationError(WORDS[TOO_LARGE], code=TOO_LARGE)
    return renewed(content, box=box)[0]


def renew(upload: UploadedFile) -> None:
    """Put the picture written anew in place of what an upload holds, wherever it is kept until the request ends.

    In place, because a page that fails for another reason may keep the upload itself. The name becomes one of chance.
    """
    upload.seek(0)
    content, kind = renewed(upload.read())
    file = upload.file
    assert file is not None
    file.seek(0)
    file.truncate()
    file.write(content)
    file.flush()
    upload.seek(0)
    upload.size, upload.content_type = len(content), kind
    upload.name = f"{secrets.token_hex(16)}{ENDINGS[kind]}"


def shown_name(name: str, ending: str) -> str:
    """What a file was called, for reading only: without folders and marks that cannot be seen, with its real ending."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    last = "".join(seen(last).splitlines())
    stem = last.rpartition(".")[0] or last
    return f"{stem.strip()[:100]}{ending}"
