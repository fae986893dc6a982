"""The folder's file as XLSX and as JSON; both hold the same rows."""

import io
import json

from django.utils.translation import gettext as _

from kit.spreadsheets import write_xlsx
from people.company.languages import written_languages
from playbook.files.columns import NAMES, header_now, shown
from playbook.files.kind import FORMAT
from playbook.files.rows import present_folder


def folder_xlsx() -> bytes:
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


def folder_json() -> bytes:
    """Bytes: the same in every language, without empty cells."""
    rows = [{name: text for name, text in row.items() if text} for row in present_folder().rows()]
    return (json.dumps({"format": FORMAT, "rows": rows}, ensure_ascii=False, indent=1) + "\n").encode()
