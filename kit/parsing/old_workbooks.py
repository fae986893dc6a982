"""XLS and XLSB: python-calamine makes text of the cells; which of them hold an error is looked up in the bytes. Pure.

calamine gives an empty text for `#N/A` and the like. A formula of these two formats always has a stored result, so that
an error is all that can be taken for empty.
"""

import datetime as dt
import io
import posixpath
import struct
import zipfile
from collections.abc import Callable, Iterable
from xml.etree.ElementTree import ParseError

import python_calamine
from defusedxml.ElementTree import fromstring

from kit.parsing.limits import Limits
from kit.parsing.refusal import Refused
from kit.parsing.workbooks import BROKEN, ERROR, LONGEST_NAME, MOST_SHEETS, instant_text, number_text, packaged

OLE_MAGIC = b"\xd0\xcf\x11\xe0"
# Records of a sheet. BIFF8: a cell with an error or a truth, a formula; XLSB: a row, an error, a formula's error.
_BOOL_OR_ERROR, _FORMULA, _BOUND_SHEET, _START, _END = 0x0205, 0x0006, 0x0085, 0x0809, 0x000A
_ROW, _ERROR, _FORMULA_ERROR = 0, 3, 11
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_END_OF_CHAIN = 0xFFFFFFFA
# Cells that calamine lays out, also the empty ones between two that are filled.
MOST_LAID_OUT = 4_000_000


def sheets_of(content: bytes, limits: Limits) -> tuple[list[str], Callable[[int], Iterable[tuple]]]:
    """([names], a function from the place of a sheet to its (row number, cells, marks))."""
    is_zip = not content.startswith(OLE_MAGIC)
    try:
        if is_zip:
            with packaged(content, limits):
                pass
        book = python_calamine.load_workbook(io.BytesIO(content))
        places = [place for place, each in enumerate(book.sheets_metadata) if each.typ == _WORK_SHEET]
        names = [book.sheet_names[place][:LONGEST_NAME] for place in places]
    except python_calamine.PasswordError as problem:
        raise Refused("password") from problem
    except (python_calamine.CalamineError, *BROKEN) as problem:
        raise Refused("damaged") from problem
    if not names:
        raise Refused("no_sheet")
    if len(names) > MOST_SHEETS:
        raise Refused("sheets", sheets=MOST_SHEETS)

    def rows(place):
        errors = _xlsb_errors if is_zip else _xls_errors
        return _rows(book, places[place], errors(content, places[place], limits), limits)

    return names, rows


_WORK_SHEET = python_calamine.SheetTypeEnum.WorkSheet


def _rows(book, place, errors, limits):
    try:
        sheet = book.get_sheet_by_index(place)
    except (python_calamine.CalamineError, *BROKEN) as problem:
        raise Refused("damaged") from problem
    if sheet.total_width > limits.columns + 50:
        raise Refused("columns", columns=limits.columns)
    if sheet.total_height * sheet.total_width > MOST_LAID_OUT:
        raise Refused("cells", cells=limits.cells)
    for index, row in enumerate(sheet.iter_rows()):
        marks = dict.fromkeys(errors.get(index, ()), ERROR)
        cells = [_text(cell, limits) for cell in row]
        cells += [""] * (max(marks, default=-1) + 1 - len(cells))
        yield index + 1, cells, {column: kind for column, kind in marks.items() if not cells[column]}


def _text(cell, limits):
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, int | float):
        try:
            return number_text(cell)
        except (ValueError, OverflowError):
            return ""
    if isinstance(cell, dt.datetime):
        return instant_text(cell)
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)[: limits.cell + 1]


# XLS: a file system in a file, in it one stream of records -----------------------------------------------------------


def _xls_errors(content, place, limits):
    """{row: [columns]} of the cells that hold an error, both from 0."""
    try:
        stream = _stream(content)
        starts = [struct.unpack_from("<I", body)[0] for kind, body in _records(stream, 0) if kind == _BOUND_SHEET]
        found = {}
        for kind, body in _records(stream, starts[place]):
            is_error = kind == _BOOL_OR_ERROR and body[7] == 1
            is_error |= kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2
            if is_error:
                row, column = struct.unpack_from("<HH", body)
                found.setdefault(row, []).append(column)
    except (struct.error, IndexError) as problem:
        raise Refused("damaged") from problem
    return {row: [column for column in columns if column < limits.columns + 50] for row, columns in found.items()}


