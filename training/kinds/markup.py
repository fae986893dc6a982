"""HTML in questions: what of it is shown, what becomes of it as plain words, and what of it goes missing. Pure."""

import html
import re
from collections.abc import Iterator

# What `playbook.standards.richtext` lets through, and what parts or holds words and shows nothing by itself.
_TABLE = {"caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
DRAWN = _TABLE | {"a", "b", "br", "em", "h3", "h4", "hr", "i", "li", "ol", "p", "strong", "sub", "sup", "ul"}
_PARTS = {"article", "body", "center", "div", "footer", "header", "html", "main", "section", "span"}
BARE = _PARTS | {"big", "font", "ins", "label", "small", "tt", "u"}
PLAIN = BARE | {"b", "br", "em", "i", "li", "ol", "p", "strong", "sub", "sup", "ul"} | {f"h{n}" for n in range(1, 7)}
PICTURES = {"img", "picture", "svg", "canvas"}
PLAYED = {"audio", "video", "source", "track", "iframe", "object", "embed", "applet", "param"}
CODE = {"script", "style"}
_OTHERS = (
    "abbr acronym address aside base basefont bdi bdo big blink blockquote button cite code col colgroup data dd del "
    "details dfn dialog dir dl dt fieldset figcaption figure form frame frameset head hgroup input kbd legend link map "
    "area mark marquee math menu meta meter nav nobr noscript optgroup option output pre progress q rp rt ruby s samp "
    "select strike summary template textarea time title var wbr h1 h2 h5 h6"
)
KNOWN = DRAWN | PLAIN | PICTURES | PLAYED | CODE | set(_OTHERS.split())

# A tag begins with a letter right behind its bracket, so that 3 < 5 is none; none holds another one's beginning.
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]*)((?:\s|/)[^<>]*)?>")
_COMMENT = re.compile(r"<!--(?:(?!-->)[^<])*-->|<![^<>]*>|<\?[^<>]*>")
_UNSHOWN = re.compile(r"<(script|style)\b[^<>]*>(?:(?!</?(?:script|style)\b).)*</\1\s*>", re.S | re.I)
_SPANS = re.compile(r"</?span\b[^<>]*>", re.I)
_BREAKS = re.compile(r"<br\s*/?>|</p>\s*<p\b[^<>]*>|</(?:li|tr|h[1-6]|div|caption)\s*>", re.I)
_CELLS = re.compile(r"</t[dh]\s*>(?=\s*<t[dh]\b)", re.I)
_RAISED = re.compile(r"<(su[bp])\b[^<>]*>([^<>]*)</\1\s*>", re.I)
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:)", re.I)
_UP = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_DOWN = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def tags(text: str) -> list[tuple[str, str, str]]:
    """[(name, attributes as they stand, the tag)] in order; no ends of elements."""
    return [(found[1].lower(), found[2] or "", found[0]) for found in _TAG.finditer(text) if found[0][1] != "/"]


def is_marked_up(text: str) -> bool:
    """Is there a tag of HTML in it? <5 and <شیر> are none."""
    return any(found[1].lower() in KNOWN for found in _TAG.finditer(text)) or bool(_COMMENT.search(text))


def has_marks(text: str) -> bool:
    """Any mark-up but the spans in which two languages stand."""
    return bool(_TAG.search(_SPANS.sub("", text)) or _COMMENT.search(text))


def attributes(text: str) -> dict[str, str]:
    return {found[1].lower(): next(filter(None, found.groups()[1:]), "") for found in _ATTRIBUTE.finditer(text)}


def missing(text: str, *, is_drawn: bool) -> Iterator[tuple[str, str]]:
    """What of a text does not stay, as (name of a Loss, what it is). `is_drawn`: it stays HTML; else plain words."""
    kept = DRAWN | BARE if is_drawn else PLAIN
    for name, own, tag in tags(text):
        told = attributes(own)
        if name in PICTURES:
            yield "picture", told.get("alt") or told.get("src") or tag
        elif name in PLAYED:
            yield "media", told.get("src") or told.get("data") or tag
        elif name in CODE:
            yield "code", tag
        elif name == "a":
            if told.get("href") and not (is_drawn and _SAFE_LINK.match(told["href"])):
                yield "link", told["href"]
        elif name not in kept:
            yield "markup", tag
        if "style" in told:
            yield "style", told["style"]


def without_code(text: str) -> str:
    """Scripts and styles with what stands in them are gone, comments too."""
    return _COMMENT.sub("", _UNSHOWN.sub("", text))


def plain(text: str) -> str:
    """The words alone, as one reads them: raised and lowered signs stay so, rows and cells stay apart."""
    text = _RAISED.sub(_raised, without_code(text))
    text = _CELLS.sub(" | ", _BREAKS.sub("\n", text))
    return html.unescape(_TAG.sub("", text)).strip()


def _raised(found: re.Match[str]) -> str:
    table, sign = (_UP, "^") if found[1].lower() == "sup" else (_DOWN, "_")
    inner = found[2].strip()
    written = inner.translate(table)
    if not inner or all(ord(own) in table for own in inner):
        return written
    return f"{sign}{inner}" if len(inner) == 1 else f"{sign}({inner})"
