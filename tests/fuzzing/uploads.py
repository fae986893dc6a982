"""Files: those that are taken, and what is made of them."""

import io
import json
import zipfile

from django.urls import reverse
from PIL import Image

from tests.access_table import tables
from tests.fuzzing.asks import Upload

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GIFT = """$CATEGORY: DUR-01

::یک:: سلام می‌کنید؟ {=بله#خوب ~نه#بد}

::دو:: 2 + 2 {#4:0.5}

::سه:: درست است {TRUE}

::چهار:: پایتخت {=%100%تهران =%50%ری}

::پنج:: جور کنید {=الف -> ۱ =ب -> ۲}
"""
WORDS = "quote,source,said_on,consent\nعالی بود,survey,1405/01/02,yes\nدیر آمد,form,2026-01-01,no\n"
NAMES = [
    "x.csv", "x.xlsx", "x.txt", "x.json", "x.xml", "x.png", "x.pdf", "", " ", ".", "..", "../../x.csv",
    "..\\..\\x.xlsx", "a\nb.csv", "a\r\nX: y.csv", "x.csv\x00.png", "x" * 300 + ".csv", "ی" * 300 + ".xlsx",
    ".htaccess", "con.csv", "x.CSV", "\u202evsc.exe", "👩‍👧.csv", "x.svg", "x.html", "x.csv;", 'x".csv', "\ud800.csv",
    "x.tar.gz", "/etc/passwd", "x." + "y" * 300,
]  # fmt: skip
MIMES = [
    "text/csv",
    XLSX,
    "text/html",
    "image/svg+xml",
    "",
    "x",
    "image/png",
    "application/pdf",
    "text/plain; charset=x",
]
HOSTILE = [
    b"", b"\x00", b"\n", b"\xef\xbb\xbf", b"\xff\xfea\x00,\x00b\x00", b"\xff\xff\xff", b"a\x00,b\n1,2\n",
    b"PK\x03\x04", b"PK\x05\x06" + b"\x00" * 18, b"PK\x03\x04" + b"\x00" * 3000, b"%PDF-1.7\n%%EOF",
    b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, b"\xff\xd8\xff\xe0" + b"\x00" * 50, b"GIF89a" + b"\xff" * 30,
    b"RIFF\x00\x00\x00\x00WEBP", b"[" * 100_000, b"{}", b"[]", b"null", b'{"standards": 1}', b'{"a":' * 30_000,
    b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'x'>]><quiz>&b;</quiz>", b"<quiz>" * 5000,
    b"<quiz><question type='multichoice'/></quiz>", b"<svg onload='x'/>", b"," * 50_000, b"a" * 300_000,
    b'"' * 20_000, b'"a\n' * 5000, b"a,b\n" + b"1,2\n" * 20_000, b"a\n" * 50_000, b"\r" * 20_000, b"{" * 20_000,
    b"::" * 20_000, b"{=a" * 5000, b"{~" * 5000, b"::a:: b {#1:" + b"9" * 5000 + b"}\n",
    b"::a:: b {#" + b"9" * 400 + b"e9999}\n", b"$CATEGORY: " * 2000,
    b"-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n", bytes(range(256)) * 50,
]  # fmt: skip


def every_hostile_file():
    """Each once under a plain name, and each name once with a plain content."""
    for content in [*HOSTILE, *heavy_files()]:
        yield Upload("x.xlsx" if content.startswith(b"PK") else "x.txt", "text/plain", content)
    for name in NAMES:
        yield Upload(name, "text/csv", b"a,b\n1,2\n")


def heavy_files():
    """Small or middling, and much work: deep, blank, repeated."""
    yield _sheet(strings="<si>" + "<rPh><t>" * 20_000 + "</t></rPh>" * 20_000 + "</si>")
    yield _sheet(rows="<row/>" * 400_000)
    yield _sheet(rows='<row r="1"><c r="XFD1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>')
    yield b"\n\n" * 900_000
    yield b" \n\n" * 600_000
    yield b"::a:: b {=c ~d}\n\n" * 35_000
    yield "".join(f"::q{number}:: متن {number} {{=بله ~نه}}\n\n" for number in range(15_000)).encode()
    yield "".join(f"متن {number} \\{{ {number}\n" for number in range(40_000)).encode()
    yield b"a{" + b"=a -> b\n" * 40_000 + b"}"
    yield b"<quiz>" + b"<question type='x'><name><text>a</text></name></question>" * 10_000 + b"</quiz>"
    yield b"[" + b"{}," * 200_000 + b"{}]"
    yield b"a,b\n" + b'"' + b"x\n" * 300_000


