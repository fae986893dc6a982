"""Files and fields that would cost much or run somewhere: refused quickly, in words; exports hold no formulas."""

import io
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from evaluations.models import Evaluation
from people.models import StaffMember
from tests.limits import LITTLE
from tests.personas import client_for

pytestmark = pytest.mark.django_db


def test_the_table_of_sortable_columns_is_fixed(people):
    client = client_for(people.hoda)
    for column in ("user__password", "-user__password", "pk", "team__branch__organisation", "../../x", "a.b", "?"):
        assert client.get(reverse("people:staff_list"), {"sort": column}).status_code == 200


def _workbook(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LAUGHS = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "x">]><workbook>&b;</workbook>'
BOMBS = {
    "zeros": lambda: _workbook({"xl/workbook.xml": "0" * 200_000_000}),
    "strings": lambda: _workbook(
        {"xl/workbook.xml": f"<workbook {MAIN}/>", "xl/sharedStrings.xml": "<si/>" * 9_000_000}
    ),
    "laughs": lambda: _workbook({"xl/workbook.xml": LAUGHS, "xl/_rels/workbook.xml.rels": LAUGHS}),
    "too large": lambda: b"a,b\n" + b"1,2\n" * 2_000_000,
    "not a workbook": lambda: b"PK\x03\x04" + b"\x00" * 1000,
    "binary": lambda: bytes(range(256)) * 100,
    "one endless line": lambda: b"a" * 4_000_000,
    "many columns": lambda: b",".join([b"a"] * 100_000) + b"\n1",
}


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_is_refused_quickly_and_in_words(name, people):
    content, count = BOMBS[name](), StaffMember.objects.count()
    file = SimpleUploadedFile("staff.xlsx", content)
    begun = time.process_time()
    answer = client_for(people.hoda).post(reverse("people:import"), {"file": file})
    assert time.process_time() - begun < LITTLE
    assert (answer.status_code in (200, 413, 422), StaffMember.objects.count()) == (True, count)


FORMULAS = ["=1+1", "+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", " =1", '=HYPERLINK("http://x")']


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("text", FORMULAS)
def test_exports_hold_no_formulas(text, kind, people):
    import csv

    import openpyxl

    StaffMember.objects.filter(pk=people.narges.pk).update(given_name_fa=text, given_name_en=text)
    answer = client_for(people.hoda).get(reverse("people:staff_list"), {"_export": kind, "q": "P-narges"})
    content = b"".join(answer.streaming_content)
    if kind == "csv":
        cells = [cell for line in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in line]
        assert not [
            cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝")) and not _plain(cell)
        ]
        return
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n", "d", "inlineStr", "b"}
    assert all(not str(cell.value or "").startswith("=") for line in sheet.iter_rows() for cell in line)


def _plain(cell):
    return cell.lstrip("+-").replace(".", "").isdigit()


@pytest.mark.parametrize("name", ["x.svg", "x.html", "x.js", "x.pdf", "x.png"], ids=lambda name: f"as {name}")
def test_evidence_is_what_its_first_bytes_say(name, people):
    from tests.factories.evaluations import assign, draft, open_cycle

    row = draft(assign(open_cycle(), subject=people.narges, evaluator=people.saeed))
    criterion = row.scorecard.sections.first().criteria.first().key
    file = SimpleUploadedFile(name, b"<svg onload='alert(1)'/>", content_type="image/png")
    url = reverse("evaluations:add_evidence", args=[row.key, criterion])
    assert client_for(people.saeed).post(url, {"file": file}).status_code == 422
    assert not Evaluation.objects.get(pk=row.pk).evidence.exists()


def test_thousands_of_fields_are_refused(people):
    answer = client_for(people.narges).post(reverse("people:profile"), {f"f{n}": "1" for n in range(3000)})
    assert answer.status_code == 400


def test_what_is_typed_is_shown_as_text(people):
    from tests.factories.evaluations import assign, filled, open_cycle

    row = filled(assign(open_cycle(), subject=people.narges, evaluator=people.saeed), comment="<img src=x onerror=a()>")
    page = client_for(people.saeed).get(reverse("evaluations:fill", args=[row.key])).content.decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
