"""What a file said, between upload and confirmation: kept under a random name, for its bringer, two hours."""

import json
import re
import secrets
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import storages

KEPT_FOR = timedelta(hours=2)
NAME = re.compile(r"[A-Za-z0-9_-]{32}")


class Previews:
    """A folder of the private store; what is kept is plain data (a dict)."""

    def __init__(self, folder):
        self.folder = folder

    def keep(self, content, *, by, at):
        """Returns the random name under which `load` finds it."""
        name = secrets.token_urlsafe(24)
        kept = {"by": by.key, "at": at.isoformat(), "content": content}
        file = ContentFile(json.dumps(kept, ensure_ascii=False).encode())
        storages["private"].save(self._path(name), file)
        return name

    def load(self, name, *, by, at):
        """What was kept, or None: nothing under this name, somebody else's, or too old."""
        if not NAME.fullmatch(name):
            return None
        try:
            with storages["private"].open(self._path(name)) as file:
                kept = json.load(file)
        except FileNotFoundError:
            return None
        is_fresh = at <= datetime.fromisoformat(kept["at"]) + KEPT_FOR
        return kept["content"] if kept["by"] == by.key and is_fresh else None

    def drop(self, name):
        storages["private"].delete(self._path(name))

    def drop_expired(self, *, at):
        storage = storages["private"]
        for name in storage.listdir(self.folder)[1] if storage.exists(self.folder) else ():
            if storage.get_modified_time(f"{self.folder}/{name}") + KEPT_FOR < at:
                storage.delete(f"{self.folder}/{name}")

    def _path(self, name):
        return f"{self.folder}/{name}.json"
