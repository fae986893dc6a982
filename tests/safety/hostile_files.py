"""Small files that would cost much, made where they are asked for. Names tell what was meant to happen."""

import base64
import io
import json
import struct
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>'
RELATIONS = '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'
HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>code</t></is></c></row>'
LAUGHS = '<!DOCTYPE a [<!ENTITY b "x">' + "".join(f'<!ENTITY b{n} "{"&b;" * 10}">' for n in range(9)) + "]>"


def zipped(parts, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def workbook(rows="", *, strings="", before="", styles="", method=zipfile.ZIP_DEFLATED):
    """An XLSX file with `rows` under its head, items of `strings`, and what stands `before` the sheet."""
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{HEAD}{rows}</sheetData></worksheet>'
    parts = {
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/worksheets/sheet1.xml": before + sheet,
    }
    if strings:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    return zipped(parts, method)


def nested(tag, depth, inner=""):
    return f"<{tag}>" * depth + inner + f"</{tag}>" * depth


def shrunken(content, name, size):
    """The same package, saying of one part that it has only so many bytes once unpacked."""
    place = content.rindex(name.encode()) - 46  # its entry in the list at the end
    return content[: place + 24] + struct.pack("<I", size) + content[place + 28 :]


def inline(text, place="A2"):
    return f'<row r="2"><c r="{place}" t="inlineStr"><is><t>{text}</t></is></c></row>'


SHARED = '<c t="s"><v>0</v></c>'
# {what it is: (bytes, the code that it is refused with)}
TABLES = {
    "nested hints in a cell": (
        lambda: workbook(f'<row><c t="inlineStr"><is>{nested("rPh", 30_000)}</is></c></row>'),
        "deep",
    ),
    "nested hints in a string": (lambda: workbook(strings=f"<si>{nested('rPh', 30_000)}</si>"), "deep"),
    "a million empty rows": (lambda: workbook("<row/>" * 990_000), "empty_rows"),
    "empty rows far below": (
        lambda: workbook("".join(f'<row r="{1_000_000 - n}"/>' for n in range(90_000))),
        "empty_rows",
    ),
    "a row beyond the last": (lambda: workbook(f'<row r="{"9" * 4400}"><c><v>1</v></c></row>' * 3), None),
    "a row of row minus one": (lambda: workbook('<row r="0"><c><v>1</v></c></row>'), "damaged"),
    "a column far to the right": (lambda: workbook(inline("x", "XFD2")), "columns"),
    "65,000 columns": (lambda: workbook("<row>" + "<c/>" * 65_000 + "</row>"), "columns"),
    "a wide row again and again": (lambda: workbook('<row><c r="HR1"/></row>' * 20_000), "cells"),
    "a letter that becomes two": (lambda: workbook(inline("x", "ß2")), None),
    "merged cells": (lambda: workbook(inline("x") + "<mergeCell ref='A1:XFD1048576'/>" * 100_000), None),
    "a long string meant everywhere": (
        lambda: workbook(f"<row>{SHARED}</row>" * 19_000, strings=f"<si><t>{'x' * 9_000}</t></si>"),
        "letters",
    ),
    "a string of ten million letters": (
        lambda: workbook(f"<row>{SHARED}</row>", strings=f"<si><t>{'x' * 10_000_000}</t></si>"),
        "long_cell",
    ),
    "many strings": (lambda: workbook(strings="<si/>" * 1_200_000), "tags"),
    "brackets of a format": (
        lambda: workbook(
            '<row><c s="0"><v>1</v></c></row>',
            styles=f'<numFmts><numFmt numFmtId="200" formatCode="{"[" * 900_000}"/></numFmts>',
        ),
        None,
    ),
    "an attribute of 20 MB": (lambda: workbook(f'<row spans="{"x" * 20_000_000}"/>'), None),
    "a name of 4 MB": (lambda: workbook(f"<{'a' * 4_000_000}/>"), None),
    "laughs": (lambda: workbook(inline("&b8;"), before=LAUGHS), "forbidden"),
    "a document type without entities": (lambda: workbook(before="<!DOCTYPE a>"), "forbidden"),
    "zeros": (lambda: zipped({"xl/workbook.xml": "0" * 200_000_000}), "unpacked"),
    "zeros that deny it": (
        lambda: shrunken(zipped({"xl/workbook.xml": "<" * 200_000_000}), "xl/workbook.xml", 1000),
        "damaged",
    ),
    "packed another way": (lambda: workbook(inline("x"), method=zipfile.ZIP_BZIP2), "damaged"),
    "thousands of parts": (lambda: zipped({f"x{n}": "" for n in range(5_000)}), "unpacked"),
    "numbers of all kinds": (
        lambda: workbook(
            "".join(
                f"<row><c><v>{text}</v></c></row>"
                for text in ("1e999999999", "NaN", "-Infinity", "9" * 5000, "²", "1_0", "0x1", "1e-999999999")
            )
        ),
        "error",
    ),
    "one line of 4 MB": (lambda: b"x" * 4_000_000, "csv_line"),
    "one line of many cells": (lambda: b"," * 4_000_000, "columns"),
    "65,000 heads": (lambda: b",".join(b"a%d" % n for n in range(65_000)), "columns"),
    "a quote that never ends": (lambda: b'a\n"' + b"x\n" * 2_000_000, "csv_line"),
    "line ends": (lambda: b"a\n" + b"\n" * 4_000_000, "rows"),
    "line ends of an old Mac": (lambda: b"a\r" + b"\r" * 4_000_000, "rows"),
    "bytes of nothing": (lambda: b"a\n\0", "no_table"),
    "many empty cells": (
        lambda: b",".join(b"h%d" % n for n in range(200)) + b"\n" + b"x\n" * 19_000,
        "cells",
    ),
    "a heap of marks": (lambda: ("a" + "\u0301\u0316" * 4_900 + "\n1\n").encode(), None),
    "a mark that parts nothing": (lambda: b'sep="\n1\n', None),
}


def questions(text):
    return f'<quiz><question type="multichoice"><questiontext format="html"><text>{text}</text></questiontext></question></quiz>'  # noqa: E501


def gift(size):
    """{what it is: GIFT of about so many bytes}."""
    return {
        "comments and blank lines": b"//\n\n" * (size // 4) + b"a{T}",
        "blank paragraphs": b"[html]" + b"<p> </p>\n" * (size // 9) + b"{T}",
        "blanks": b"a{T}" + b" \n" * (size // 2),
        "sharp brackets": b"[html]" + b"<" * size + b"{T}",
        "spans": b"[html]" + b"<span " * (size // 6) + b"{T}",
        "languages that begin": b"\\{mlang fa\\} " * (size // 13) + b"{T}",
        "spans of languages": b'[html]<span lang="fa" class="multilang">' * (size // 40) + b"{T}",
        "braces": b"{" * size + b"}",
        "colons": b"::" * (size // 2) + b"{T}",
        "marks": b"//" + b"[tag:" * (size // 5) + b"\na{T}",
        "tags": b"//" + b"[tag:a]" * (size // 7) + b"\na{T}",
        "answers": b"a{" + b"~a" * (size // 2) + b"}",
        "ranges": b"a{#1" + b" " * size + b"x}",
        "questions that are none": b"a{}\n\n" * (size // 5),
        "identities": b"".join(b"//[id:%d]\n\n" % n for n in range(size // 16)) + b"a{T}",
    }


def moodle(size):
    """{what it is: Moodle XML of about so many bytes}."""
    file = base64.b64encode(b"x" * (size // 2)).decode()
    settings = "".join(f"<a{n}/>" for n in range(min(size // 8, 50_000)))
    return {
        "sharp brackets": questions("&lt;" * (size // 4)).encode(),
        "blank paragraphs": questions("&lt;p&gt;&amp;nbsp;&lt;/p&gt;\n" * (size // 28)).encode(),
        "settings": f'<quiz><question type="shortanswer">{settings}</question></quiz>'.encode(),
        "depth": ("<quiz>" + nested("a", size // 7) + "</quiz>").encode(),
        "a file": questions(f"x</text><file name='a' encoding='base64'>{file}</file><text>").encode(),
        "answers": ('<quiz><question type="multichoice">' + "<answer/>" * (size // 9) + "</question></quiz>").encode(),
        "an attribute": f'<quiz a="{"x" * size}"/>'.encode(),
        "laughs": f"{LAUGHS}<quiz>&b8;</quiz>".encode(),
    }


def folder(rows):
    return json.dumps({"format": "havadar-folder-1", "rows": rows}).encode()


FOLDERS = {
    "lists in lists": b'{"format": "havadar-folder-1", "rows": ' + b"[" * 1_000_000,
    "objects in objects": b'{"a":' * 500_000,
    "a number of a million digits": b'{"format": "havadar-folder-1", "rows": [{"code": ' + b"9" * 1_000_000 + b"}]}",
    "half a letter": b'{"format": "havadar-folder-1", "rows": [{"title_fa": "\\ud800"}]}',
    "no number": b'{"format": "havadar-folder-1", "rows": [{"code": NaN}]}',
    "many rows": folder([{}] * 300_000),
    "a long cell": folder([{"title_fa": "x" * 2_000_000}]),
}
