"""ODS: the cells of content.xml, counted as they come; what is repeated is written out if it says something. Pure."""

import re
from collections.abc import Callable, Iterable

from kit.parsing.limits import Limits
from kit.parsing.refusal import Refused
from kit.parsing.workbooks import ERROR, LONGEST_NAME, MOST_SHEETS, NO_VALUE, number_text, packaged
from kit.parsing.xml_parts import part_events

_OFFICE, _TABLE, _WORDS, _CALC = (
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0}",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0}",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0}",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}",
)
_SHEET, _ROW = f"{_TABLE}table", f"{_TABLE}table-row"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_PARAGRAPH, _SPACES, _TAB, _BREAK = (f"{_WORDS}{name}" for name in ("p", "s", "tab", "line-break"))
_NOTE = f"{_OFFICE}annotation"
_WRONG = re.compile(r"#(N/A|NAME\?|REF!|VALUE!|DIV/0!|NUM!|NULL!)|(Err|خطا):\d{3}")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)\S*)?")
_TIME = re.compile(r"PT(\d+)H(\d+)M(\d+)\S*S")
DEEPEST = 32
KIND = b"application/vnd.oasis.opendocument.spreadsheet"


def is_open_document(content: bytes) -> bool:
    return KIND in content[:200]


def sheets_of(content: bytes, limits: Limits) -> tuple[list[str], Callable[[int], Iterable[tuple]]]:
    """([names], a function from the place of a sheet to its (row number, cells, marks))."""
    with packaged(content, limits) as package:
        reading = _Content(limits)
        if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.unpacked("META-INF/manifest.xml"):
            raise Refused("password")
        for _piece in part_events(package.unpacked("content.xml"), reading, DEEPEST):
            pass
    if not reading.names:
        raise Refused("no_sheet")
    return reading.names, reading.tables.__getitem__


class _Content:
    """All sheets in one go; the cells of all are counted together."""

    def __init__(self, limits):
        self.limits, self.names, self.tables = limits, [], []
        self.depth = self.notes = self.count = self.number = 0
        self.row, self.marks, self.cell, self.repeats = [], {}, None, 1
        self.pieces, self.size, self.paragraphs = [], 0, 0

    def begin(self, name, attributes):
        if name == _SHEET:
            self._begin_sheet(attributes)
        elif self.depth != 1:
            return
        elif name == _ROW:
            self.repeats, self.row, self.marks = _times(attributes, "rows"), [], {}
        elif name in _CELLS:
            self.cell, self.pieces, self.size, self.paragraphs = attributes, [], 0, 0
        elif name == _NOTE:
            self.notes += 1
        elif name == _PARAGRAPH and not self.notes:
            self.paragraphs += 1
            self._take("\n" if self.paragraphs > 1 else "")
        elif name in (_SPACES, _TAB, _BREAK):
            self._take("\n" if name == _BREAK else " ")

    def end(self, name):
        if name == _SHEET:
            self.depth -= 1
        elif self.depth != 1:
            return
        elif name in _CELLS:
            self._end_cell()
        elif name == _ROW:
            self._end_row()
        elif name == _NOTE:
            self.notes -= 1

    def text(self, piece):
        if self.paragraphs and not self.notes:
            self._take(piece)

    def _take(self, piece):
        if self.cell is not None and self.size <= self.limits.cell:
            self.pieces.append(piece)
            self.size += len(piece)

    def _begin_sheet(self, attributes):
        self.depth += 1
        if self.depth > 1:
            return
        if len(self.names) == MOST_SHEETS:
            raise Refused("sheets", sheets=MOST_SHEETS)
        self.names.append(attributes.get(f"{_TABLE}name", "")[:LONGEST_NAME])
        self.tables.append([])
        self.number = 0

    def _end_cell(self):
        text, mark = self._value("".join(self.pieces))
        times = _times(self.cell, "columns")
        self.cell = None
        if not text and mark is None and times > self.limits.columns:
            times = self.limits.columns + 50  # the empty rest of a sheet
        if text and len(self.row) + times > self.limits.columns + 50:
            raise Refused("columns", columns=self.limits.columns)
        times = max(0, min(times, self.limits.columns + 50 - len(self.row)))
        if mark is not None:
            self.marks |= dict.fromkeys(range(len(self.row), len(self.row) + times), mark)
        self.row += [text] * times

    def _value(self, text):
        kind = self.cell.get(f"{_OFFICE}value-type", "")
        if self.cell.get(f"{_CALC}value-type") == "error" or (self._has_formula and _WRONG.fullmatch(text.strip())):
            return "", ERROR
        if self._has_formula and not kind:
            return "", NO_VALUE
        if kind == "date" and (found := _DAY.match(self.cell.get(f"{_OFFICE}date-value", ""))):
            return (found[1] if found[2] in (None, "00:00:00") else f"{found[1]} {found[2]}"), None
        if kind == "time" and (found := _TIME.fullmatch(self.cell.get(f"{_OFFICE}time-value", ""))):
            return ":".join(part.zfill(2) for part in found.groups()), None
        if kind == "boolean":
            return str(int(self.cell.get(f"{_OFFICE}boolean-value") == "true")), None
        if kind in ("float", "currency", "percentage"):
            return self._number(text, kind)
        return text or self.cell.get(f"{_OFFICE}string-value", "")[: self.limits.cell + 1], None

    @property
    def _has_formula(self):
        return f"{_TABLE}formula" in self.cell

    def _number(self, text, kind):
        """As it is kept; codes that are shown with zeros before them keep those."""
        shown = text.strip()
        if kind == "float" and re.fullmatch("0[0-9]{1,20}", shown):
            return shown, None
        try:
            return number_text(float(self.cell.get(f"{_OFFICE}value", ""))), None
        except (ValueError, OverflowError):
            return "", ERROR

    def _end_row(self):
        while self.row and not self.row[-1] and len(self.row) - 1 not in self.marks:
            self.row.pop()
        if self.row:
            self.count += len(self.row) * self.repeats
            if self.count > self.limits.cells:
                raise Refused("cells", cells=self.limits.cells)
            for more in range(1, self.repeats + 1):
                self.tables[-1].append((self.number + more, list(self.row), dict(self.marks)))
        self.number += self.repeats


def _times(attributes, what):
    text = attributes.get(f"{_TABLE}number-{what}-repeated", "1")
    return max(1, int(text)) if re.fullmatch("[0-9]{1,9}", text) else 1
