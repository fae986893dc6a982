"""A lesson's words without its pictures and marks: what a search looks through. Pure."""

import re
from collections.abc import Iterable, Mapping
from html import unescape
from typing import Any

from django.utils.html import strip_tags

from kit.text.folding import fold

# Of each kind of block, the places in which an author's words stand. Standards are found under their own heading.
WORDS_IN = {"picture": ("alternative", "caption"), "callout": ("text",), "task": ("text",)}


_ENDS = re.compile(r"</(?:p|li|h[1-6])>|<[bh]r\s*/?>")  # where one word does not run on into the next


def plain_text(blocks: Iterable[Mapping[str, Any]]) -> str:
    """The words of a lesson's body, `blocks` as the database keeps them: dicts of type and value."""
    return " ".join(" ".join(text for block in blocks for text in _texts(block)).split())


def _texts(block: Mapping[str, Any]) -> list[str]:
    kind, value = block["type"], block["value"]
    if kind == "text":
        return [unescape(strip_tags(_ENDS.sub(" ", value)))]
    return [str(value.get(name) or "") for name in WORDS_IN.get(kind, ())]


def folded_words(*texts: str) -> str:
    return fold(" ".join(texts))
