"""CSV as people save it: any of the usual encodings and delimiters. Pure."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from kit.parsing.encodings import decoded
from kit.parsing.limits import Limits
from kit.parsing.refusal import Refused

DELIMITERS = ",;\t|"
_ESCAPED = tuple(f"'{sign}" for sign in "=+-@\t\r")


def csv_rows(content: bytes, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """(line number, cells) for every row."""
    return text_rows(decoded(content)[0], limits)


def text_rows(text: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
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


def _delimiter(text):
    """The sign that parts the first lines into the most columns, evenly; Excel's own `sep=;` line is obeyed."""
    first, _newline, rest = text.partition("\n")
    if re.fullmatch(r'sep=[^\s"]\s*|sep=\t\r?', first, re.I):
        return first[4], rest
    sample = text[:20_000].splitlines()[:20]
    return max(DELIMITERS, key=lambda sign: _evenness(sample, sign)), text


def _evenness(lines, sign):
    """(how many lines have the most usual width, that width); titles above a table have another one."""
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=sign) if len(row) > 1)
    except csv.Error:
        return (0, 0)
    width, count = max(widths.items(), key=lambda each: (each[1], each[0]), default=(0, 0))
    return (count, width)


def _unescaped(cell):
    """Without the ' that exports put before what looks like a formula."""
    return cell[1:] if cell.startswith(_ESCAPED) else cell
