"""A table that somebody brings, as text: the reader behind `kit.spreadsheets.read_table`. All is counted. Pure."""

from typing import Any

from kit.parsing.csv_files import csv_rows
from kit.parsing.limits import Limits
from kit.parsing.old_workbooks import OLE_MAGIC, is_binary_workbook
from kit.parsing.old_workbooks import sheets_of as old_sheets
from kit.parsing.open_documents import is_open_document
from kit.parsing.open_documents import sheets_of as open_sheets
from kit.parsing.refusal import Refused
from kit.parsing.workbooks import column_letters, workbook_rows
from kit.text.folding import tidy
from kit.text.letters import seen

ZIP_MAGIC = b"PK\x03\x04"


def read(content: bytes, limits: dict[str, Any]) -> dict[str, Any]:
    """{"header", "rows", "numbers"} of a file's bytes; see `kit.spreadsheets.read_table`. Raises Refused."""
    bounds = Limits(**limits)
    if not content.strip():
        raise Refused("empty")
    return _as_table(_reader(content)(content, bounds), bounds)


def _reader(content):
    if is_open_document(content):
        return lambda content, limits: _first_of(open_sheets(content, limits))
    if content.startswith(OLE_MAGIC) or (content.startswith(ZIP_MAGIC) and is_binary_workbook(content)):
        return lambda content, limits: _first_of(old_sheets(content, limits))
    return workbook_rows if content.startswith(ZIP_MAGIC) else csv_rows


def _first_of(sheets):
    """(row number, cells) of the first sheet. A cell that is meant to say something and does not is a refusal."""
    _names, rows_of = sheets
    for number, row, marks in rows_of(0):
        for column, kind in marks.items():
            raise Refused(kind, number=number, column=column_letters(column))
        yield number, row


def _as_table(numbered_rows, limits):
    filled = ((number, row) for number, row in numbered_rows if any(cell.strip() for cell in row))
    header = _checked_header(next(filled, (1, []))[1], limits)
    width, letters, rows, numbers = len(header), 0, [], []
    for number, row in filled:
        if len(rows) == limits.rows:
            raise Refused("rows", rows=limits.rows)
        if (len(rows) + 1) * width > limits.cells:
            raise Refused("cells", cells=limits.cells)
        rows.append(_fitted(row, width, number, limits))
        numbers.append(number)
        letters += sum(map(len, rows[-1]))
        if letters > limits.letters:
            raise Refused("letters", letters=limits.letters)
    return {"header": header, "rows": rows, "numbers": numbers}


def _checked_header(row, limits):
    while row and not row[-1].strip():
        row.pop()
    if not row:
        raise Refused("no_header")
    if len(row) > limits.columns:
        raise Refused("columns", columns=limits.columns)
    if any(len(cell) > limits.cell for cell in row):
        raise Refused("long_cell", number=1)
    header = [tidy(cell) for cell in row]
    named = [head for head in header if head]
    twice = next((head for head in named if named.count(head) > 1), None)
    if twice:
        raise Refused("twice", name=twice[:200])
    return header


def _fitted(row, width, number, limits):
    if any(cell.strip() for cell in row[width:]):
        raise Refused("wide_row", number=number)
    if any(len(cell) > limits.cell for cell in row):
        raise Refused("long_cell", number=number)
    return [*map(seen, row[:width]), *[""] * (width - len(row))]
