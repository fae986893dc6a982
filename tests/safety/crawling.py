"""Walking every page that a persona can reach: from the resolver's rows, then along the links, and every export."""

import hashlib
import io
import re
import zipfile
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.db import connection
from django.test import Client

from kit.text.folding import western_digits

LINK = re.compile(r"""(?:href|src|data-hx-get|action)=["']([^"'#]*)""")
MOST = 1500
# Signing out is a page; the CMS has a crawl of its own; media and static files are nobody's.
NOT_FOLLOWED = ("/cms/", "/static/", "/media/", "/account/logout")
# What asking may write: sessions, axes' log, read marks of notices.
NOT_COUNTED = {"django_session", "kit_cacheentry", "axes_accessattempt", "axes_accesslog", "django_tasks_db"}


@dataclass
class Page:
    url: str
    status: int
    headers: dict
    text: str
    is_html: bool


@dataclass
class Visit:
    """Everything that one persona met, where each link was first shown, the tables that changed, what forms came to."""

    who: str
    pages: list = field(default_factory=list)
    shown_on: dict = field(default_factory=dict)
    changed: list = field(default_factory=list)
    sent: dict = field(default_factory=dict)

    def text_with(self, canary):
        return [page.url for page in self.pages if canary in page.text]


def crawl(who, cookies, starts, *, skip=NOT_FOLLOWED, stay="/", most=MOST):
    """`skip`: beginnings of addresses that are not followed; `stay`: the beginning that all have."""
    client = Client(raise_request_exception=False)
    client.cookies = cookies.copy()
    visit, waiting, seen = Visit(who), list(starts), set()
    before = fingerprint()
    while waiting and len(visit.pages) < most:
        url = waiting.pop(0)
        if url in seen or url.startswith(skip) or not url.startswith(stay):
            continue
        seen.add(url)
        page = _get(client, url)
        visit.pages.append(page)
        if page.is_html and page.status == 200:
            links = _links(page, url)
            visit.shown_on = dict.fromkeys(links, url) | visit.shown_on
            waiting += [link for link in links if link not in seen]
        elif 300 <= page.status < 400:
            waiting.append(_local(page.headers.get("Location", ""), url))
    after = fingerprint()
    visit.changed = sorted(table for table in before if before[table] != after.get(table))
    return visit


def _get(client, url):
    response = client.get(url)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    kind = response.headers.get("Content-Type", "")
    return Page(url, response.status_code, dict(response.headers), _readable(content), kind.startswith("text/html"))


def _readable(content):
    """The text of a page, a sheet, a CSV or a PDF; digits western and without separators so that amounts are found."""
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            text = " ".join(package.read(name).decode("utf-8", "ignore") for name in package.namelist())
    elif content.startswith(b"%PDF-"):
        text = _of_pdf(content)
    else:
        text = unescape(content.decode("utf-8", "ignore"))
    return re.sub(r"(?<=\d)[٬,،](?=\d)", "", western_digits(text))


def _of_pdf(content):
    from pypdf import PdfReader
    from pypdf.errors import PdfReadError

    try:
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    except PdfReadError:
        return content.decode("latin-1")


def _links(page, base):
    found = {_local(unescape(link), base) for link in LINK.findall(page.text)}
    # One page of each list in each order is enough; the orders have a test of their own.
    return sorted(link for link in found if link and "sort=" not in link and "page=" not in link)


def _local(link, base):
    parts = urlsplit(urljoin(f"http://testserver{base}", link))
    if parts.scheme not in ("http", "https") or parts.netloc != "testserver":
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def fingerprint():
    """{table: hash of all its rows}, for every table that asking must not change."""
    return {table: hashlib.sha256("\n".join(rows).encode()).hexdigest() for table, rows in rows_of_tables().items()}


def rows_of_tables():
    """{table: all its rows as text, sorted}."""
    tables = [name for name in connection.introspection.table_names() if name not in NOT_COUNTED]
    return {table: _rows(table) for table in tables}


def _rows(table):
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        return sorted(repr(row) for row in cursor.fetchall())
