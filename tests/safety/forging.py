"""Requests that nobody's browser sends: the forms of pages as they stand, one or two of their values forged."""

import json
import re
from functools import cache
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path

READ = re.compile(r"""\b(?:GET|POST)(?:\.get|\.getlist|\.dict)?[\[(]\s*["']([\w\[\]-]+)["']""")


@cache
def parameters_of(*packages):
    """Every parameter that the packages' own code reads by name."""
    found = set()
    for package in packages:
        folder = Path(find_spec(package).origin).parent
        files = (path for path in folder.rglob("*.py") if not {"test", "tests"} & set(path.parts))
        found.update(name for path in files for name in READ.findall(path.read_text(encoding="utf-8")))
    return sorted(found)


BLOCK = {"key": "a", "text": "x", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
LINK = {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}}}
RANGE = {"offset": 0, "length": 1, "key": 0}


def contents(*blocks, entities=None):
    """A rich text as the editor sends it."""
    return json.dumps({"blocks": list(blocks), "entityMap": entities or {}})


RICH_TEXTS = [
    "{", "[]", "null", "1", '"x"', "{}", "NaN", '{"blocks": 1}', '{"blocks": []}', '{"entityMap": {}}',
    '{"blocks": [1], "entityMap": {}}', '{"blocks": [{}], "entityMap": {}}', '{"blocks": null, "entityMap": null}',
    "[" * 5000, '{"blocks":' * 3000, "{" * 100_000, '{"blocks": [], "entityMap": []}',
    contents({**BLOCK, "type": 1}),
    contents({**BLOCK, "type": "nonsense"}),
    contents({**BLOCK, "type": ["x"]}),
    contents({**BLOCK, "text": None}),
    contents({**BLOCK, "text": 5}),
    contents({**BLOCK, "text": "\ud800"}),
    contents({**BLOCK, "text": "\x00"}),
    contents({**BLOCK, "key": {"a": 1}}),
    contents({**BLOCK, "depth": "x"}),
    contents({**BLOCK, "depth": 10**30, "type": "unordered-list-item"}),
    contents({**BLOCK, "depth": 5000, "type": "unordered-list-item"}),
    contents({**BLOCK, "depth": -1, "type": "unordered-list-item"}),
    contents({**BLOCK, "inlineStyleRanges": 1}),
    contents({**BLOCK, "inlineStyleRanges": [{"offset": -1, "length": 10**40, "style": "BOLD"}]}),
    contents({**BLOCK, "inlineStyleRanges": [{"offset": "a", "length": None, "style": "BOLD"}]}),
    contents({**BLOCK, "inlineStyleRanges": [{"offset": 0, "length": 1, "style": "NONE"}]}),
    contents({**BLOCK, "entityRanges": [{}]}),
    contents({**BLOCK, "entityRanges": [RANGE]}),
    contents({**BLOCK, "entityRanges": [RANGE]}, entities=LINK),
    contents({**BLOCK, "entityRanges": [RANGE]}, entities={"0": {"type": "NONE", "data": {}}}),
    contents({**BLOCK, "entityRanges": [RANGE]}, entities={"0": {"type": "LINK", "mutability": 1, "data": 1}}),
    contents({**BLOCK, "entityRanges": [RANGE]},
             entities={"0": {"type": "IMAGE", "mutability": "IMMUTABLE", "data": {}}}),
    contents({**BLOCK, "type": "atomic", "entityRanges": [RANGE]},
             entities={"0": {"type": "IMAGE", "mutability": "IMMUTABLE", "data": {"id": "x" * 5000}}}),
    contents({**BLOCK, "type": "atomic", "entityRanges": [{**RANGE, "key": 10**30}]}),
    contents(*[BLOCK] * 3000),
]  # fmt: skip

STREAM = {
    "count": "2", "0-type": "text", "0-order": "0", "0-deleted": "", "0-value": contents(BLOCK), "0-id": "",
    "1-type": "callout", "1-order": "1", "1-deleted": "", "1-value-kind": "note", "1-value-text": "x", "1-id": "",
}  # fmt: skip


def stream(name):
    """The fields of a text made of blocks, which a browser puts together by script."""
    return {f"{name}-{part}": value for part, value in STREAM.items()}


VALUES = [
    "", "x", "1", "-1", "0", "1.5", "1e30", "9" * 30, "9" * 5000, "-" + "9" * 20, "٣", "²", "\x00", "a\x00b", "\ud800",
    "\u202e", "x" * 100_000, "javascript:alert(1)", "//evil.example", "https://evil.example/", "/\\evil.example",
    "http:///evil.example", "http://[", "///", "\\\\evil", "%00", "%s%n{0}{{7*7}}", "../../etc/passwd", "<script>",
    "null", "None", "true", "[]", "{}", "[1]", "[[]]", '{"a": 1}', '["x"]', "[" * 2000, "1,2,x", "1,,", ",",
    "wagtailcore.page", "wagtailcore.nothing", "auth.user", "people.user", "2026-13-45", "0001-01-01", "9999-12-31",
    "10000-01-01", "25:61",
    "en", "xx", "fa-" * 50, "-latest_revision_created_at", "user__password", "?", "id__in", "live", "published:",
    "a:b:c", '"', "'", "' OR 1=1 --", "title:", "tag:x",
]  # fmt: skip


class _Fields(HTMLParser):
    """{name: value} of the first forms of a page, as a browser would send them untouched."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.fields, self._text, self._select = {}, None, None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name = given.get("name")
        if tag == "input" and name and given.get("type") not in ("file", "submit", "image"):
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                self.fields[name] = given.get("value") or ""
        elif tag == "textarea" and name:
            self._text = name
            self.fields[name] = ""
        elif tag == "select" and name:
            self._select = name
            self.fields.setdefault(name, "")
        elif tag == "option" and self._select and "selected" in given:
            self.fields[self._select] = given.get("value") or ""

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._text = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data):
        if self._text:
            self.fields[self._text] += data


def fields_of(html):
    parser = _Fields()
    parser.feed(html)
    return parser.fields


def forge(fields, names, chance):
    """`fields` with one to three values forged: of their own, of `names`, or left out, or given as a list."""
    forged = dict(fields)
    for _ in range(chance.randint(1, 3)):
        own = list(forged) or names
        name = chance.choice(own if chance.random() < 0.6 else names)
        deed = chance.random()
        if deed < 0.06:
            forged.pop(name, None)
        elif deed < 0.14:
            forged[name] = chance.sample(VALUES, 3)
        elif deed < 0.35 or "blocks" in str(forged.get(name)):
            forged[name] = chance.choice(RICH_TEXTS)
        else:
            forged[name] = chance.choice(VALUES)
    return forged
