"""XLSX: only the sheet asked for, its strings and its styles are read; nothing is built for the rest. Pure."""

import datetime as dt
import io
import lzma
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from kit.parsing.limits import Limits
from kit.parsing.refusal import Refused
from kit.parsing.xml_parts import ExpatError, part_events

MAX_PARTS = 500
LAST_ROW = 1_048_576
LONGEST_FORMAT = 255
MOST_SHEETS, LONGEST_NAME = 200, 100
PIECE = 1024 * 1024
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ROW, _CELL, _VALUE, _TEXT, _HINT, _ITEM, _FORMULA = (
    f"{_MAIN}{name}" for name in ("row", "c", "v", "t", "rPh", "si", "f")
)
# Cells that say nothing although somebody meant them to: a formula without its result, and #N/A and the like.
NO_VALUE, ERROR = "no_value", "error"
# What zipfile, zlib and the parser raise at bytes that somebody mangled.
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, ExpatError,
    EOFError, LookupError, OSError, RuntimeError, ValueError,
)  # fmt: skip
_DATE_FORMATS = {*range(14, 23), 45, 46, 47}
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_ZEROS = re.compile("0{2,20}")
_COLUMN = re.compile("[A-Za-z]{1,3}")
_WHOLE = re.compile("[0-9]{1,9}")
_EPOCHS = {False: dt.datetime(1899, 12, 30), True: dt.datetime(1904, 1, 1)}