def _sheet(rows="", strings=""):
    """A workbook of one sheet, written by hand."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    links = f'<Relationship Id="r1" Type="{kind}/worksheet" Target="worksheets/sheet1.xml"/>'
    links += f'<Relationship Id="r2" Type="{kind}/sharedStrings" Target="sharedStrings.xml"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{types}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{kind}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{kind}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">{links}</Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{rows}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst {main}>{strings}</sst>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as workbook:
        for name, content in parts.items():
            workbook.writestr(name, content)
    return file.getvalue()


def good_files(world, get):
    """Files that the product takes, some of which it wrote itself; `get(who, url)` fetches those."""
    staff = tables()["people"].FILE.encode()
    folder = {kind: get("mina", reverse("playbook:folder_file", args=[kind])) for kind in ("json", "xlsx")}
    bank = {
        kind: get("mina", reverse("training:bank_export", args=[world.training.course.key, kind]))
        for kind in ("gift", "xml")
    }
    return [
        Upload("staff.csv", "text/csv", staff),
        Upload("template.xlsx", XLSX, get("hoda", reverse("people:import_template"))),
        Upload("folder.json", "application/json", folder["json"]),
        Upload("folder.xlsx", XLSX, folder["xlsx"]),
        Upload("bank.txt", "text/plain", GIFT.encode()),
        Upload("bank.gift.txt", "text/plain", bank["gift"]),
        Upload("bank.xml", "text/xml", bank["xml"]),
        Upload("words.csv", "text/csv", WORDS.encode()),
        Upload("picture.png", "image/png", _picture("PNG")),
        Upload("picture.jpg", "image/jpeg", _picture("JPEG")),
        Upload(
            "paper.pdf", "application/pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
        ),
    ]


def _picture(kind):
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(file, kind)
    return file.getvalue()


def forged(upload, chance):
    """The same file with another name, another kind, other bytes."""
    name, kind, content = upload.name, upload.kind, upload.content
    ways = chance.sample(["name", "kind", "content", "content", "inside"], chance.randint(1, 2))
    if "name" in ways:
        name = chance.choice(NAMES)
    if "kind" in ways:
        kind = chance.choice(MIMES)
    if "content" in ways:
        content = _other_bytes(content, chance)
    if "inside" in ways:
        content = _inside(content, chance)
    return Upload(name, kind, content)


def _other_bytes(content, chance):
    way = chance.randrange(5)
    place = chance.randrange(len(content) + 1)
    if way == 0:
        return chance.choice(HOSTILE)
    if way == 1:
        return content[:place]
    if way == 2:
        return content[:place] + chance.choice(HOSTILE)[:2000] + content[place:]
    if way == 3:
        return content[:place] + bytes(chance.randrange(256) for _ in range(8)) + content[place + 8 :]
    return content[:place] + content[place // 2 :]


def _inside(content, chance):
    """Something of the file's own kind, changed: a part of a workbook, a value of a JSON, a cell."""
    if content.startswith(b"PK"):
        return _another_part(content, chance)
    if content[:1] in (b"{", b"["):
        return _another_value(content, chance)
    words = content.split(b",")
    words[chance.randrange(len(words))] = chance.choice([b"9" * 400, b"\x00", b"\xff", b"1405/13/40", b"", b"x" * 5000])
    return b",".join(words)


def _another_part(content, chance):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        return content[:-1]
    name = chance.choice(sorted(parts))
    parts[name] = _other_bytes(parts[name], chance)
    if chance.random() < 0.2:
        del parts[name]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for other, part in parts.items():
            package.writestr(other, part)
    return file.getvalue()


def _another_value(content, chance):
    try:
        tree = json.loads(content)
    except (ValueError, RecursionError):
        return content + b"}"
    node = tree
    while isinstance(node, dict | list) and node:
        key = chance.choice(sorted(node)) if isinstance(node, dict) else chance.randrange(len(node))
        if not isinstance(node[key], dict | list) or chance.random() < 0.2:
            node[key] = chance.choice(
                [None, 1, -1, "", [], {}, [[]], {"a": 1}, True, "x" * 5000, 10**400, "\ud800", "\x00", 1.5]
            )
            break
        node = node[key]
    return json.dumps(tree).encode()
