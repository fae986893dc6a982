"""Reading a table that somebody brings: its size is bounded here, everything else in the process that reads it."""

from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kit import display
from kit.parsing.client import MEGABYTE, read_apart
from kit.parsing.messages import said
from kit.parsing.refusal import Refused
from kit.parsing.tables import Limits

READER = "kit.parsing.tables.read"
WORDS = {
    "empty": gettext_lazy("The file is empty."),
    "password": gettext_lazy("The workbook has a password. Save it without one and bring it again."),
    "no_table": gettext_lazy("The file is neither a workbook (XLSX, XLS, XLSB, ODS) nor CSV text."),
    "csv_line": gettext_lazy("Line %(number)s cannot be read as CSV."),
    "rows": gettext_lazy("The file has more than %(rows)s rows."),
    "empty_rows": gettext_lazy(
        "The sheet has more than %(rows)s rows, with those that are empty. Delete the empty ones and save it anew."
    ),
    "columns": gettext_lazy("The file has more than %(columns)s columns."),
    "cells": gettext_lazy("The table has more than %(cells)s cells, with those that are empty. Split it."),
    "letters": gettext_lazy("There are more than %(letters)s letters in the table. Split it."),
    "no_header": gettext_lazy("The file has no row of headings."),
    "twice": gettext_lazy("Two columns are called “%(name)s”."),
    "wide_row": gettext_lazy("Row %(number)s has more cells than there are headings."),
    "long_cell": gettext_lazy("A cell of row %(number)s is too long."),
    "unpacked": gettext_lazy("The workbook is too large once unpacked: more than %(size)s MB."),
    "tags": gettext_lazy("The workbook has too many cells: more than %(tags)s marks."),
    "sheets": gettext_lazy("The workbook has more than %(sheets)s sheets."),
    "no_value": gettext_lazy(
        "Row %(number)s, column %(column)s: a formula whose result is not in the file. "
        "Open it in your spreadsheet, let it calculate, save it and bring it again."
    ),
    "error": gettext_lazy(
        "Row %(number)s, column %(column)s: the cell holds an error (such as #N/A). Correct it and bring it again."
    ),
    "no_sheet": gettext_lazy("The workbook has no sheet."),
    "forbidden": gettext_lazy("The workbook holds something that is not allowed."),
    "damaged": gettext_lazy("The workbook is damaged or has a password."),
}


class SpreadsheetError(ValueError):
    """What is wrong with the file, said to the person who brought it."""


@dataclass(frozen=True)
class SheetTable:
    """The first sheet as text: `header, rows = read_table(file)`. `numbers` are the rows' numbers in the file."""

    header: list
    rows: list
    numbers: list = field(default_factory=list)

    def __iter__(self):
        return iter((self.header, self.rows))

    def records(self):
        """(number of the row in the file, {head: text}) for every row."""
        for number, row in zip(self.numbers, self.rows, strict=True):
            yield number, dict(zip(self.header, row, strict=True))


def read_table(file, limits=None, **bounds):
    """The table in an uploaded XLSX or CSV file (anything with `read`). Raises SpreadsheetError with a clear sentence.

    Every cell comes as text: whole numbers without a point, dates as 2026-11-23, empty cells as "".
    Rows without any text are left out; all rows are as long as the header. `bounds`: seconds, memory of the reading.
    """
    limits = limits or Limits()
    return table_of(READER, content_of(file, limits.size), limits=asdict(limits), **bounds)


def content_of(file, largest):
    """All bytes of a file that is not too large. Raises SpreadsheetError."""
    content = file.read(largest + 1)
    if len(content) > largest:
        size = display.number(largest // MEGABYTE)
        raise SpreadsheetError(_("The file is larger than %(size)s MB.") % {"size": size})
    return content


def table_of(reader, content, words=None, **options):
    """What another reader of tables makes of bytes, with the sentences of its own refusals."""
    try:
        return SheetTable(**read_apart(reader, content, **options))
    except Refused as refused:
        raise SpreadsheetError(said(refused, WORDS | (words or {}))) from refused
