"""CSV as people save it: any of the usual encodings and delimiters."""

import codecs
import csv
import io

from django.utils.translation import gettext as _

from kit import display
from kit.spreadsheets.reading import SpreadsheetError

DELIMITERS = ",;\t|"
_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ESCAPED = tuple(f"'{sign}" for sign in "=+-@\t\r")


def csv_rows(content, limits):
    """(line number, cells) for every row."""
    text = _decoded(content)
    delimiter, text = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            yield reader.line_num, [_unescaped(cell) for cell in row]
    except csv.Error as problem:
        message = _("Line %(number)s cannot be read as CSV.") % {"number": display.number(reader.line_num)}
        raise SpreadsheetError(message) from problem


def _decoded(content):
    """By byte order mark, else UTF-8, else the Windows encoding of Persian and Arabic."""
    marked = next((name for mark, name in _MARKED if content.startswith(mark)), None)
    for encoding in [marked] if marked else ["utf-8", "cp1256"]:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise SpreadsheetError(_("The file is neither XLSX nor CSV text."))


def _delimiter(text):
    """The sign that parts the first lines into the most columns, evenly; Excel's own `sep=;` line is obeyed."""
    first, _newline, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return first[4], rest
    sample = text[:20_000].splitlines()[:20]
    return max(DELIMITERS, key=lambda sign: _evenness(sample, sign)), text


def _evenness(lines, sign):
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=sign) if row]
    except csv.Error:
        return (0, 0)
    return (widths.count(widths[0]) if widths and widths[0] > 1 else 0, widths[0] if widths else 0)


def _unescaped(cell):
    """Without the ' that exports put before what looks like a formula."""
    return cell[1:] if cell.startswith(_ESCAPED) else cell