def _records(stream, start):
    """(kind, body) from a start to the end that belongs to it; charts within have starts and ends of their own."""
    depth = 0
    while start + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, start)
        yield kind, stream[start + 4 : start + 4 + size]
        start += 4 + size
        depth += (kind == _START) - (kind == _END)
        if depth == 0:
            return


def _stream(content):
    """The stream "Workbook" (or "Book") out of the little file system."""
    sector = 1 << struct.unpack_from("<H", content, 30)[0]
    if sector not in (512, 4096):
        raise IndexError
    tables = list(struct.unpack_from("<109I", content, 76))
    more = struct.unpack_from("<I", content, 68)[0]
    while more < _END_OF_CHAIN and len(tables) < len(content) // sector + 110:
        part = struct.unpack_from(f"<{sector // 4}I", content, sector * (more + 1))
        tables += part[:-1]
        more = part[-1]
    chain = []
    for table in tables:
        if table < _END_OF_CHAIN:
            chain += struct.unpack_from(f"<{sector // 4}I", content, sector * (table + 1))
    entries = _chained(content, sector, chain, struct.unpack_from("<I", content, 48)[0])
    root = None
    for start in range(0, len(entries) - 127, 128):
        length = struct.unpack_from("<H", entries, start + 64)[0]
        name = entries[start : start + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").casefold()
        first, size = struct.unpack_from("<II", entries, start + 116)
        root = (first, size) if root is None else root
        if name in ("workbook", "book"):
            if size < 4096:
                return _small(content, sector, chain, root[0], first)[:size]
            return _chained(content, sector, chain, first)[:size]
    raise IndexError


def _chained(content, sector, chain, first):
    pieces, seen = [], 0
    while first < _END_OF_CHAIN and seen <= len(chain):
        pieces.append(content[sector * (first + 1) : sector * (first + 2)])
        first, seen = chain[first], seen + 1
    return b"".join(pieces)


def _small(content, sector, chain, root, first):
    """Streams under 4096 bytes lie in pieces of 64 within the root's."""
    whole = _chained(content, sector, chain, root)
    table = _chained(content, sector, chain, struct.unpack_from("<I", content, 60)[0])
    nexts = struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])
    pieces, seen = [], 0
    while first < _END_OF_CHAIN and seen <= len(nexts):
        pieces.append(whole[64 * first : 64 * first + 64])
        first, seen = nexts[first], seen + 1
    return b"".join(pieces)


# XLSB: parts of a package, each a row of records ---------------------------------------------------------------------


def _xlsb_errors(content, place, limits):
    with packaged(content, limits) as package:
        part = _xlsb_parts(package)[place]
        found, row = {}, 0
        for kind, body in _binary_records(package.unpacked(part)):
            if kind == _ROW:
                row = struct.unpack_from("<I", body)[0]
            elif kind in (_ERROR, _FORMULA_ERROR):
                column = struct.unpack_from("<I", body)[0]
                if column < limits.columns + 50:
                    found.setdefault(row, []).append(column)
    return found


def _xlsb_parts(package):
    """The parts of the sheets in the workbook's order."""
    try:
        relations = fromstring(package.unpacked("xl/_rels/workbook.bin.rels"))
    except ParseError as problem:
        raise Refused("damaged") from problem
    targets = {each.get("Id"): each.get("Target", "") for each in relations.iter(_RELATION)}
    parts = []
    for kind, body in _binary_records(package.unpacked("xl/workbook.bin")):
        if kind == 156:  # BrtBundleSh
            size = struct.unpack_from("<I", body, 8)[0]
            target = targets[body[12 : 12 + 2 * size].decode("utf-16-le")]
            parts.append(target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}"))
    return parts


def _binary_records(part):
    place = 0
    while place < len(part):
        kind = part[place]
        place += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (part[place] & 0x7F) << 7
            place += 1
        size = shift = 0
        while True:
            byte = part[place]
            place += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift > 21:
                break
        yield kind, part[place : place + size]
        place += size


def is_binary_workbook(content: bytes) -> bool:
    """Is this package an XLSB? Its list of parts stands in the clear."""
    try:
        return "xl/workbook.bin" in zipfile.ZipFile(io.BytesIO(content)).namelist()
    except BROKEN:
        return False
