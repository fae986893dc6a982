"""What rich text may hold: the one allow-list for everything that authors write or import."""

import nh3

from kit.letters import seen

FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "hr", "link", "image"]
# Tables, raised and lowered signs come with questions from files; the editor itself makes none.
TABLE = {"caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
TAGS = {"a", "b", "br", "em", "embed", "h3", "h4", "hr", "i", "li", "ol", "p", "strong", "sub", "sup", "ul"} | TABLE
ATTRIBUTES = {
    "a": {"href", "id", "linktype"},
    "embed": {"alt", "embedtype", "format", "id"},
    **{tag: {"colspan", "rowspan"} for tag in ("td", "th")},
    **{tag: {"data-block-key"} for tag in ("h3", "h4", "li", "p")},
}
SCHEMES = {"http", "https", "mailto", "tel"}


def clean_html(text):
    """The allowed part of a piece of HTML, as Wagtail stores it; scripts, styles and foreign embeds are dropped.

    Letters that nobody sees go with them, also where the text spelled them as entities.
    """
    allowed = {"tags": TAGS, "attributes": ATTRIBUTES, "url_schemes": SCHEMES, "link_rel": None}
    return seen(nh3.clean(text, **allowed)) if text else ""
