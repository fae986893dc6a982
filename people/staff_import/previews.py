"""A table between upload and confirmation, as `kit.previews` keeps it: a staff list, and the files of the playbook."""

from kit.previews import Previews
from kit.spreadsheets import SheetTable

TABLES = Previews("staff-import")


def keep_preview(table, *, filename, by, at):
    """Returns the random name under which `load_preview` finds it."""
    return TABLES.keep({"filename": filename[:200], "table": vars(table)}, by=by, at=at)


def load_preview(name, *, by, at):
    """(SheetTable, file name), or None: no such preview, somebody else's, or too old."""
    kept = TABLES.load(name, by=by, at=at)
    return None if kept is None else (SheetTable(**kept["table"]), kept["filename"])


drop_preview, drop_expired = TABLES.drop, TABLES.drop_expired
