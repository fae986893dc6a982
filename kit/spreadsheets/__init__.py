"""Tables in and out of files: XLSX and CSV, read with bounds, written with care."""

from kit.parsing.tables import Limits
from kit.spreadsheets.cells import Money, Percent
from kit.spreadsheets.errors import SpreadsheetError
from kit.spreadsheets.reader import SheetTable, content_of, read_table, table_of
from kit.spreadsheets.writer import CSV, XLSX, safe_text, write_csv, write_table, write_xlsx

__all__ = [
    "CSV",
    "XLSX",
    "Limits",
    "Money",
    "Percent",
    "SheetTable",
    "SpreadsheetError",
    "content_of",
    "read_table",
    "safe_text",
    "table_of",
    "write_csv",
    "write_table",
    "write_xlsx",
]
