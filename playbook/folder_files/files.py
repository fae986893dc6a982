"""The folder's file as XLSX and as JSON; both hold the same rows."""

import io
import json

from django.utils.translation import gettext as _

from kit.letters import seen
from kit.spreadsheets import Limits, SheetTable, SpreadsheetError, read_table, write_xlsx
from playbook.folder_files.columns import NAMES, header_now, shown
from playbook.folder_files.present import present_folder

FORMAT = "havadar-folder-1"
LIMITS = Limits(rows=5000, cell=14000)


def folder_xlsx():
    """Bytes, with heads and words in the reader's language."""
    rows = [[shown(name, row[name]) for name in NAMES] for row in present_folder().rows()]
    file = io.BytesIO()
    write_xlsx(file, header_now(), rows, title=_("The folder"))
    return file.getvalue()


def folder_json():
    """Bytes: the same in every language, without empty cells."""
    rows = [{name: text for name, text in row.items() if text} for row in present_folder().rows()]
    return (json.dumps({"format": FORMAT, "rows": rows}, ensure_ascii=False, indent=1) + "\n").encode()


def read_folder_file(file):
    """A SheetTable of what was brought. Raises SpreadsheetError with a clear sentence."""
    start = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    file.seek(0)
    return _read_json(file) if start.startswith(b"{") else read_table(file, LIMITS)


def _read_json(file):
    content = file.read(LIMITS.size + 1)
    if len(content) > LIMITS.size:
        raise SpreadsheetError(_("The file is larger than %(size)s MB.") % {"size": LIMITS.size // (1024 * 1024)})
    try:
        found = json.loads(content.decode("utf-8-sig"))
        rows = found["rows"] if found["format"] == FORMAT else None
    except (ValueError, KeyError, TypeError, RecursionError):
        rows = None
    if not isinstance(rows, list) or not all(_is_row(row) for row in rows) or len(rows) > LIMITS.rows:
        raise SpreadsheetError(_("This JSON file is no folder of Havadar."))
    # Empty cells are left out of the file, so all columns are there.
    cells = [[seen(row.get(name, "")) for name in NAMES] for row in rows]
    return SheetTable(list(NAMES), cells, list(range(1, len(rows) + 1)))


def _is_row(row):
    return isinstance(row, dict) and all(
        isinstance(text, str) and len(text) <= LIMITS.cell and "\0" not in text for text in row.values()
    )
