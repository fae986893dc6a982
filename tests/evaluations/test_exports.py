"""The list of evaluations as a file: typed, right to left in Persian, both calendars, and never a formula."""

import csv
import io
from datetime import datetime

import openpyxl
from django.urls import reverse

from tests.factories.evaluations import evaluation_about
from tests.worlds import built_once

LIST = reverse("evaluations:list")


@built_once
def evaluation(people):
    people.narges.family_name_fa = '=HYPERLINK("http://x")'
    people.narges.given_name_fa = ""
    people.narges.save()
    return evaluation_about(people.narges, people.saeed, [10000, 5000, None])


def exported(client, kind, **filters):
    return b"".join(client.get(LIST, {"_export": kind, **filters}).streaming_content)


def sheet_of(content):
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def test_the_workbook_is_typed_and_runs_from_the_right(client_for, people, evaluation):
    sheet = sheet_of(exported(client_for(people.hoda), "xlsx"))
    head, row = ([cell.value for cell in line] for line in sheet.iter_rows(max_row=2))
    day = head.index("تاریخ")
    assert sheet.sheet_view.rightToLeft
    assert row[day] == datetime(2026, 11, 21) and row[day + 1] == "1405/08/30"
    assert row[head.index("امتیاز")] == 0.75 and sheet.cell(2, head.index("امتیاز") + 1).number_format == "0.00%"
    assert row[head.index("شماره")] == evaluation.number
    assert all(cell.data_type != "f" for cell in sheet[2])
    assert sheet.freeze_panes == "A2" and len(row) == len(head)


def test_an_english_reader_gets_a_sheet_from_the_left(client_for, people, evaluation):
    people.hoda.user.language = "en"
    people.hoda.user.save()
    assert not sheet_of(exported(client_for(people.hoda), "xlsx")).sheet_view.rightToLeft


def test_the_csv_bears_its_mark_and_no_formula(client_for, people, evaluation):
    content = exported(client_for(people.hoda), "csv")
    assert content.startswith("\ufeff".encode())
    head, row = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert row[0] == '\'=HYPERLINK("http://x")'
    assert row[head.index("تاریخ")] == "2026-11-21" and row[head.index("امتیاز")] == "75.00"
    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_the_file_holds_what_the_filters_show(client_for, people, evaluation):
    client = client_for(people.hoda)
    assert len(exported(client, "csv", team=people.tajrish_shift.key).splitlines()) == 1
    assert len(exported(client, "csv", team=people.day_shift.key).splitlines()) == 2