def workbook_rows(content: bytes, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """(row number, cells) for every row of the first sheet."""
    with opened_workbook(content, limits) as book:
        for number, row, marks in book.rows():
            for column, kind in marks.items():
                if row[column] == "":
                    raise Refused(kind, number=number, column=column_letters(column))
            yield number, row


@contextmanager
def packaged(content: bytes, limits: Limits) -> Iterator["Package"]:
    """A Package; what its bytes make zipfile or the parsers raise is a refusal."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            yield Package(package, limits)
    except (Refused, RecursionError):
        raise
    except BROKEN as problem:
        raise Refused("damaged") from problem


@contextmanager
def opened_workbook(content: bytes, limits: Limits) -> Iterator["Workbook"]:
    with packaged(content, limits) as package:
        yield Workbook(package, limits)


class Package:
    """The parts of a zip; what comes out is counted, whatever the package says of itself."""

    def __init__(self, package, limits):
        infos = package.infolist()
        if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > limits.unpacked:
            raise Refused("unpacked", size=limits.unpacked // PIECE)
        self.package, self.limits = package, limits
        self.names = {info.filename for info in infos}
        self.left, self.tags = limits.unpacked, limits.tags

    def unpacked(self, name):
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


class Workbook:
    """`sheets`: the names of those that hold cells."""

    def __init__(self, package, limits):
        self.package, self.limits = package, limits
        self.book = self._read("xl/workbook.xml", _Book(), is_needed=True)
        if not self.book.sheets:
            raise Refused("no_sheet")
        self._targets = self._read("xl/_rels/workbook.xml.rels", _Relations(), is_needed=True).targets
        self._shared = None

    @property
    def sheets(self):
        return [name for name, _relation in self.book.sheets]

    def rows(self, place=0):
        """(row number, cells, {column: what is the matter with it}) for every row of a sheet."""
        if self._shared is None:
            strings = self._read("xl/sharedStrings.xml", _Strings(self.limits.cell)).strings
            self._shared = strings, self._read("xl/styles.xml", _Styles())
        strings, styles = self._shared
        cells = _Cells(self.limits, strings, styles, _EPOCHS[self.book.is_1904])
        for _piece in part_events(self.package.unpacked(self._part(place)), cells, self.limits.depth):
            yield from cells.ready
            cells.ready.clear()

    def _part(self, place):
        target = self._targets[self.book.sheets[place][1]]
        return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")

    def _read(self, name, reading, is_needed=False):
        if is_needed or name in self.package.names:
            for _piece in part_events(self.package.unpacked(name), reading, self.limits.depth):
                pass
        return reading


class _Book:
    """[(name, relation)] of the sheets, and from which day their dates count."""

    is_1904 = False

    def __init__(self):
        self.sheets = []

    def begin(self, name, attributes):
        if name == f"{_MAIN}sheet":
            if len(self.sheets) == MOST_SHEETS:
                raise Refused("sheets", sheets=MOST_SHEETS)
            self.sheets.append((attributes.get("name", "")[:LONGEST_NAME], attributes.get(_RELATION)))
        elif name == f"{_MAIN}workbookPr":
            self.is_1904 = attributes.get("date1904") in ("1", "true")


class _Relations:
    def __init__(self):
        self.targets = {}

    def begin(self, name, attributes):
        if "Id" in attributes:
            self.targets[attributes["Id"]] = attributes.get("Target", "")


class _Styles:
    """`dates`: indexes of the cell styles that show a number as a date; `zeros`: {index: digits} of those as 00000."""

    def __init__(self):
        self.within, self.own, self.used, self.padded = "", set(_DATE_FORMATS), [], {}

    def begin(self, name, attributes):
        if name in (f"{_MAIN}numFmts", f"{_MAIN}cellXfs", f"{_MAIN}cellStyleXfs", f"{_MAIN}dxfs"):
            self.within = name
        elif name == f"{_MAIN}numFmt" and self.within == f"{_MAIN}numFmts":
            code, number = attributes.get("formatCode", "")[:LONGEST_FORMAT], _whole(attributes.get("numFmtId"), 0)
            if _shows_a_date(code):
                self.own.add(number)
            elif _ZEROS.fullmatch(code):
                self.padded[number] = len(code)
        elif name == f"{_MAIN}xf" and self.within == f"{_MAIN}cellXfs":
            self.used.append(_whole(attributes.get("numFmtId"), 0))

    @property
    def dates(self):
        return frozenset(index for index, each in enumerate(self.used) if each in self.own)

    @property
    def zeros(self):
        return {index: self.padded[each] for index, each in enumerate(self.used) if each in self.padded}


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
    """The rows of a sheet; those that are whole stand in `ready`, with the marks of cells that have no value."""

    def __init__(self, limits, strings, styles, epoch):
        super().__init__(limits.cell)
        self.limits, self.strings, self.epoch = limits, strings, epoch
        self.dates, self.zeros = styles.dates, styles.zeros
        self.ready, self.row, self.marks, self.number, self.rows, self.count = [], [], {}, 0, 0, 0
        self.kind, self.style, self.column, self.wanted = "", "", 0, None
        self.has_formula = self.has_value = False

    def begin(self, name, attributes):
        if name == _CELL:
            self._begin_cell(attributes)
        elif name == self.wanted:
            self.takes, self.has_value = not self.hints, True
        elif name == _ROW:
            self._begin_row(attributes)
        elif name == _HINT:
            self.hints += 1
        elif name == _FORMULA:
            self.has_formula = True

    def end(self, name):
        if name == _CELL and self.wanted is not None:
            self.row[self.column], self.wanted = self._value(self.taken()), None
        elif name == self.wanted:
            self.takes = False
        elif name == _ROW:
            self.ready.append((self.number, self.row, self.marks))
            self.row, self.marks = [], {}
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
        self.has_formula = self.has_value = False

    def _value(self, text):
        if self.kind == "e":
            return self._marked(ERROR)
        if self.has_formula and not (text or (self.has_value and self.kind == "str")):
            return self._marked(NO_VALUE)
        if self.kind == "s":
            index = _whole(text, -1)
            return self.strings[index] if 0 <= index < len(self.strings) else self._marked(ERROR)
        return self._number(text[:400]) if self.kind in ("n", "") and text else text

    def _marked(self, kind):
        self.marks[self.column] = kind
        return ""

    def _number(self, text):
        try:
            number, style = float(text), _whole(self.style, 0)
            if style in self.dates:
                return instant_text(self.epoch + dt.timedelta(days=number))
            plain = number_text(number)
        except (ValueError, OverflowError):
            return self._marked(ERROR)
        return plain.zfill(self.zeros[style]) if style in self.zeros and plain.isdigit() else plain


def number_text(number: float) -> str:
    """A whole number without a point. Raises OverflowError or ValueError where it is none."""
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)


def column_letters(place: int) -> str:
    """27 -> 'AB'."""
    letters, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def instant_text(instant: dt.datetime) -> str:
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
