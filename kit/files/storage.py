"""The private store: a file is there whole or not at all, and is never written over."""

import contextlib
import errno
import os
import secrets
import tempfile

from django.core.files.storage import FileSystemStorage, Storage, storages

NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


def is_no_room(problem: BaseException | None) -> bool:
    """Is this what a full disk, or the end of what one may have of it, is reported with?"""
    return isinstance(problem, OSError) and problem.errno in NO_ROOM


def private_storage() -> Storage:
    """Where nothing is served from but by a view that asks (settings.STORAGES["private"])."""
    return storages["private"]


def random_name(folder: str, suffix: str) -> str:
    """A name that tells nothing, spread over 256 folders."""
    name = secrets.token_hex(16)
    return f"{folder}/{name[:2]}/{name[2:]}{suffix}"


class DurableStorage(FileSystemStorage):
    """Temporary file, fsync, then its name: a killed process or a full disk leaves no half file under a final name."""

    def _save(self, name, content):
        path = self.path(name)
        folder = os.path.dirname(path)
        os.makedirs(folder, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=folder, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            os.link(part, path)  # unlike a rename it refuses to write over another file
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(part)
        _sync_folder(folder)
        return str(name).replace("\\", "/")


def _sync_folder(folder):
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
