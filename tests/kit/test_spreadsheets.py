import contextlib
import datetime as dt
import io
import time
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.reader import reading_as
from kit.spreadsheets import Money, Percent, SpreadsheetError, read_table, safe_text, write_csv, write_table
from kit.text.letters import seen
from tests.limits import LITTLE

DAY = dt.date(2026, 11, 23)
INSTANT = dt.datetime(2026, 11, 23, 11, 0, tzinfo=dt.UTC)
HEADER = ["کد", "نام", "امتیاز"]


def written(kind, header, rows, **more):
    file = io.BytesIO()
    write_table(kind, file, header, rows, **more)
    return io.BytesIO(file.getvalue())


def opened(file):
    return openpyxl.load_workbook(file).worksheets[0]


def test_write_xlsx_keeps_numbers_numbers_and_dates_dates():
    row = [7, Decimal("2.5"), Percent(8505), Money(129410000), DAY, INSTANT, True, None, "نرگس"]
    sheet = opened(written("xlsx", [f"c{n}" for n in range(len(row))], [row], title="ارزیابی‌ها: [همه]"))
    values = [cell.value for cell in sheet[2]]
    moment = dt.datetime(2026, 11, 23, 14, 30)
    assert values[:4] == [7, 2.5, 0.8505, 12941000]
    assert values[4] == dt.datetime(2026, 11, 23)
    assert abs(values[5] - moment) < dt.timedelta(seconds=1)
    assert values[6:] == [True, None, "نرگس"]
    assert sheet["C2"].number_format == "0.00%"
    assert sheet["A1"].font.b
    assert sheet.freeze_panes == "A2"


def test_write_xlsx_runs_right_to_left_for_persian_readers():
    with reading_as("fa"):
        assert opened(written("xlsx", HEADER, [])).sheet_view.rightToLeft
    with reading_as("en"):
        assert not opened(written("xlsx", HEADER, [])).sheet_view.rightToLeft


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\tx", "\rx"])
def test_text_is_never_a_formula(text):
    assert safe_text(text) == f"'{text}"
    lines = written("csv", ["a"], [[text]]).read().decode("utf-8-sig")
    assert f"'{text[0]}" in lines
    cell = opened(written("xlsx", ["a"], [[text]]))["A2"]
    assert cell.data_type == "s"
    assert cell.value.startswith("'")


def test_negative_numbers_are_not_escaped():
    assert written("csv", ["a", "b"], [[-5, Money(-1250, "EUR")]]).read().decode("utf-8-sig") == "a,b\r\n-5,-12.5\r\n"
    assert opened(written("xlsx", ["a"], [[-5]]))["A2"].value == -5


def test_write_csv_begins_with_a_byte_order_mark():
    file = io.BytesIO()
    write_csv(file, HEADER, [["DUR-01", "نرگس", Percent(8505)], [1, DAY, INSTANT]])
    assert file.getvalue().startswith("\ufeff".encode())
    assert file.getvalue().decode("utf-8-sig").splitlines()[1:] == [
        "DUR-01,نرگس,85.05",
        "1,2026-11-23,2026-11-23 14:30",
    ]


# What nobody sees is left out when it is read (`kit.text.letters`).
cells = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20).map(seen).map(str.strip)
# An apostrophe before what would be a formula is taken for ours.
cells = cells.filter(lambda text: not text.startswith("'") or text != safe_text(text[1:]))


@given(st.lists(st.lists(cells, min_size=3, max_size=3).filter(any), max_size=8))
def test_what_is_written_is_read_again(rows):
    table = read_table(written("csv", HEADER, rows))
    assert table.header == HEADER
    assert table.rows == rows
    numbered = read_table(written("xlsx", HEADER, rows))
    assert [[cell.removeprefix("'") for cell in row] for row in numbered.rows] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]


