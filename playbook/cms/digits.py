"""Digits of the CMS in the reader's script: Wagtail writes its numbers through dozens of templates, in Latin digits.

What leaves under /cms/ is gone through once: texts and what is read out of attributes. Values of fields, addresses,
codes (BEF-03), names of files and texts that are all Latin stay as they are.
"""

import json
import re

from kit.display import digits
from kit.reader import current_reader

PATH = "/cms/"
# What staff will see, in a frame: it is written by our own templates.
OWN = ("/preview/", "/view_draft/", "/revisions/")
SILENT = r"<(?P<name>script|style|textarea|code|kbd|svg)\b.*?</(?P=name)\s*>"
TAG = r"""<(?:[^>"']|"[^"]*"|'[^']*')*>"""
PARTS = re.compile(rf"(?P<silent>{SILENT}|<!--.*?-->)|(?P<tag>{TAG})|(?P<text>[^<]+)", re.DOTALL | re.IGNORECASE)
SAID = re.compile(r'(\s(?:title|aria-label|placeholder|alt|data-w-tooltip-content-value)=")([^"]*)(?=")')
WORDS = re.compile(r"&#?\w+;|[\w@./:#%+-]*[A-Za-z_@][A-Za-z0-9_@./:#%+-]*|[0-9]+")
LATIN, PERSIAN = re.compile(r"[A-Za-z]{2}"), re.compile(r"[آ-ی]")


def in_readers_digits(html):
    return PARTS.sub(_part, html)


def _part(found):
    if found["text"]:
        return _said(found["text"])
    return SAID.sub(lambda one: one[1] + _said(one[2]), found["tag"]) if found["tag"] else found[0]


def _said(text):
    if LATIN.search(re.sub(r"&\w+;", "", text)) and not PERSIAN.search(text):
        return text
    return WORDS.sub(lambda one: digits(one[0]) if one[0].isdigit() else one[0], text)


class CmsDigits:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if current_reader().digits == "fa" and _is_ours(request, response):
            _rewrite(response)
        return response


def _is_ours(request, response):
    path = request.path
    return path.startswith(PATH) and not response.streaming and not any(own in path for own in OWN)


def _rewrite(response):
    kind = response.headers.get("Content-Type", "")
    if kind.startswith("text/html"):
        response.content = in_readers_digits(response.content.decode(response.charset))
    elif kind.startswith("application/json"):
        told = json.loads(response.content)
        if isinstance(told, dict) and isinstance(told.get("html"), str):
            response.content = json.dumps(told | {"html": in_readers_digits(told["html"])})
    if "Content-Length" in response.headers:
        response.headers["Content-Length"] = str(len(response.content))
