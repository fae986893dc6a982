"""Pictures and videos of pages, for whoever is signed in. Nothing private is kept under MEDIA_ROOT."""

import mimetypes
import re
from pathlib import Path
from stat import S_ISREG

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified
from django.utils._os import safe_join
from django.utils.http import http_date
from django.views.decorators.http import require_safe
from django.views.static import was_modified_since

# Longer numbers are no part of any file: such a wish is passed over, as HTTP lets us.
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
# What a browser may show in place; anything else is saved, never opened.
SHOWN = ("image/", "video/", "audio/", "application/pdf")


@require_safe
def media(request, path):
    """One file of MEDIA_ROOT, whole or the range asked for (phones play videos by ranges)."""
    file, stat = _file(path)
    if not was_modified_since(request.headers.get("If-Modified-Since"), stat.st_mtime):
        return HttpResponseNotModified()
    response = _part(file, stat.st_size, request.headers.get("Range", "")) or _whole(file)
    response["Last-Modified"] = http_date(stat.st_mtime)
    response["Cache-Control"] = "private, max-age=3600"
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _file(path):
    """(path, what the system knows of it). A name that no file can have is one of no file."""
    try:
        file = Path(safe_join(settings.MEDIA_ROOT, path))
        stat = file.stat()
    except (SuspiciousFileOperation, OSError, ValueError) as nowhere:
        raise Http404 from nowhere
    if not S_ISREG(stat.st_mode):
        raise Http404
    return file, stat


def _kind(file):
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return kind if kind.startswith(SHOWN) and "svg" not in kind else "application/octet-stream"


def _whole(file):
    kind = _kind(file)
    return FileResponse(file.open("rb"), content_type=kind, as_attachment=kind == "application/octet-stream")


def _part(file, size, wish):
    """206 with one range, 416 where there is no such part, None where none was asked for."""
    bounds = _bounds(RANGE.fullmatch(wish.strip()), size)
    if bounds is None:
        return None
    first, last = bounds
    if first > last or first >= size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    stream = file.open("rb")
    stream.seek(first)
    response = FileResponse(_Slice(stream, last - first + 1), content_type=_kind(file), status=206)
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = last - first + 1
    return response


def _bounds(match, size):
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        return max(size - int(last), 0), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1


class _Slice:
    """The next `left` bytes of an open file."""

    def __init__(self, stream, left):
        self.stream, self.left = stream, left
        self.close = stream.close

    def read(self, size=-1):
        size = self.left if size < 0 else min(size, self.left)
        block = self.stream.read(size)
        self.left -= len(block)
        return block
