"""A rich text as plain words, in which nothing that a reader would see or follow goes missing: for comparing."""

import html
import re

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from playbook.pictures.drawing import LINK
from playbook.pictures.marks import attributes_of, marks_in, with_marks
from playbook.standards.richtext import clean_html

_BREAKS = re.compile(r"<br\s*/?>|<hr\s*/?>|</(?:p|h3|h4|li|tr|caption)>")
_ITEMS, _CELLS = re.compile(r"<li\b[^>]*>"), re.compile(r"</t[dh]>")


def words_of(text: str) -> str:
    """Line by line: points of lists, addresses behind links, pictures by their words."""
    text = with_marks(clean_html(text), lambda mark: f" [{html.escape(picture_words(mark.alt))}] ")
    text = LINK.sub(_followed, text)
    text = _BREAKS.sub("\n", _CELLS.sub(" | ", _ITEMS.sub("• ", text)))
    lines = (" ".join(line.split()) for line in html.unescape(strip_tags(text)).splitlines())
    return "\n".join(line for line in lines if line)


def picture_words(alt: str) -> str:
    return _("picture: %(alt)s") % {"alt": alt} if alt else _("picture")


def _followed(found: re.Match[str]) -> str:
    address = attributes_of(found[1]).get("href", "")
    return f"{found[2]} ({html.escape(address)})" if address else found[2]


def pictures_said(text: str) -> list[tuple[str, str]]:
    """Which pictures they are, whatever is said of them: by the beginning of their hash."""
    return [(mark.alt, mark.sha256[:8] or _("not kept with the edition")) for mark in marks_in(clean_html(text))]
