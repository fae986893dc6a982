"""Reading a table that somebody brings: size, unpacked size and cells are bounded before anything is parsed."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from kit import display
from kit.folding import tidy
from kit.letters import seen

ZIP_MAGIC, OLD_EXCEL_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class SpreadsheetError(ValueError):
    """What is wrong with the file, said to the person who brought it."""


@dataclass(frozen=True)
class Limits:
    """Bytes of the file, bytes once unpacked, XML tags, rows and columns; a 10,000-person staff list fits twice."""

    size: int = 5 * 1024 * 1024
    unpacked: int = 32 * 1024 * 1024
    tags: int = 1_000_000
    rows: int = 20_000
    columns: int = 200
    cell: int = 10_000


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


def read_table(file, limits=None):
    """The table in an uploaded XLSX or CSV file (anything with `read`). Raises SpreadsheetError with a clear sentence.

    Every cell comes as text: whole numbers without a point, dates as 2026-11-23, empty cells as "".
    Rows without any text are left out; all rows are as long as the header.
    """
    from kit.spreadsheets.csv_files import csv_rows
    from kit.spreadsheets.workbooks import workbook_rows

    limits = limits or Limits()
    content = file.read(limits.size + 1)
    if len(content) > limits.size:
        raise SpreadsheetError(
            _("The file is larger than %(size)s MB.") % {"size": display.number(limits.size // (1024 * 1024))}
        )
    if not content.strip():
        raise SpreadsheetError(_("The file is empty."))
    if content.startswith(OLD_EXCEL_MAGIC):
        raise SpreadsheetError(_("This is an old Excel file (.xls), or one with a password. Save it as .xlsx or CSV."))
    read_rows = workbook_rows if content.startswith(ZIP_MAGIC) else csv_rows
    return _as_table(read_rows(content, limits), limits)


def _as_table(numbered_rows, limits):
    filled = ((number, row) for number, row in numbered_rows if any(cell.strip() for cell in row))
    header = _checked_header(next(filled, (1, []))[1], limits)
    rows, numbers = [], []
    for number, row in filled:
        if len(rows) == limits.rows:
            raise SpreadsheetError(_("The file has more than %(rows)s rows.") % {"rows": display.number(limits.rows)})
        rows.append(_fitted(row, len(header), number, limits))
        numbers.append(number)
    return SheetTable(header, rows, numbers)


def _checked_header(row, limits):
    header = [tidy(cell) for cell in row]
    while header and not header[-1]:
        header.pop()
    if not header:
        raise SpreadsheetError(_("The file has no row of headings."))
    if len(header) > limits.columns:
        raise SpreadsheetError(
            _("The file has more than %(columns)s columns.") % {"columns": display.number(limits.columns)}
        )
    named = [head for head in header if head]
    twice = next((head for head in named if named.count(head) > 1), None)
    if twice:
        raise SpreadsheetError(_("Two columns are called “%(name)s”.") % {"name": twice})
    return header


def _fitted(row, width, number, limits):
    if any(cell.strip() for cell in row[width:]):
        raise SpreadsheetError(
            _("Row %(number)s has more cells than there are headings.") % {"number": display.number(number)}
        )
    if any(len(cell) > limits.cell for cell in row):
        raise SpreadsheetError(_("A cell of row %(number)s is too long.") % {"number": display.number(number)})
    return [*map(seen, row[:width]), *[""] * (width - len(row))]
