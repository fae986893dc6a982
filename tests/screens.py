"""Whole pages that knocking met, kept as files where HAVADAR_SCREENS names a folder: `.ci/run` has the Nu checker read
them. Parts for htmx are no documents, and the CMS is Wagtail's."""

import hashlib
import os
import re
from pathlib import Path

FOLDER = os.environ.get("HAVADAR_SCREENS")
# What differs each time: the same page met by two people is read once.
CHANGING = re.compile(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")\w+')


def keep(url, response):
    if not FOLDER or url.startswith("/cms/") or "text/html" not in response.headers.get("Content-Type", ""):
        return
    page = "" if response.streaming else CHANGING.sub(r"\1", response.content.decode())
    if page.lstrip().startswith("<!DOCTYPE html>"):
        digest = hashlib.sha256(page.encode()).hexdigest()[:12]
        name = re.sub(r"[^\w-]+", "_", url)[:120].strip("_") or "home"
        folder = Path(FOLDER)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.{digest}.html").write_text(page, encoding="utf-8")
