"""The one way in: whatever somebody saved a table as, and whatever stands above it."""

import contextlib
import io
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.importing.dates import ORDERS, possible_orders, read_day, telling
from kit.importing.headings import guess_heading_row
from kit.importing.kinds import Field, Kind
from kit.importing.layouts import split_name
from kit.importing.uploads import open_upload, read_grid, read_whole
from kit.parsing.client import read_apart
from kit.parsing.encodings import decoded
from kit.parsing.refusal import Refused
from kit.parsing.tables import Limits
from kit.reader import reading_as
from kit.spreadsheets import SpreadsheetError, read_table
from tests.kit.made_workbooks import ods, xlsb, xlsb_far, xlsx

CASES = Path(__file__).parent / "cases"
AT = datetime(2026, 11, 1, 8, tzinfo=UTC)
KIND = Kind(
    "example",
    "Example",
    fields=(
        Field("code", "Code", ("کد", "Code", "Employee_ID"), is_required=True),
        Field("name", "Name", ("نام", "Name", "First name")),
        Field("day", "Day", ("روز", "Day", "Hire date"), is_day=True),
        Field("words", "Words", ("نظر", "words"), hints=("comment",)),
    ),
    permission="x.y",
    address="x:y",
)


def grid(content, **about):
    return read_grid(content, Limits(), **about)


def brought(content, **about):
    return read_whole(KIND, io.BytesIO(content if isinstance(content, bytes) else content.encode()), **about)


# Letters and separators ----------------------------------------------------------------------------------------------

PERSIAN = "کد;نام\n1;پريسا گفت: چيز ژاله و گل\n"
TEXTS = {
    "utf-8": PERSIAN, "utf-8-sig": PERSIAN, "utf-16": PERSIAN, "utf-16-le": PERSIAN, "utf-16-be": PERSIAN,
    "utf-32": PERSIAN, "cp1256": PERSIAN.replace("ک", "ك"), "cp1252": "Code;Name\n1;Müller, naïve résumé in Köln\n",
    "latin-1": "Code;Name\n1;José Peña\n", "cp1254": "Kod;Ad\n1;Şükrü Yıldız\n", "cp1251": "Имя;Город\nАнна;Тула\n",
}  # fmt: skip


@pytest.mark.parametrize("encoding", TEXTS)
def test_a_text_table_is_read_in_the_letters_that_it_was_saved_in(encoding):
    text = TEXTS[encoding]
    assert decoded(text.encode(encoding))[0] == text
    rows = grid(text.encode(encoding)).rows
    assert [len(row) for row in rows] == [2, 2]


def test_where_the_guess_is_wrong_the_letters_can_be_chosen():
    content = "ИМЯ;ГОРОД\n".encode("cp1251")
    assert grid(content, encoding="cp1251").rows == [["ИМЯ", "ГОРОД"]]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_titles_above_a_table_do_not_hide_its_separator(sign):
    content = f"Staff list of the shop\n\nCode{sign}Name{sign}Day\n1{sign}“a”{sign}2\n2{sign}c{sign}3\n"
    assert grid(content.encode()).rows[1:] == [["Code", "Name", "Day"], ["1", "“a”", "2"], ["2", "c", "3"]]


# Workbooks -----------------------------------------------------------------------------------------------------------

ROWS = [["Code", "Name"], ["00123", "سارا"]]
BOOKS = {
    "xlsx": xlsx(("Notes", [["x"]]), ("کارکنان", ROWS)),
    "ods": ods(("Notes", [["x"]]), ("کارکنان", ROWS)),
    "xlsb": xlsb(("Notes", [["x"]]), ("کارکنان", ROWS)),
}


@pytest.mark.parametrize("kind", BOOKS)
def test_s05_every_usual_workbook_opens_with_its_sheets(kind):
    found = grid(BOOKS[kind])
    assert (found.sheets, found.sheet, found.rows) == (["Notes", "کارکنان"], 1, ROWS)
    assert grid(BOOKS[kind], sheet=0).rows == [["x"]]


def test_s05_an_old_workbook_opens():
    """Written by a spreadsheet of 1997's form, with an error in its last row."""
    found = grid((CASES / "s05-staff.xls").read_bytes())
    assert (found.sheets, found.sheet) == (["Notes", "کارکنان"], 1)
    assert found.rows[:3] == [
        ["Staff list"],
        ["Employee_ID", "First name", "Last name", "Hire date", "Share"],
        ["00123", "Sara", "Karimi", "2015-03-30", "0.8"],
    ]
    assert (found.numbers, found.marks) == ([1, 3, 4, 5, 6], [[6, 0, "error"]])
    assert read_table(io.BytesIO(xlsb(("a", ROWS)))).rows == [["00123", "سارا"]]
    assert read_table(io.BytesIO(ods(("a", ROWS)))).rows == [["00123", "سارا"]]


