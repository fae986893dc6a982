"""Every sheet of a file by name, and one of them as a grid: the reader behind `kit.importing`. All is counted. Pure."""

from collections.abc import Iterable
from typing import Any

from kit.parsing import old_workbooks, open_documents
from kit.parsing.csv_files import text_rows
from kit.parsing.encodings import decoded
from kit.parsing.refusal import Refused
from kit.parsing.tables import ZIP_MAGIC, Limits
from kit.parsing.workbooks import opened_workbook
from kit.text.letters import seen


def read(content: bytes, limits: dict[str, Any], sheet: int | None = None, encoding: str = "") -> dict[str, Any]:
    """{"sheets", "sheet", "rows", "numbers", "marks", "encoding"}; `sheet`: its place, else the first with a table.

    `marks`: [row number, column from 0, "no_value" or "error"] of the cells that say nothing although somebody meant
    them to. Rows without a word are left out, and so is what is empty at the end of a row. Raises Refused.
    """
    bounds = Limits(**limits)
    if not content.strip():
        raise Refused("empty")
    if content.startswith(old_workbooks.OLE_MAGIC) or content.startswith(ZIP_MAGIC):
        return _workbook(content, bounds, sheet)
    text, name = decoded(content, encoding)
    rows: Iterable[tuple[int, list[str], dict[int, str]]] = (
        (number, row, {}) for number, row in text_rows(text, bounds)
    )
    return {"sheets": [""], "sheet": 0, "encoding": name, **_grid(rows, bounds)}


def _workbook(content, limits, sheet):
    if content.startswith(ZIP_MAGIC) and not open_documents.is_open_document(content):
        if not old_workbooks.is_binary_workbook(content):
            with opened_workbook(content, limits) as book:
                return _chosen(book.sheets, book.rows, limits, sheet)
    elif open_documents.is_open_document(content):
        return _chosen(*open_documents.sheets_of(content, limits), limits, sheet)
    return _chosen(*old_workbooks.sheets_of(content, limits), limits, sheet)


def _chosen(names, rows_of, limits, sheet):
    """The sheet that was asked for; else the first that has a row under its headings, or the first at all."""
    if sheet is not None and 0 <= sheet < len(names):
        return {"sheets": names, "sheet": sheet, "encoding": "", **_grid(rows_of(sheet), limits)}
    first = None
    for place in range(min(len(names), 20)):
        grid = {"sheets": names, "sheet": place, "encoding": "", **_grid(rows_of(place), limits)}
        first = first or grid
        if sum(len(row) > 1 for row in grid["rows"]) > 1:
            return grid
    return first


def _grid(numbered, limits):
    rows, numbers, marks, letters, cells = [], [], [], 0, 0
    for number, row, marked in numbered:
        if not marked and not any(cell.strip() for cell in row):
            continue
        if len(rows) == limits.rows + 50:
            raise Refused("rows", rows=limits.rows)
        if any(len(cell) > limits.cell for cell in row):
            raise Refused("long_cell", number=number)
        row = _short(row, marked)
        if len(row) > limits.columns:
            raise Refused("columns", columns=limits.columns)
        cells, letters = cells + len(row), letters + sum(map(len, row))
        if cells > limits.cells:
            raise Refused("cells", cells=limits.cells)
        if letters > limits.letters:
            raise Refused("letters", letters=limits.letters)
        rows.append(row)
        numbers.append(number)
        marks += [[number, column, kind] for column, kind in marked.items()]
    return {"rows": rows, "numbers": numbers, "marks": marks}


def _short(row, marked):
    end = len(row)
    while end and not row[end - 1].strip() and end - 1 not in marked:
        end -= 1
    return [seen(cell) for cell in row[:end]]
