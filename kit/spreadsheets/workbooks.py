"""XLSX: only the first sheet, its strings and which styles are dates are parsed; nothing is built for the rest."""

import datetime as dt
import io
import lzma
import posixpath
import re
import struct
import zipfile
import zlib
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse
from django.utils.translation import gettext as _

from kit.spreadsheets.reading import SpreadsheetError

MAX_PARTS = 500
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# What zipfile, zlib and the parser raise at bytes that somebody mangled.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, ParseError,
    EOFError, LookupError, OSError, RuntimeError, ValueError,
)  # fmt: skip
_DATE_FORMATS = {*range(14, 23), 45, 46, 47}
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_EPOCHS = {False: dt.datetime(1899, 12, 30), True: dt.datetime(1904, 1, 1)}


def workbook_rows(content, limits):
    """(row number, cells) for every row of the first sheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            yield from _Workbook(_read_parts(package, limits), limits).rows()
    except SpreadsheetError:
        raise
    except DefusedXmlException as problem:
        raise SpreadsheetError(_("The workbook holds something that is not allowed.")) from problem
    except _BROKEN as problem:
        raise SpreadsheetError(_("The workbook is damaged or has a password.")) from problem


def _read_parts(package, limits):
    """The parts that we parse, unpacked, after their declared sizes (which zipfile enforces) were added up."""
    infos = package.infolist()
    if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > limits.unpacked:
        raise SpreadsheetError(_("The workbook is too large once unpacked."))
    wanted = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml")
    names = {info.filename for info in infos}
    parts = {name: package.read(name) for name in wanted if name in names}
    sheet, is_1904 = _first_sheet(parts)
    parts["sheet"], parts["is_1904"] = package.read(sheet), is_1904
    tags = sum(part.count(b"<") for part in parts.values() if isinstance(part, bytes))
    if tags > limits.tags:
        raise SpreadsheetError(_("The workbook has too many cells."))
    return parts


def _first_sheet(parts):
    workbook = fromstring(parts["xl/workbook.xml"])
    first = workbook.find(f"{_MAIN}sheets/{_MAIN}sheet")
    if first is None:
        raise SpreadsheetError(_("The workbook has no sheet."))
    relations = fromstring(parts["xl/_rels/workbook.xml.rels"])
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    target = targets[first.get(_RELATION)]
    properties = workbook.find(f"{_MAIN}workbookPr")
    is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}"), is_1904


class _Workbook:
    def __init__(self, parts, limits):
        self.limits = limits
        self.sheet = parts["sheet"]
        self.epoch = _EPOCHS[parts["is_1904"]]
        self.strings = list(_shared_strings(parts.get("xl/sharedStrings.xml")))
        self.date_styles = _date_styles(parts.get("xl/styles.xml"))

    def rows(self):
        number = 0
        for _event, element in iterparse(io.BytesIO(self.sheet), events=("end",)):
            if element.tag != f"{_MAIN}row":
                continue
            number = _whole(element.get("r"), number + 1)
            yield number, self._cells(element)
            element.clear()

    def _cells(self, row):
        cells = []
        for element in row:
            column = _column(element.get("r")) if element.get("r") else len(cells)
            if column >= self.limits.columns + 50:
                raise SpreadsheetError(
                    _("The file has more than %(columns)s columns.") % {"columns": self.limits.columns}
                )
            cells += [""] * (column + 1 - len(cells))
            cells[column] = self._text(element)
        return cells

    def _text(self, cell):
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _plain(cell)
        value = cell.findtext(f"{_MAIN}v") or ""
        if kind == "s":
            index = _whole(value, -1)
            return self.strings[index] if 0 <= index < len(self.strings) else ""
        if kind in ("n", "") and value:
            return self._number(value, _whole(cell.get("s"), 0))
        return "" if kind == "e" else value

    def _number(self, text, style):
        try:
            number = float(text)
            if style in self.date_styles:
                return _instant_text(self.epoch + dt.timedelta(days=number))
            return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)
        except (ValueError, OverflowError):
            return ""


def _shared_strings(part):
    if part is None:
        return
    for _event, element in iterparse(io.BytesIO(part), events=("end",)):
        if element.tag == f"{_MAIN}si":
            yield _plain(element)
            element.clear()


def _plain(element):
    """The text of a string item, without the phonetic hints."""
    hints = {id(text) for hint in element.iter(f"{_MAIN}rPh") for text in hint.iter()}
    return "".join(text.text or "" for text in element.iter(f"{_MAIN}t") if id(text) not in hints)


def _date_styles(part):
    """Indexes of the cell styles that show a number as a date."""
    if part is None:
        return frozenset()
    styles = fromstring(part)
    own = {
        _whole(each.get("numFmtId"), 0)
        for each in styles.iterfind(f"{_MAIN}numFmts/{_MAIN}numFmt")
        if re.search("[ymdhs]", _QUOTED.sub("", each.get("formatCode", "")).lower().replace("general", ""))
    }
    used = styles.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")
    return frozenset(n for n, each in enumerate(used) if _whole(each.get("numFmtId"), 0) in own | _DATE_FORMATS)


def _instant_text(instant):
    instant = (instant + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    return instant.date().isoformat() if instant.time() == dt.time.min else instant.isoformat(" ")


def _column(reference):
    """'AB12' -> 27."""
    number = 0
    for letter in reference[:4]:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - 64
    return max(0, number - 1)


def _whole(text, otherwise):
    try:
        return int(text)
    except (TypeError, ValueError):
        return otherwise
