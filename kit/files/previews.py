"""What a file said, between upload and confirmation: kept under a random name, for its bringer, two hours."""

import json
import re
import secrets
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import storages

KEPT_FOR = timedelta(hours=2)
MOST_KEPT = 20  # of one person; the oldest goes
NAME = re.compile(r"[A-Za-z0-9_-]{32}")


class Previews:
    """A folder of the private store, in it one for each person; what is kept is plain data (a dict)."""

    def __init__(self, folder):
        self.folder = folder

    def keep(self, content, *, by, at):
        """Returns the random name under which `load` finds it."""
        name = secrets.token_urlsafe(24)
        kept = json.dumps({"at": at.isoformat(), "content": content}, ensure_ascii=False)
        storages["private"].save(self._path(name, by), ContentFile(kept.encode()))
        older = sorted(self._kept(f"{self.folder}/{by.key}"), reverse=True)[MOST_KEPT:]
        for _instant, path in older:
            storages["private"].delete(path)
        return name

    def load(self, name, *, by, at):
        """What was kept, or None: nothing under this name, somebody else's, or too old."""
        if not NAME.fullmatch(name):
            return None
        try:
            with storages["private"].open(self._path(name, by)) as file:
                kept = json.load(file)
        except FileNotFoundError:
            return None
        return kept["content"] if at <= datetime.fromisoformat(kept["at"]) + KEPT_FOR else None

    def change(self, name, content, *, by):
        """Something else is kept under a name; its two hours run on. Nothing happens where nothing is kept."""
        path, storage = self._path(name, by), storages["private"]
        if not NAME.fullmatch(name) or not storage.exists(path):
            return
        with storage.open(path) as file:
            at = json.load(file)["at"]
        storage.delete(path)
        storage.save(path, ContentFile(json.dumps({"at": at, "content": content}, ensure_ascii=False).encode()))

    def drop(self, name, *, by):
        storages["private"].delete(self._path(name, by))

    def drop_expired(self, *, at):
        storage = storages["private"]
        for person in storage.listdir(self.folder)[0] if storage.exists(self.folder) else ():
            for instant, path in self._kept(f"{self.folder}/{person}"):
                if instant + KEPT_FOR < at:
                    storage.delete(path)

    def _kept(self, folder):
        """(when it was kept, path) of everything in a folder."""
        storage = storages["private"]
        return [
            (storage.get_modified_time(f"{folder}/{name}"), f"{folder}/{name}") for name in storage.listdir(folder)[1]
        ]

    def _path(self, name, by):
        return f"{self.folder}/{by.key}/{name}.json"
