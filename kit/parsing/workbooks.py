"""XLSX: only the first sheet, its strings and which styles are dates are read; nothing is built for the rest. Pure."""

import datetime as dt
import io
import lzma
import posixpath
import re
import struct
import zipfile
import zlib

from kit.parsing.refusal import Refused
from kit.parsing.xml_parts import ExpatError, part_events

MAX_PARTS = 500
LAST_ROW = 1_048_576
LONGEST_FORMAT = 255
PIECE = 1024 * 1024
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ROW, _CELL, _VALUE, _TEXT, _HINT, _ITEM = (f"{_MAIN}{name}" for name in ("row", "c", "v", "t", "rPh", "si"))
# What zipfile, zlib and the parser raise at bytes that somebody mangled.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, ExpatError,
    EOFError, LookupError, OSError, RuntimeError, ValueError,
)  # fmt: skip
_DATE_FORMATS = {*range(14, 23), 45, 46, 47}
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_COLUMN = re.compile("[A-Za-z]{1,3}")
_WHOLE = re.compile("[0-9]{1,9}")
_EPOCHS = {False: dt.datetime(1899, 12, 30), True: dt.datetime(1904, 1, 1)}


def workbook_rows(content, limits):
    """(row number, cells) for every row of the first sheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            yield from _Workbook(package, limits).rows()
    except (Refused, RecursionError):
        raise
    except _BROKEN as problem:
        raise Refused("damaged") from problem


class _Workbook:
    def __init__(self, package, limits):
        infos = package.infolist()
        if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > limits.unpacked:
            raise Refused("unpacked", size=limits.unpacked // PIECE)
        self.package, self.limits = package, limits
        self.names = {info.filename for info in infos}
        self.left, self.tags = limits.unpacked, limits.tags

    def rows(self):
        sheet, is_1904 = self._first_sheet()
        strings = self._read("xl/sharedStrings.xml", _Strings(self.limits.cell)).strings
        dates = self._read("xl/styles.xml", _Styles()).dates
        cells = _Cells(self.limits, strings, dates, _EPOCHS[is_1904])
        for _piece in part_events(self._unpacked(sheet), cells, self.limits.depth):
            yield from cells.ready
            cells.ready.clear()

    def _first_sheet(self):
        book = self._read("xl/workbook.xml", _Book(), is_needed=True)
        if book.first is None:
            raise Refused("no_sheet")
        target = self._read("xl/_rels/workbook.xml.rels", _Relations(), is_needed=True).targets[book.first]
        name = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        return name, book.is_1904

    def _read(self, name, reading, is_needed=False):
        if is_needed or name in self.names:
            for _piece in part_events(self._unpacked(name), reading, self.limits.depth):
                pass
        return reading

    def _unpacked(self, name):
        """Bytes of a part; what comes out is counted, whatever the package says of itself."""
        if self.package.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused("damaged")
        pieces = []
        with self.package.open(name) as file:
            while piece := file.read(PIECE):
                self.left -= len(piece)
                self.tags -= piece.count(b"<")
                if self.left < 0:
                    raise Refused("unpacked", size=self.limits.unpacked // PIECE)
                if self.tags < 0:
                    raise Refused("tags", tags=self.limits.tags)
                pieces.append(piece)
        return b"".join(pieces)


class _Book:
    """The relation of the first sheet, and from which day its dates count."""

    first, is_1904 = None, False

    def begin(self, name, attributes):
        if name == f"{_MAIN}sheet" and self.first is None:
            self.first = attributes.get(_RELATION)
        elif name == f"{_MAIN}workbookPr":
            self.is_1904 = attributes.get("date1904") in ("1", "true")


class _Relations:
    def __init__(self):
        self.targets = {}

    def begin(self, name, attributes):
        if "Id" in attributes:
            self.targets[attributes["Id"]] = attributes.get("Target", "")


class _Styles:
    """`dates`: indexes of the cell styles that show a number as a date."""

    def __init__(self):
        self.within, self.own, self.used = "", set(_DATE_FORMATS), []

    def begin(self, name, attributes):
        if name in (f"{_MAIN}numFmts", f"{_MAIN}cellXfs", f"{_MAIN}cellStyleXfs", f"{_MAIN}dxfs"):
            self.within = name
        elif name == f"{_MAIN}numFmt" and self.within == f"{_MAIN}numFmts":
            if _shows_a_date(attributes.get("formatCode", "")[:LONGEST_FORMAT]):
                self.own.add(_whole(attributes.get("numFmtId"), 0))
        elif name == f"{_MAIN}xf" and self.within == f"{_MAIN}cellXfs":
            self.used.append(_whole(attributes.get("numFmtId"), 0))

    @property
    def dates(self):
        return frozenset(index for index, each in enumerate(self.used) if each in self.own)


def _shows_a_date(code):
    return bool(re.search("[ymdhs]", _QUOTED.sub("", code).lower().replace("general", "")))


class _Taking:
    """Collects the text of one cell or string, without the phonetic hints, and little more of it than is allowed."""

    def __init__(self, longest):
        self.longest, self.hints, self.takes = longest, 0, False
        self.pieces, self.size = [], 0

    def text(self, piece):
        if self.takes and self.size <= self.longest:
            self.pieces.append(piece)
            self.size += len(piece)

    def taken(self):
        text = "".join(self.pieces)
        self.pieces, self.size, self.takes = [], 0, False
        return text


class _Strings(_Taking):
    """The strings that cells name by their place."""

    def __init__(self, longest):
        super().__init__(longest)
        self.strings = []

    def begin(self, name, attributes):
        if name == _TEXT:
            self.takes = not self.hints
        elif name == _HINT:
            self.hints += 1

    def end(self, name):
        if name == _TEXT:
            self.takes = False
        elif name == _HINT:
            self.hints -= 1
        elif name == _ITEM:
            self.strings.append(self.taken())


class _Cells(_Taking):
    """The rows of a sheet; those that are whole stand in `ready`."""

    def __init__(self, limits, strings, dates, epoch):
        super().__init__(limits.cell)
        self.limits, self.strings, self.dates, self.epoch = limits, strings, dates, epoch
        self.ready, self.row, self.number, self.rows, self.count = [], [], 0, 0, 0
        self.kind, self.style, self.column, self.wanted = "", "", 0, None

    def begin(self, name, attributes):
        if name == _CELL:
            self._begin_cell(attributes)
        elif name == self.wanted:
            self.takes = not self.hints
        elif name == _ROW:
            self._begin_row(attributes)
        elif name == _HINT:
            self.hints += 1

    def end(self, name):
        if name == _CELL and self.wanted is not None:
            self.row[self.column], self.wanted = self._value(self.taken()), None
        elif name == self.wanted:
            self.takes = False
        elif name == _ROW:
            self.ready.append((self.number, self.row))
            self.row = []
        elif name == _HINT:
            self.hints -= 1

    def _begin_row(self, attributes):
        self.rows += 1
        self.number = _whole(attributes.get("r"), self.number + 1)
        if self.rows > self.limits.all_rows:
            raise Refused("empty_rows", rows=self.limits.all_rows)
        if not 0 < self.number <= LAST_ROW:
            raise Refused("damaged")

    def _begin_cell(self, attributes):
        reference = attributes.get("r")
        self.column = _column(reference) if reference else len(self.row)
        if self.column >= self.limits.columns + 50:
            raise Refused("columns", columns=self.limits.columns)
        more = self.column + 1 - len(self.row)
        if more > 0:
            self.row += [""] * more
            self.count += more
        if self.count > self.limits.cells:
            raise Refused("cells", cells=self.limits.cells)
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s")
        self.wanted = _TEXT if self.kind == "inlineStr" else _VALUE

    def _value(self, text):
        if self.kind == "s":
            index = _whole(text, -1)
            return self.strings[index] if 0 <= index < len(self.strings) else ""
        if self.kind in ("n", "") and text:
            return self._number(text[:400])
        return "" if self.kind == "e" else text

    def _number(self, text):
        try:
            number = float(text)
            if self.dates and _whole(self.style, 0) in self.dates:
                return _instant_text(self.epoch + dt.timedelta(days=number))
            return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)
        except (ValueError, OverflowError):
            return ""


def _instant_text(instant):
    instant = (instant + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    return instant.date().isoformat() if instant.time() == dt.time.min else instant.isoformat(" ")


def _column(reference):
    """'AB12' -> 27."""
    number, letters = 0, _COLUMN.match(reference)
    for letter in letters[0].upper() if letters else "":
        number = number * 26 + ord(letter) - 64
    return max(0, number - 1)


def _whole(text, otherwise):
    return int(text) if text and _WHOLE.fullmatch(text) else otherwise
