"""A staff list between upload and confirmation: a private file of a random name, for its bringer, for two hours."""

import json
import re
import secrets
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from kit.spreadsheets import SheetTable

FOLDER = "staff-import"
KEPT_FOR = timedelta(hours=2)
NAME = re.compile(r"[A-Za-z0-9_-]{32}")


def keep_preview(table, *, filename, by, at):
    """Returns the random name under which `load_preview` finds it."""
    name = secrets.token_urlsafe(24)
    content = {
        "by": by.key,
        "at": at.isoformat(),
        "filename": filename[:200],
        "header": table.header,
        "rows": table.rows,
        "numbers": table.numbers,
    }
    storages["private"].save(_path(name), ContentFile(json.dumps(content, ensure_ascii=False).encode()))
    return name


def load_preview(name, *, by, at):
    """(SheetTable, file name), or None: no such preview, somebody else's, or too old."""
    content = _content(name)
    if content is None or content["by"] != by.key or datetime.fromisoformat(content["at"]) + KEPT_FOR < at:
        return None
    return SheetTable(content["header"], content["rows"], content["numbers"]), content["filename"]


def drop_preview(name):
    storages["private"].delete(_path(name))


def drop_expired(*, at):
    storage = storages["private"]
    if not storage.exists(FOLDER):
        return
    for name in storage.listdir(FOLDER)[1]:
        if storage.get_modified_time(f"{FOLDER}/{name}") + KEPT_FOR < at:
            storage.delete(f"{FOLDER}/{name}")


def _path(name):
    return f"{FOLDER}/{name}.json"


def _content(name):
    if not NAME.fullmatch(name):
        return None
    try:
        with storages["private"].open(_path(name)) as file:
            return json.load(file)
    except FileNotFoundError:
        return None
