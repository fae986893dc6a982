"""What a refusal says to the person who brought the file."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kit import display
from kit.parsing.refusal import Refused

WORDS = {
    "slow": _("Reading this file takes more than %(seconds)s seconds of work. Split it into smaller files."),
    "memory": _("Reading this file takes more than %(size)s MB of memory. Split it into smaller files."),
    "deep": _("The parts of this file are nested too deeply; it was not read."),
    "answer": _("There is too much in this file. Split it into smaller files."),
    "broken": _("This file cannot be read; it seems to be damaged. Save it anew and bring it again."),
    "unavailable": _("Files cannot be read at the moment. Please bring it again in a few minutes."),
    # Of tables.
    "empty": _("The file is empty."),
    "password": _("The workbook has a password. Save it without one and bring it again."),
    "no_table": _("The file is neither a workbook (XLSX, XLS, XLSB, ODS) nor CSV text."),
    "csv_line": _("Line %(number)s cannot be read as CSV."),
    "rows": _("The file has more than %(rows)s rows."),
    "empty_rows": _(
        "The sheet has more than %(rows)s rows, with those that are empty. Delete the empty ones and save it anew."
    ),
    "columns": _("The file has more than %(columns)s columns."),
    "cells": _("The table has more than %(cells)s cells, with those that are empty. Split it."),
    "letters": _("There are more than %(letters)s letters in the table. Split it."),
    "no_header": _("The file has no row of headings."),
    "twice": _("Two columns are called “%(name)s”."),
    "wide_row": _("Row %(number)s has more cells than there are headings."),
    "long_cell": _("A cell of row %(number)s is too long."),
    "unpacked": _("The workbook is too large once unpacked: more than %(size)s MB."),
    "tags": _("The workbook has too many cells: more than %(tags)s marks."),
    "sheets": _("The workbook has more than %(sheets)s sheets."),
    "no_value": _(
        "Row %(number)s, column %(column)s: a formula whose result is not in the file. "
        "Open it in your spreadsheet, let it calculate, save it and bring it again."
    ),
    "error": _(
        "Row %(number)s, column %(column)s: the cell holds an error (such as #N/A). Correct it and bring it again."
    ),
    "no_sheet": _("The workbook has no sheet."),
    "forbidden": _("The workbook holds something that is not allowed."),
    "damaged": _("The workbook is damaged or has a password."),
}


def said(refused: Refused, words: Mapping[str, str | Promise] | None = None) -> str:
    """The sentence of a Refused, with numbers in the reader's digits; `words`: {code: sentence} of the caller's own."""
    shown = {
        name: display.number(value) if isinstance(value, int | float) else value
        for name, value in refused.values.items()
    }
    return str({**WORDS, **(words or {})}[refused.code]) % shown
