"""What a snapshot's pictures lack, before it is frozen for good."""

import re
from typing import Any

from django.utils.translation import gettext as _

from kit.phrases import listed

# What cameras, telephones and programs call a file is no description of what is seen.
_NAME_OF_A_FILE = re.compile(
    r"\S+\.(?:avif|gif|hei[cf]|jpe?g|png|svg|webp)|(?:IMG|DSCN?|PXL|image|photo|screenshot)[-_ ]?\d[\d_ -]*", re.I
)


def is_without_words(alt: str) -> bool:
    """Does this text tell nobody what the picture shows?"""
    return not alt.strip() or _NAME_OF_A_FILE.fullmatch(alt.strip()) is not None


def pictures_gone(snapshot: Any) -> list[Any]:
    """Rows of standards that show a picture which is not there (any more): they cannot be frozen."""
    return [row for row in snapshot.standards if snapshot.holes(row)]


def check_gone(snapshot: Any) -> list[dict[str, Any]]:
    """[a dict for {% checks %}], or [] where every picture is there."""
    codes = [row.code for row in pictures_gone(snapshot)]
    text = _("A picture is gone: %(codes)s. Put it in again or take it out; an edition never shows a hole.")
    return [{"ok": False, "text": text % {"codes": listed(codes)}}] if codes else []
