import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kit.spreadsheets import read_table
from tests.factories.people import StaffFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.kit.urls")]
URL = "/try/staff/"


@pytest.fixture
def hoda(people, client_for):
    people.hoda.user.language = "en"
    people.hoda.user.calendar, people.hoda.user.digits = "gregorian", "en"
    people.hoda.user.save()
    return client_for(people.hoda)


def codes(response):
    return [row.record.code for row in response.context["table"].paginated_rows]


def exported(response):
    return read_table(io.BytesIO(b"".join(response.streaming_content)))


def test_list_shows_what_the_reader_may_see(people, client_for, hoda):
    assert len(codes(hoda.get(URL))) == 8
    assert codes(client_for(people.narges).get(URL)) == ["P-narges"]
    assert hoda.get("/try/guarded/").status_code == 403


def test_list_is_sorted_by_its_columns_alone(hoda):
    assert codes(hoda.get(URL))[:2] == ["P-armin", "P-behnam"]
    assert codes(hoda.get(URL, {"sort": "-code"}))[:2] == ["P-saeed", "P-parisa"]
    assert codes(hoda.get(URL, {"sort": "person"}))[:2] == ["P-behnam", "P-narges"]
    for forged in ("user__password", "number", "-number", "?", "pk;drop"):
        assert codes(hoda.get(URL, {"sort": forged}))[:2] == ["P-armin", "P-behnam"]


def test_list_is_paged_by_twenty_and_every_page_exists(people, hoda):
    StaffFactory.create_batch(60, team=people.office, job_role=people.manager)
    first, second = codes(hoda.get(URL)), codes(hoda.get(URL, {"page": 2}))
    assert (len(first), len(second)) == (20, 20)
    assert not set(first) & set(second)
    assert codes(hoda.get(URL, {"page": 99})) == codes(hoda.get(URL, {"page": 4}))
    assert codes(hoda.get(URL, {"page": "x"})) == first


def test_list_asks_the_same_number_of_queries_for_any_number_of_rows(people, hoda):
    hoda.get(URL)
    with CaptureQueriesContext(connection) as few:
        hoda.get(URL)
    StaffFactory.create_batch(30, team=people.office, job_role=people.manager)
    with CaptureQueriesContext(connection) as many:
        hoda.get(URL)
    assert len(many) == len(few)


@pytest.mark.parametrize("text", ["احمدي", "نرگس احمدی", "narges", "P-NARGES", "  احمدی   نرگس "])
def test_search_ignores_spelling_and_order(hoda, text):
    assert codes(hoda.get(URL, {"q": text})) == ["P-narges"]


def test_search_ignores_half_spaces_and_alef_with_hat(hoda, people):
    StaffFactory(code="P-yas", family_name_fa="حسینی\u200cنژاد طباطبائی", team=people.office, job_role=people.manager)
    assert codes(hoda.get(URL, {"q": "حسيني نژاد"})) == ["P-yas"]
    assert codes(hoda.get(URL, {"q": "حسینینژاد طباطبايي"})) == ["P-yas"]
    assert codes(hoda.get(URL, {"q": "ارمین"})) == ["P-armin"]


def test_filters_take_keys_and_survive_nonsense(hoda, people):
    assert len(codes(hoda.get(URL, {"team": people.day_shift.key}))) == 3
    assert codes(hoda.get(URL, {"share": "5000"})) == []
    for nonsense in ({"team": people.day_shift.pk}, {"share": "x"}, {"team": "'"}, {"share": "\0"}):
        assert hoda.get(URL, nonsense).status_code == 200


def test_list_says_why_it_is_empty(hoda):
    assert "Nothing matches" in hoda.get(URL, {"q": "nobody at all"}).content.decode()


def test_htmx_gets_the_list_alone_and_history_the_page(hoda):
    swap = {"HX-Request": "true", "HX-Target": "list"}
    assert "<html" not in hoda.get(URL, headers=swap).content.decode()
    assert "<html" in hoda.get(URL, headers=swap | {"HX-History-Restore-Request": "true"}).content.decode()
    assert "HX-Target" in hoda.get(URL)["Vary"]


def test_export_holds_what_the_filters_show(hoda, people):
    response = hoda.get(URL, {"_export": "csv", "team": people.day_shift.key, "sort": "-code"})
    assert response["Content-Disposition"].startswith("attachment; filename")
    table = exported(response)
    assert table.header == ["Code", "Person", "Team", "Share", "Joined", "Joined (Jalali)", "Number"]
    assert [row[0] for row in table.rows] == ["P-saeed", "P-parisa", "P-narges"]
    assert table.rows[2][1:4] == ["Narges Ahmadi", "VLS-D", "100.00"]


def test_export_to_xlsx_is_typed(hoda):
    response = hoda.get(URL, {"_export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).worksheets[0]
    row = [cell.value for cell in sheet[2]]
    assert row[:4] == ["P-armin", "Armin Sadeghi", "The office", 1]
    assert row[4].year > 2000
    assert row[5].startswith("1")
    assert isinstance(row[6], int)
    assert not sheet.sheet_view.rightToLeft


def test_export_asks_the_same_number_of_queries_for_any_number_of_rows(hoda, people):
    hoda.get(URL)
    with CaptureQueriesContext(connection) as few:
        assert len(exported(hoda.get(URL, {"_export": "csv"})).rows) == 8
    StaffFactory.create_batch(60, team=people.office, job_role=people.manager)
    with CaptureQueriesContext(connection) as many:
        assert len(exported(hoda.get(URL, {"_export": "csv"})).rows) == 68
    assert len(many) == len(few) <= 7