NO_VALUE = {
    "xlsx": xlsx(("a", [["Code", "Name", "More"], ["1", "<c><f>A1</f></c>", '<c t="e"><f>NA()</f><v>#N/A</v></c>']])),
    "xlsx of a program": xlsx(
        ("a", [["Code", "Name", "More"], ["1", "<c><f>A1</f><v></v></c>", '<c t="e"><v>#REF!</v></c>']])
    ),
    "ods": ods(
        (
            "a",
            [
                ["Code", "Name", "More"],
                [
                    "1",
                    '<table:table-cell table:formula="of:=[.A1]"/>',
                    '<table:table-cell table:formula="of:=NA()" office:value-type="string" calcext:value-type="error">'
                    "<text:p>#N/A</text:p></table:table-cell>",
                ],
            ],
        )
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", NO_VALUE)
def test_s05_nothing_is_taken_as_empty_in_silence(kind):
    with reading_as("en"):
        (record,) = brought(NO_VALUE[kind], columns={"words": "More"}).records
        assert record.problems == [
            "Row 2, column “Name”: a formula whose result is not in the file.",
            "Row 2, column “More”: the cell holds an error, such as #N/A.",
        ]
        (alone,) = brought(NO_VALUE[kind]).records  # the column with the error is not read
        assert len(alone.problems) == 1
        with pytest.raises(SpreadsheetError, match="Row 2, column B"):
            read_table(io.BytesIO(NO_VALUE[kind]))


def test_s05_an_error_of_a_binary_workbook_is_seen():
    (record,) = brought(xlsb(("a", [["Code", "Name"], ["1", b"\x2a"]]))).records
    assert len(record.problems) == 1


def test_s05_a_formula_that_says_an_empty_text_says_so():
    content = xlsx(("a", [["Code", "Name"], ["1", '<c t="str"><f>x</f><v></v></c>']]))
    assert brought(content).records[0].problems == []


def test_s02_numbers_shown_with_zeros_keep_them():
    book = xlsx(("a", [["Code"], ['<c s="1"><v>123</v></c>'], ['<c s="2"><v>7.5</v></c>']]), formats=("00000", "0.00"))
    assert grid(book).rows == [["Code"], ["00123"], ["7.5"]]
    cell = '<table:table-cell office:value-type="float" office:value="7"><text:p>0007</text:p></table:table-cell>'
    assert grid(ods(("a", [["Code"], [cell]]))).rows == [["Code"], ["0007"]]


EMPTY_REST = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell {}/></table:table-row>'
HOSTILE = {
    "ods that repeats a row": (
        ods(("a", [["Code"], EMPTY_REST.format('office:value-type="string" office:string-value="x"')])), "cells",
    ),
    "ods that repeats a cell": (
        ods(("a", [[f'<table:table-cell table:number-columns-repeated="16384" {"office:value-type"}="float" '
                    'office:value="1"><text:p>1</text:p></table:table-cell>']])), "columns",
    ),
    "ods with entities": (ods(("a", ROWS), before='<!DOCTYPE a [<!ENTITY b "c">]>'), "forbidden"),
    "ods, deep": (ods(("a", ["<table:table-row>" * 2000])), "deep"),
    "ods, cut": (ods(("a", ROWS))[:-40], "damaged"),
    "xls, cut": ((CASES / "s05-staff.xls").read_bytes()[:600], "damaged"),
    "xls, head alone": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504, "damaged"),
    "xlsb, two cells far apart": (xlsb_far(1_048_575, 16_383), "memory"),
    "xlsb, wide": (xlsb(("a", [["x"] * 300])), "columns"),
    "xlsb, cut": (xlsb(("a", ROWS))[:-40], "damaged"),
    "many sheets": (xlsx(*((f"s{n}", ROWS) for n in range(201))), "sheets"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_in_words(name):
    content, code = HOSTILE[name]
    with reading_as("en"), pytest.raises(SpreadsheetError, match=r"\w") as refused:
        grid(content)
    assert refused.value.__cause__.code == code


def test_the_empty_rest_of_a_sheet_costs_nothing():
    rest = EMPTY_REST.format('table:number-columns-repeated="16384"')
    assert grid(ods(("a", [["Code"], ["1"], rest]))).rows == [["Code"], ["1"]]


OLD, BINARY, OPEN = (CASES / "s05-staff.xls").read_bytes(), BOOKS["xlsb"], BOOKS["ods"]


@given(
    st.sampled_from([OLD, BINARY, OPEN]), st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=8)
)
def test_a_mutated_workbook_is_read_or_refused_in_words(content, edits):
    content = bytearray(content)
    for place, byte in edits:
        content[place % len(content)] = byte
    try:
        read_apart("kit.parsing.sheets.read", bytes(content), limits=asdict(Limits()))
    except Refused as refused:
        assert refused.code  # noqa: PT017


# Headings ------------------------------------------------------------------------------------------------------------


def test_s03_the_headings_are_found_below_titles():
    rows = [["Staff of the shop"], ["1405"], ["Code", "Name", "Day"], ["1", "a", "2"]]
    assert guess_heading_row(rows, KIND) == 2
    assert guess_heading_row([["Title"], ["Alpha", "Beta", "Gamma"], ["1", "2", "3"]], KIND) == 1
    assert guess_heading_row([], KIND) == 0


def test_what_is_not_read_is_listed_and_a_word_suggests_a_column():
    file = brought("Code,Customer comment,City\n1,hi,Akron\n")
    assert (file.columns["words"], file.left_out) == ("Customer comment", ["City"])
    assert file.records[0].cells["words"] == "hi"


def test_two_columns_of_one_name_are_told_apart():
    file = brought("Code,Name,Name\n1,a,b\n")
    assert (file.header, file.left_out) == (["Code", "Name (B)", "Name (C)"], ["Name (C)"])


def test_a_row_that_is_wider_than_the_headings_is_wrong():
    assert len(brought("Code,Name\n1,a,b\n").records[0].problems) == 1


def test_s02_family_and_given_in_one_cell():
    assert split_name("Karimi, Sara") == {"given": "Sara", "family": "Karimi"}
    assert split_name("کریمی، سارا") == {"given": "سارا", "family": "کریمی"}
    assert split_name("Sara van den Berg") == {"given": "Sara", "family": "van den Berg"}
    assert split_name("") == {"given": "", "family": ""}


# Days ----------------------------------------------------------------------------------------------------------------

DAYS = [
    ("2024-04-05 00:00:00", "iso", date(2024, 4, 5)),
    ("2024-04-05T00:00:00Z", "iso", date(2024, 4, 5)),
    ("30-Mar-2015", "iso", date(2015, 3, 30)),
    ("March 30, 2015", "iso", date(2015, 3, 30)),
    ("Monday, 30 March 2015 12:00 AM", "iso", date(2015, 3, 30)),
    ("۱۲ مرداد ۱۴۰۲", "iso", date(2023, 8, 3)),
    ("پنجشنبه ۵ آذر ۱۴۰۵", "iso", date(2026, 11, 26)),
    ("۵ ژوئن ۲۰۲۰", "iso", date(2020, 6, 5)),
    ("1402/05/01", "mdy", date(2023, 7, 23)),
    ("20240405", "iso", date(2024, 4, 5)),
    ("7/5/2011", "dmy", date(2011, 5, 7)),
    ("7/5/2011", "mdy", date(2011, 7, 5)),
    ("07.05.11", "dmy", date(2011, 5, 7)),
    ("11-05-07", "ymd", date(2011, 5, 7)),
    ("۰۲/۰۵/۰۱", "jalali", date(2023, 7, 23)),
    ("01/05/1402", "dmy", date(2023, 7, 23)),
]


@pytest.mark.parametrize(("text", "order", "day"), DAYS)
def test_a_day_is_read_in_the_order_of_its_file(text, order, day):
    assert read_day(text, order) == day


@pytest.mark.parametrize("text", ["", "x", "45000", "1/2", "2024-13-01", "0000-01-01", "12:30", "1/2/3/4", "5 x 2020",
                                  "2024-04-05x", "9" * 80, "٣٠/٠٢/٢٠٢٤", "1/2/20245"])  # fmt: skip
def test_what_is_no_day_is_none(text):
    for order in ORDERS:
        with pytest.raises(ValueError, match=r"\w"):
            read_day(text, order)


@given(st.text(max_size=40), st.sampled_from(ORDERS))
def test_any_text_is_a_day_or_a_value_error(text, order):
    with contextlib.suppress(ValueError):
        assert isinstance(read_day(text, order), date)


ORDERS_OF = [
    (["04-08-2015", "18-05-2015", "26-05-2015"], ["dmy"]),
    (["2024-04-05 00:00:00", "05/04/2024"], ["dmy", "mdy"]),
    (["7/5/2011", "30-Mar-2015"], ["dmy", "mdy"]),
    (["05/05/2024"], ["dmy"]),
    (["1402/05/01", "", "2026-11-23"], ["iso"]),
    (["10/31/99", "1/2/99"], ["mdy"]),
    (["18/05/2015", "nonsense"], ["dmy"]),
    (["nonsense"], ["iso"]),
    ([], ["iso"]),
]


@pytest.mark.parametrize(("values", "orders"), ORDERS_OF)
def test_q01_the_order_is_known_where_a_value_proves_it(values, orders):
    assert possible_orders(values) == orders


def test_s01_who_is_asked_sees_two_of_the_files_own_days():
    assert telling(["05/05/2024", "05/04/2024", "05/04/2024", "01/02/2024"], ["dmy", "mdy"]) == [
        "05/04/2024",
        "01/02/2024",
    ]


# Kept for its bringer ------------------------------------------------------------------------------------------------


class Named(io.BytesIO):
    name = "a.csv"


def test_what_is_sure_is_not_asked_and_what_is_open_is(hoda):
    def of(text):
        return open_upload(Named(text.encode()), KIND, by=hoda.user, at=AT)

    assert of("Code,Name,Day\n1,a,1402/05/01\n").is_sure
    assert not of("Code,Name,City\n1,a,Akron\n").is_sure
    assert not of("Name,Day\na,1402/05/01\n").is_ready
    assert not of("Code,Day\na,05/04/2024\n").is_ready
    assert of("Code,Day\na,18/04/2024\n").is_ready
