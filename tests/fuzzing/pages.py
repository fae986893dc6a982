"""The forms and the links of a page, as somebody would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

from tests.fuzzing.asks import Ask

SENT_BY_TYPE = {
    "email": "somebody@example.ir",
    "number": "1",
    "date": "2026-12-01",
    "url": "https://example.ir/",
    "tel": "02112345678",
    "password": "Sabz-darya-1404!",
    "time": "08:30",
}
OF_HTMX = {"data-hx-get": "GET", "data-hx-post": "POST", "data-hx-put": "PUT", "data-hx-delete": "DELETE"}


@dataclass
class Form:
    action: str
    method: str
    controls: list = field(default_factory=list)  # [(name, type, [values])]
    buttons: list = field(default_factory=list)

    def filled(self, chance, who, uploads):
        """The request that sending it makes; what is left empty gets something plausible."""
        controls = [control for control in self.controls if control[0] != "csrfmiddlewaretoken"]
        fields = [pair for control in controls for pair in _filled(control, chance, uploads)]
        fields += [chance.choice(self.buttons)] if self.buttons else []
        parts = urlsplit(self.action)
        query = tuple(parse_qsl(parts.query, keep_blank_values=True))
        if self.method == "GET":
            return Ask(who, "GET", parts.path, query=tuple(pair for pair in fields if isinstance(pair[1], str)))
        return Ask(who, self.method, parts.path, query=query, fields=tuple(fields))


def _filled(control, chance, uploads):
    name, kind, values = control
    if kind == "file":
        return [(name, chance.choice(uploads))]
    if kind in ("checkbox", "multiple"):
        return [(name, value) for value in values if chance.random() < 0.6]
    if kind in ("radio", "select"):
        return [(name, chance.choice(values))] if values else []
    value = values[0] if values else ""
    return [(name, value or SENT_BY_TYPE.get(kind) or chance.choice(["متن", "1405/10/01", "12", "word"]))]


class Page(HTMLParser):
    """`forms`, and `links` of the page to addresses with parameters."""

    def __init__(self, url, text):
        super().__init__(convert_charrefs=True)
        self.url, self.forms, self.links = url, [], []
        self._by_id, self._open, self._select, self._area = {}, None, None, None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = {name: value or "" for name, value in attrs}
        for name, method in OF_HTMX.items():
            if name in attrs and tag != "form":
                self._add(Form(self._local(attrs[name]), method))
        getattr(self, f"_start_{tag}", lambda attrs: None)(attrs)

    def handle_endtag(self, tag):
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None

    def handle_data(self, data):
        if self._area is not None:
            self._area[0] = self._area[0] + data

    def _start_a(self, attrs):
        there = self._local(attrs.get("href", ""))
        if "?" in there:
            self.links.append(there)

    def _start_form(self, attrs):
        action = self._local(attrs.get("action") or attrs.get("data-hx-post") or self.url)
        method = "POST" if "data-hx-post" in attrs else (attrs.get("method") or "get").upper()
        self._open = self._by_id.setdefault(attrs.get("id") or f"form {len(self.forms)}", Form(action, method))
        self._open.action, self._open.method = action, method
        self._add(self._open)

    def _start_input(self, attrs):
        form, name = self._form_of(attrs), attrs.get("name")
        kind = attrs.get("type") or "text"
        if form is None or not name:
            return
        if kind in ("submit", "image", "button"):
            form.buttons.append((name, attrs.get("value", "")))
        elif kind in ("checkbox", "radio"):
            self._values(form, name, kind).append(attrs.get("value", "on"))
        else:
            form.controls.append((name, kind, [attrs.get("value", "")]))

    def _start_button(self, attrs):
        form = self._form_of(attrs)
        if form is not None and attrs.get("name"):
            form.buttons.append((attrs["name"], attrs.get("value", "")))

    def _start_select(self, attrs):
        form, name = self._form_of(attrs), attrs.get("name")
        if form is not None and name:
            self._select = self._values(form, name, "multiple" if "multiple" in attrs else "select")

    def _start_option(self, attrs):
        if self._select is not None:
            self._select.append(attrs.get("value", ""))

    def _start_textarea(self, attrs):
        form, name = self._form_of(attrs), attrs.get("name")
        if form is not None and name:
            self._area = [""]
            form.controls.append((name, "textarea", self._area))

    def _values(self, form, name, kind):
        """The list of choices of a name: one for all its boxes."""
        known = next(
            (values for other, other_kind, values in form.controls if (other, other_kind) == (name, kind)), None
        )
        if known is None:
            known = []
            form.controls.append((name, kind, known))
        return known

    def _form_of(self, attrs):
        if attrs.get("form"):
            return self._by_id.setdefault(attrs["form"], Form(self.url, "POST"))
        return self._open

    def _add(self, form):
        if form.action and form not in self.forms:
            self.forms.append(form)

    def _local(self, link):
        try:
            parts = urlsplit(urljoin(f"http://testserver{self.url}", link.strip()))
        except ValueError:
            return ""
        if parts.scheme != "http" or parts.netloc != "testserver":
            return ""
        return parts.path + (f"?{parts.query}" if parts.query else "")
