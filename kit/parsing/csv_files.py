"""CSV as people save it: any of the usual encodings and delimiters. Pure."""

import codecs
import csv
import io
import re

from kit.parsing.refusal import Refused

DELIMITERS = ",;\t|"
_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ESCAPED = tuple(f"'{sign}" for sign in "=+-@\t\r")


def csv_rows(content, limits):
    """(line number, cells) for every row."""
    text = _decoded(content)
    delimiter, text = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for count, row in enumerate(reader, start=1):
            if count > limits.all_rows:
                raise Refused("rows", rows=limits.rows)
            if len(row) > limits.columns + 50:
                raise Refused("columns", columns=limits.columns)
            yield reader.line_num, [_unescaped(cell) for cell in row]
    except csv.Error as problem:
        raise Refused("csv_line", number=reader.line_num) from problem


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
    raise Refused("no_table")


def _delimiter(text):
    """The sign that parts the first lines into the most columns, evenly; Excel's own `sep=;` line is obeyed."""
    first, _newline, rest = text.partition("\n")
    if re.fullmatch(r'sep=[^\s"]\s*|sep=\t\r?', first, re.I):
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
