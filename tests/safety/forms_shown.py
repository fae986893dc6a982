"""What a page offers to send: its forms that post, the buttons that send them elsewhere, and htmx's own addresses."""

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

NOT_SENT = ("submit", "button", "reset", "file", "image")
SENDING = ("data-hx-post", "data-hx-put", "data-hx-patch", "data-hx-delete")


@dataclass
class Form:
    """`data` is what a browser would send if one pressed the button at once."""

    url: str
    data: dict = field(default_factory=dict)


def forms_of(page):
    """Every Form of a page (`crawling.Page`)."""
    reader = _Reader(page.url)
    reader.feed(page.text)
    return [form for form in reader.found if form.url]


class _Reader(HTMLParser):
    def __init__(self, url):
        super().__init__()
        self.url, self.found, self.form, self.select = url, [], None, None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        for name in SENDING:
            if given.get(name):
                self.found.append(Form(self._local(given[name]), json.loads(given.get("data-hx-vals") or "{}")))
        if tag == "form":
            is_post = (given.get("method") or "get").lower() == "post"
            self.form = Form(self._local(given.get("action") or "")) if is_post else None
            self.found += [self.form] if is_post else []
        elif self.form is not None:
            self._within(tag, given)

    def _within(self, tag, given):
        name = given.get("name")
        if given.get("formaction"):
            own = {name: given.get("value") or ""} if name else {}
            self.found.append(Form(self._local(given["formaction"]), {**self.form.data, **own}))
        elif tag == "input" and name and given.get("type", "text") not in NOT_SENT:
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                self.form.data[name] = given.get("value") or ""
        elif tag == "button" and name:
            self.form.data.setdefault(name, given.get("value") or "")
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and ("selected" in given or self.select not in self.form.data):
            self.form.data[self.select] = given.get("value") or ""

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None

    def _local(self, address):
        parts = urlsplit(urljoin(f"http://testserver{self.url}", address))
        return parts.path + (f"?{parts.query}" if parts.query else "") if parts.netloc == "testserver" else ""
