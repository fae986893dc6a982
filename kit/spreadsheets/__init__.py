"""Tables in and out of files: XLSX and CSV, read with bounds, written with care."""

from kit.spreadsheets.cells import Money, Percent
from kit.spreadsheets.reading import Limits, SheetTable, SpreadsheetError, read_table
from kit.spreadsheets.writing import CSV, XLSX, safe_text, write_csv, write_table, write_xlsx

__all__ = [
    "CSV",
    "XLSX",
    "Limits",
    "Money",
    "Percent",
    "SheetTable",
    "SpreadsheetError",
    "read_table",
    "safe_text",
    "write_csv",
    "write_table",
    "write_xlsx",
]
