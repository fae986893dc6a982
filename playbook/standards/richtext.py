"""What rich text may hold: the one allow-list for everything that authors write or import."""

import re

import nh3

from kit.text.letters import seen

FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "hr", "link", "image"]
# Tables, raised and lowered signs come with questions from files; the editor itself makes none.
TABLE = {"caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
EDITED = {"a", "b", "br", "em", "embed", "h3", "h4", "hr", "i", "li", "ol", "p", "strong", "ul"}
TAGS = EDITED | {"sub", "sup"} | TABLE
ATTRIBUTES = {
    "a": {"href", "id", "linktype"},
    "embed": {"alt", "embedtype", "format", "height", "id", "sha256", "width"},
    **{tag: {"colspan", "rowspan"} for tag in ("td", "th")},
    **{tag: {"data-block-key"} for tag in ("h3", "h4", "li", "p")},
}
SCHEMES = {"http", "https", "mailto", "tel"}
# nh3 writes HTML, in which nothing closes an embed; Wagtail looks for the end that XML wants.
_OPEN_EMBED = re.compile(r'<embed((?: [\w-]+="[^"]*")*)>')
# What parts words without a sign of its own is replaced by one before it goes.
_CELL_END, _ROW_END = re.compile(r"</t[dh]\s*>", re.I), re.compile(r"</(?:tr|caption|h[1256])\s*>", re.I)


def clean_html(text: str, tags: set[str] = TAGS) -> str:
    """The allowed part of a piece of HTML, as Wagtail stores it; scripts, styles and foreign embeds are dropped.

    Letters that nobody sees go with them, also where the text spelled them as entities.
    """
    attributes = {tag: names for tag, names in ATTRIBUTES.items() if tag in tags}
    if not text:
        return ""
    clean = nh3.clean(text, tags=tags, attributes=attributes, url_schemes=SCHEMES, link_rel=None)
    return _OPEN_EMBED.sub(r"<embed\1/>", seen(clean))


def editable(text: str) -> str:
    """The part that the editor of a standard can hold: its words all stay, tables become lines of them."""
    if _CELL_END.search(text):
        text = _ROW_END.sub(r"<br>", _CELL_END.sub(" ", text))
    return clean_html(text, EDITED)
