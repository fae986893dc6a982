"""Where a picture stands in a text. A live page names the row of the CMS; an edition and a file name the picture itself
by the SHA-256 of its bytes:

    <embed alt="A full shelf" embedtype="image" format="fullwidth" id="12"/>
    <embed alt="A full shelf" embedtype="picture" height="800" sha256="9f2c…" width="1200"/>

Pure. All of it takes what `playbook.standards.richtext.clean_html` gives, in which every value stands in double quotes.
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

ROW, PICTURE = "image", "picture"
FORMAT = "fullwidth"
LARGEST = 2**63
_EMBED = re.compile(r'<embed((?:\s+[\w-]+="[^"]*")*)\s*/?>')
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True)
class Mark:
    """`row`: the number of a row of the CMS, or None; `sha256`: of the picture's bytes, or empty."""

    alt: str
    row: int | None = None
    sha256: str = ""
    width: int = 0
    height: int = 0

    def __str__(self) -> str:
        if self.sha256:
            size = f'embedtype="{PICTURE}" height="{self.height}" sha256="{self.sha256}" width="{self.width}"'
            return f'<embed alt="{_escaped(self.alt)}" {size}/>'
        return f'<embed alt="{_escaped(self.alt)}" embedtype="{ROW}" format="{FORMAT}" id="{self.row}"/>'


def attributes_of(text: str) -> dict[str, str]:
    """{name: value} of a tag's inside."""
    return {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(text)}


def marks_in(text: str) -> list[Mark]:
    """Every Mark of a text, in its order; what is no picture of ours is none."""
    return [mark for found in _EMBED.finditer(text) if (mark := _mark(found))]


def with_marks(text: str, write: Callable[[Mark], object]) -> str:
    """The text with what `write(mark)` gives in place of each Mark; other embeds are dropped."""

    def written(found: re.Match[str]) -> str:
        mark = _mark(found)
        return str(write(mark)) if mark else ""

    return _EMBED.sub(written, text)


def _mark(found: re.Match[str]) -> Mark | None:
    told = attributes_of(found[1])
    alt = " ".join(told.get("alt", "").split())
    if told.get("embedtype") == PICTURE and _SHA256.fullmatch(told.get("sha256", "")):
        return Mark(alt, None, told["sha256"], _whole(told.get("width")), _whole(told.get("height")))
    row = _whole(told.get("id"), LARGEST - 1) if told.get("embedtype") == ROW else 0
    return Mark(alt, row) if row else None


def _whole(text: str | None, largest: int = 100_000) -> int:
    if text and text.isascii() and text.isdigit() and len(text) < 20:
        return min(int(text), largest)
    return 0


def _escaped(text: str) -> str:
    return html.escape(text, quote=False).replace('"', "&quot;")
