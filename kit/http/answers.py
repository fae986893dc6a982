"""Files as answers: named in the reader's language, and whole before the first byte of them is sent."""

import tempfile
from collections.abc import Iterable, Sequence

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from kit.files.names import file_name
from kit.spreadsheets import CSV, XLSX, write_table

CONTENT_TYPES = {"xlsx": XLSX, "csv": CSV}
IN_MEMORY = 4 * 1024 * 1024


def table_file(kind: str, title: str, header: Sequence, rows: Iterable) -> FileResponse:
    """A table as "xlsx" or "csv". Written to the end before it is offered: nothing truncated is ever sent."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    write_table(kind, file, header, rows, title=title)
    file.seek(0)
    name = file_name(title, kind)
    return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPES[kind])


def bytes_file(content: bytes | str, filename: str, content_type: str) -> HttpResponse:
    """What was made already, to be taken along as `filename`."""
    named = {"Content-Disposition": content_disposition_header(True, filename)}
    return HttpResponse(content, content_type=content_type, headers=named)