def test_read_table_reads_workbooks_of_others():
    book = openpyxl.Workbook()
    for row in (
        ["code", "joined", "share", "note"],
        ["a", DAY, 0.5, None],
        [],
        [12, INSTANT.replace(tzinfo=None), 3.0, "x"],
    ):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    table = read_table(io.BytesIO(file.getvalue()))
    assert table.rows == [["a", "2026-11-23", "0.5", ""], ["12", "2026-11-23 11:00:00", "3", "x"]]
    assert [number for number, _record in table.records()] == [2, 4]
    assert next(table.records())[1]["joined"] == "2026-11-23"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_read_table_finds_encoding_and_delimiter(encoding, sign):
    text = f"کد{sign}نام\r\n1{sign}«پريسا، ك»\r\n\r\n2{sign}سعيد\r\n"
    header, rows = read_table(io.BytesIO(text.encode(encoding)))
    assert header == ["کد", "نام"]
    assert [row[0] for row in rows] == ["1", "2"]


def test_read_table_obeys_the_sep_line():
    assert read_table(io.BytesIO(b"sep=;\r\na;b,c\r\n1;2\r\n")).header == ["a", "b,c"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"a,a\n1,2\n", "Two columns"),
        (b"a,b\n1,2,3\n", "Row 2 has more cells"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "damaged"),
        (b"PK\x03\x04 not a zip", "damaged"),
        (b"a\0b", "neither"),
        (b"a\n" + b"x" * 11_000, "too long"),
        (b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
        (b"a\n" + b"1\n" * 20_001, "more than 20,000 rows"),
    ],
)
def test_read_table_says_what_is_wrong(content, message):
    with reading_as("en"), pytest.raises(SpreadsheetError, match=message):
        read_table(io.BytesIO(content))


def workbook_with(**parts):
    """A well-formed workbook with some of its parts replaced."""
    source, out = zipfile.ZipFile(written("xlsx", ["a"], [["x"]])), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            stem = name.rsplit("/", 1)[-1].removesuffix(".xml")
            target.writestr(name, parts.pop(stem, None) or source.read(name))
        for stem, text in parts.items():
            target.writestr(f"xl/{stem}.xml", text)
    return io.BytesIO(out.getvalue())


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"sharedStrings": f'<sst xmlns="{MAIN}">{"<si/>" * 1_600_000}</sst>'}, "too many cells"),
        ({"padding": " " * 34_000_000}, "too large once unpacked"),
        ({"sheet1": f'<!DOCTYPE a [<!ENTITY b "c">]><worksheet xmlns="{MAIN}">&b;</worksheet>'}, "not allowed"),
        ({"sheet1": "<worksheet>"}, "damaged"),
        ({"workbook": f'<workbook xmlns="{MAIN}"/>'}, "no sheet"),
        ({"sheet1": f'<worksheet xmlns="{MAIN}"><row><c r="XFD1"><v>1</v></c></row></worksheet>'}, "columns"),
    ],
)
def test_read_table_refuses_bombs_quickly(parts, message):
    file, begin = workbook_with(**parts), time.perf_counter()
    with reading_as("en"), pytest.raises(SpreadsheetError, match=message):
        read_table(file)
    assert time.perf_counter() - begin < LITTLE


def test_a_lone_cell_at_the_far_end_costs_nothing():
    far = f'<worksheet xmlns="{MAIN}"><row r="1"><c r="A1" t="str"><v>a</v></c></row>' + (
        '<row r="1048576"><c r="A1048576"><v>5</v></c></row></worksheet>'
    )
    table = read_table(workbook_with(sheet1=far))
    assert (table.rows, table.numbers) == ([["5"]], [1048576])


@given(st.integers(0, 1500), st.integers(0, 255))
def test_a_mutated_workbook_is_read_or_refused(position, byte):
    content = bytearray(MUTABLE)
    content[position % len(content)] = byte
    with contextlib.suppress(SpreadsheetError):
        table = read_table(io.BytesIO(bytes(content)))
        assert all(len(row) == len(table.header) for row in table.rows)


MUTABLE = written("xlsx", ["a", "b"], [["x", 1], [DAY, "y"]]).getvalue()
