"""The folder's file as XLSX and as JSON; both hold the same rows."""

import io
import json

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit.spreadsheets import Limits, content_of, read_table, table_of, write_xlsx
from people.written import written_languages
from playbook.folder_files.columns import NAMES, header_now, shown
from playbook.folder_files.present import present_folder

# Ten times the largest folder that anybody has kept; every row is compared with the living one.
MOST_ROWS = 2000
FORMAT = "havadar-folder-1"
LIMITS = Limits(rows=MOST_ROWS, cell=14000)
READER = "playbook.folder_files.json_reading.read"
WORDS = {"no_folder": gettext_lazy("This JSON file is no folder of Havadar.")}


def folder_xlsx():
    """Bytes, with heads and words in the reader's language."""
    rows = list(present_folder().rows())
    names = _names(rows)
    file = io.BytesIO()
    write_xlsx(
        file, header_now(names), [[shown(name, row[name]) for name in names] for row in rows], title=_("The folder")
    )
    return file.getvalue()


def _names(rows):
    """Columns of a language that the company does not write stand in the file where there is something in them."""
    written = tuple(f"_{language}" for language in written_languages())
    return [
        name
        for name in NAMES
        if not name.endswith(("_fa", "_en")) or name.endswith(written) or any(row[name] for row in rows)
    ]


def folder_json():
    """Bytes: the same in every language, without empty cells."""
    rows = [{name: text for name, text in row.items() if text} for row in present_folder().rows()]
    return (json.dumps({"format": FORMAT, "rows": rows}, ensure_ascii=False, indent=1) + "\n").encode()


def read_folder_file(file):
    """A SheetTable of what was brought. Raises SpreadsheetError with a clear sentence."""
    start = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    file.seek(0)
    if not start.startswith(b"{"):
        return read_table(file, LIMITS)
    about = {"names": NAMES, "form": FORMAT, "rows": LIMITS.rows, "cell": LIMITS.cell}
    return table_of(READER, content_of(file, LIMITS.size), WORDS, **about)
