"""Is a file that somebody holds one that we issued? Intact, altered or unknown, from its bytes alone.

The public page reads hash and code and never parses a stranger's PDF. `manage.py verify_document` also reads the
signature, so it needs no database: the certificate is enough.
"""

import hashlib
import re
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from django.core.files import File

from kit.documents.codes import ALPHABET, as_code
from kit.documents.models import StoredDocument
from kit.documents.pdf_signatures import MARK

INTACT, ALTERED, UNKNOWN = "intact", "altered", "unknown"
_CODE = re.compile(MARK.encode() + f"([{ALPHABET}]{{12}})".encode())
CHUNK = 1024 * 1024
MOST_CODES = 100


@dataclass(frozen=True)
class Finding:
    """`document`: the one that the file is, or was before somebody changed it; None where it is unknown."""

    state: str
    document: StoredDocument | None = None


def check_file(file: BinaryIO | File) -> Finding:
    """The Finding for an open binary file; hashes it and looks for our mark in pieces, whatever its size."""
    digest, marked = _read_through(file)
    rows = StoredDocument.objects.select_related("superseded_by")
    same = rows.filter(sha256=digest).first()
    if same:
        return Finding(INTACT, same)
    claimed = rows.filter(code__in=[as_code(code) for code in marked]).order_by("pk").first() if marked else None
    return Finding(ALTERED, claimed) if claimed else Finding(UNKNOWN)


def _read_through(file):
    """(SHA-256, the codes that stand in it), at most eight of the first hundred."""
    digest, codes, tail = hashlib.sha256(), set(), b""
    while piece := file.read(CHUNK):
        digest.update(piece)
        if len(codes) < MOST_CODES:
            codes.update(found[1].decode() for found in islice(_CODE.finditer(tail + piece), MOST_CODES))
        tail = piece[-64:]
    return digest.hexdigest(), sorted(codes)[:8]
