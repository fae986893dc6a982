"""Workbooks of three kinds made by hand, small enough to read: what a spreadsheet writes, and what it never would."""

import io
import struct
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def zipped(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(name, content, method)
    return file.getvalue()


# XLSX ----------------------------------------------------------------------------------------------------------------


def xlsx(*sheets, formats=()):
    """`sheets`: (name, rows of cells); a cell is text, or XML that begins with "<c". `formats`: codes of s="1", ..."""
    parts = {"xl/workbook.xml": "", "xl/_rels/workbook.xml.rels": ""}
    listed = related = ""
    for number, (name, rows) in enumerate(sheets, start=1):
        listed += f'<sheet name="{name}" sheetId="{number}" r:id="r{number}"/>'
        related += f'<Relationship Id="r{number}" Target="worksheets/sheet{number}.xml"/>'
        body = "".join(f"<row>{''.join(map(_xlsx_cell, row))}</row>" for row in rows)
        sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'
        parts[f"xl/worksheets/sheet{number}.xml"] = sheet
    parts["xl/workbook.xml"] = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'
    parts["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{PACKAGE}">{related}</Relationships>'
    own = "".join(f'<numFmt numFmtId="{170 + n}" formatCode="{code}"/>' for n, code in enumerate(formats))
    used = "".join(f'<xf numFmtId="{170 + n}"/>' for n in range(len(formats)))
    parts["xl/styles.xml"] = (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{own}</numFmts><cellXfs><xf numFmtId="0"/>{used}</cellXfs></styleSheet>'
    )
    return zipped(parts)


def _xlsx_cell(cell):
    return cell if cell.startswith("<c") else f'<c t="inlineStr"><is><t>{cell}</t></is></c>'


# ODS -----------------------------------------------------------------------------------------------------------------


def ods(*sheets, before=""):
    """`sheets`: (name, rows of cells); a cell is text, or XML that begins with "<table:"."""
    tables = "".join(
        f'<table:table table:name="{name}">'
        + "".join(row if isinstance(row, str) else _ods_row(row) for row in rows)
        + "</table:table>"
        for name, rows in sheets
    )
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    )
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    content = f"{before}<office:document-content {spaces}>{body}</office:document-content>"
    return zipped({"mimetype": ODS, "content.xml": content})


def _ods_row(row):
    return f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"


def _ods_cell(cell):
    if cell.startswith("<table:"):
        return cell
    return f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'


# XLSB ----------------------------------------------------------------------------------------------------------------


def xlsb(*sheets):
    """`sheets`: (name, rows of cells); a cell is text, a float, None, or bytes: the code of an error."""
    parts = {"[Content_Types].xml": "<Types/>"}
    listed, related = b"", ""
    for number, (name, rows) in enumerate(sheets, start=1):
        listed += _record(156, struct.pack("<II", 0, number) + _wide(f"r{number}") + _wide(name))
        kind = f"{OFFICE}/worksheet"
        related += f'<Relationship Id="r{number}" Type="{kind}" Target="worksheets/sheet{number}.bin"/>'
        parts[f"xl/worksheets/sheet{number}.bin"] = _binary_sheet(rows)
    parts["xl/workbook.bin"] = _record(131) + _record(143) + listed + _record(144) + _record(132)
    parts["xl/_rels/workbook.bin.rels"] = f'<Relationships xmlns="{PACKAGE}">{related}</Relationships>'
    return zipped(parts)


def xlsb_far(row, column):
    """Two cells of a sheet, as far apart as a few bytes can say."""
    cells = [(0, 0), (row, column)]
    made = _record(129) + _record(148, struct.pack("<IIII", 0, row, 0, column)) + _record(145)
    made += b"".join(_record(0, struct.pack("<I", r) + b"\0" * 21) + _binary_cell(c, "x") for r, c in cells)
    with zipfile.ZipFile(io.BytesIO(xlsb(("a", [["x"]])))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return zipped(parts | {"xl/worksheets/sheet1.bin": made + _record(146) + _record(130)})


def _binary_sheet(rows):
    width = max(map(len, rows))
    made = _record(129) + _record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1)) + _record(145)
    for number, row in enumerate(rows):
        made += _record(0, struct.pack("<I", number) + b"\0" * 21)
        made += b"".join(_binary_cell(column, cell) for column, cell in enumerate(row) if cell is not None)
    return made + _record(146) + _record(130)


def _binary_cell(column, cell):
    place = struct.pack("<II", column, 0)
    if isinstance(cell, bytes):
        return _record(3, place + cell)
    if isinstance(cell, float):
        return _record(5, place + struct.pack("<d", cell))
    return _record(6, place + _wide(cell))


def _wide(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(kind, body=b""):
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(body), b""
    while True:
        size, low = size >> 7, size & 0x7F
        length += bytes([low | (0x80 if size else 0)])
        if not size:
            return head + length + body
