"""Small files that would cost much are refused in words, after little work of a process of its own, and once."""

import io
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from kit.documents.certificate import CertificateRefused, replace_certificate
from kit.parsing import client as asking
from kit.parsing.client import read_apart
from kit.parsing.refusal import Refused
from kit.reader import reading_as
from kit.spreadsheets import SpreadsheetError, read_table, write_csv, write_xlsx
from people.models import StaffMember
from playbook.evidence.quotes import without_personal
from playbook.files.kind import read_folder_file
from tests.factories.training import CourseFactory
from tests.limits import LITTLE
from tests.personas import client_for
from tests.safety.hostile_files import FOLDERS, TABLES, folder, gift, inline, moodle, nested, workbook
from training.bank import plain_data
from training.models import Question


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_refused_by_counting(name):
    make, code = TABLES[name]
    content = make()
    assert len(content) <= 5 * 1024 * 1024
    if code:
        with reading_as("en"), pytest.raises(SpreadsheetError, match=r"\w") as refused:
            read_table(io.BytesIO(content))
        assert refused.value.__cause__.code == code
    else:
        table = read_table(io.BytesIO(content))
        assert asking._child.spent < LITTLE
        assert sum(len(cell) for row in table.rows for cell in row) <= 16_000_000


def test_hints_are_left_out_and_pieces_of_a_string_are_joined():
    item = "<r><t>پری</t></r><r><t>سا</t></r><rPh sb='0'><t>x</t></rPh>"
    rows = f'<row><c t="s"><v>0</v></c></row><row><c t="inlineStr"><is>{item}</is></c></row>'
    assert read_table(io.BytesIO(workbook(rows, strings=f"<si>{item}</si>"))).rows == [["پریسا"], ["پریسا"]]


def test_the_workbook_that_held_a_thread_for_minutes_is_a_sentence_for_hr(people):
    content = workbook(f'<row><c t="inlineStr"><is>{nested("rPh", 60_000)}</is></c></row>')
    assert len(content) < 2_000
    for language, said in (("en", "nested too deeply"), ("fa", "تودرتو")):
        people.hoda.user.language = language
        people.hoda.user.save()
        file, count = SimpleUploadedFile("staff.xlsx", content), StaffMember.objects.count()
        answer = client_for(people.hoda).post(reverse("people:import"), {"file": file})
        assert said in answer.content.decode()
        assert StaffMember.objects.count() == count


@pytest.mark.parametrize("address", ["people:import", "playbook:folder_import", "playbook:words_import"])
def test_every_page_that_takes_a_table_says_why_not(address, people):
    file = SimpleUploadedFile("a.xlsx", workbook("<row/>" * 100_000))
    person = people.hoda if address == "people:import" else people.mina
    answer = client_for(person).post(reverse(address), {"file": file, "consent": "unknown"})
    assert answer.status_code in (200, 422)
    assert "خالی" in answer.content.decode()


BANKS = [
    *(("gift", name, content) for name, content in gift(600_000).items()),
    *(("gift", f"{name}, longer", content) for name, content in gift(1_800_000).items()),
    *(("xml", name, content) for name, content in moodle(1_800_000).items()),
]


@pytest.mark.parametrize(("kind", "name", "content"), BANKS, ids=[f"{kind}: {name}" for kind, name, _c in BANKS])
def test_questions_are_read_in_one_go(kind, name, content):
    begun = time.process_time()
    try:
        found = plain_data.read(content, kind, "fa")
    except Refused as refused:
        assert refused.code in ("too_many", "too_many_losses", "no_questions", "hostile", "not_xml", "too_large")  # noqa: PT017
    else:
        assert len(found["drafts"]) + len(found["refused"]) < 10
    assert time.process_time() - begun < LITTLE


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_as_json_is_refused_in_words(name, db):
    with reading_as("en"), pytest.raises(SpreadsheetError) as refused:
        read_folder_file(io.BytesIO(FOLDERS[name]))
    assert refused.value.__cause__.code in ("no_folder", "deep", "rows", "long_cell")


def test_a_certificate_that_asks_for_minutes_of_work_is_refused(settings):
    settings.PARSING_SECONDS = 1
    with pytest.raises(CertificateRefused) as refused:
        replace_certificate(pkcs12=_endless_pkcs12(), password="geheim", at=timezone.now())
    assert refused.value.reason == "unread"


def _endless_pkcs12():
    """Made by hand: DER around nothing, whose seal is to be mixed two thousand million times."""

    def der(tag, *parts):
        body = b"".join(parts)
        size = bytes([len(body)]) if len(body) < 128 else b"\x82" + len(body).to_bytes(2, "big")
        return bytes([tag]) + size + body

    data = bytes.fromhex("06092a864886f70d010701")  # PKCS#7 data
    sha256 = der(0x30, bytes.fromhex("0609608648016503040201"), b"\x05\x00")
    inner = der(0x30, data, der(0xA0, der(0x04, der(0x30))))
    seal = der(0x30, der(0x30, sha256, der(0x04, b"x" * 32)), der(0x04, b"s" * 8), der(0x02, b"\x7f\xff\xff\xff"))
    return der(0x30, der(0x02, b"\x03"), inner, seal)


def test_words_without_an_address_are_covered_at_once():
    begun = time.process_time()
    for text in ("a" * 200_000, "a@" * 100_000, "0" * 200_000, "a." * 100_000, "a@" + "b" * 200_000):
        without_personal(text)
    assert time.process_time() - begun < LITTLE
    assert without_personal("به a.b+c@example.com یا ۰۹۱۲۱۲۳۴۵۶۷ بگویید") == "به ▇▇▇ یا ▇▇▇ بگویید"


def test_a_preview_of_questions_is_read_once_and_looked_at_often(people, monkeypatch):
    course, client = CourseFactory(), client_for(people.mina)
    content = b"".join(b"//[tag:X-%d]\nquestion %d{=a ~b}\n\nnone %d{}\n\n" % (n, n, n) for n in range(260))
    about = {"course": course.key, "file": SimpleUploadedFile("q.txt", content), "language": "en"}
    page = client.post(reverse("training:bank_import"), about).url
    asked = []
    monkeypatch.setattr("training.editor.question_files.read_apart", lambda *args, **options: asked.append(args))
    monkeypatch.setattr(plain_data, "READERS", {})
    pages = [client.get(page).content for _ in range(2)]
    assert asked == []
    assert len(pages[0]) < 150_000
    assert pages[0].count(b'class="hv-task"') == 200
    for other in (people.hoda, people.narges, people.armin):
        assert client_for(other).get(page).status_code in (403, 404)
    assert client.post(f"{page}confirm/", {"without": "on"}).status_code == 302
    assert (Question.objects.count(), client.get(page).status_code) == (260, 404)


def test_a_long_folder_is_looked_at_in_pages(people):
    rows = [{"kind": "standard", "code": f"BEF-{n:03}", "behaviour_fa": "x"} for n in range(250)]
    client = client_for(people.mina)
    page = client.post(reverse("playbook:folder_import"), {"file": SimpleUploadedFile("f.json", folder(rows))}).url
    first, last = client.get(page).content.decode(), client.get(page, {"page": 3}).content.decode()
    assert ("BEF-099" in first, "BEF-100" in first, "BEF-249" in last) == (True, False, True)
    assert len(first) < 200_000


def test_the_first_unknown_names_get_a_guess_and_the_others_do_not():
    from types import SimpleNamespace

    from people.importing.cells import MOST_GUESSES, CellProblem, Lookup

    teams = [SimpleNamespace(code=f"T-{n}", name_fa=f"تیم {n}", name_en=f"Team {n}", name="x") for n in range(20)]
    lookup = Lookup(teams)
    for n in range(MOST_GUESSES + 50):
        with pytest.raises(CellProblem):
            lookup.find(f"Taem {n}", "no %(text)s")
    assert len(lookup.near) == MOST_GUESSES


NUMBERS = ["1e999999999", "1e-999999999", "NaN", "sNaN", "-0", "9" * 5000, "²", "Infinity", "0x1"]


@pytest.mark.parametrize("text", NUMBERS)
def test_numbers_of_all_kinds_are_a_problem_of_their_cell(text, people):
    content = f"کد پرسنلی,نام,نام خانوادگی,تیم,نقش,تاریخ شروع,درصد قرارداد\nZ-1,a,b,VLS-D,BAR,1404/01/01,{text}\n"
    client = client_for(people.hoda)
    file = SimpleUploadedFile("s.csv", content.encode())
    answer = client.post(reverse("people:import"), {"file": file}, follow=True)
    (row,) = answer.context["plan"].rows
    assert any(text[:40] in problem for problem in row.problems)


HEADS = [f"head {n}" for n in range(13)]
STAFF = [[f"متن {n}-{place}" for place in range(13)] for n in range(10_000)]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_list_of_ten_thousand_people_is_read(kind):
    file = io.BytesIO()
    write_xlsx(file, HEADS, STAFF, title="x") if kind == "xlsx" else write_csv(file, HEADS, STAFF)
    assert read_table(io.BytesIO(file.getvalue())).rows == STAFF
    assert asking._child.spent < LITTLE


@pytest.mark.parametrize("kind", ["gift", "xml"])
def test_two_thousand_questions_are_read(kind):
    from training.bank.gift_writer import write_gift
    from training.bank.moodle_writer import write_moodle_xml
    from training.kinds.drafts import Draft, DraftOption, Words

    options = (DraftOption(Words("درست", "a"), is_correct=True), DraftOption(Words("نادرست", "b")))
    drafts = [Draft("single", Words(f"پرسش {n}", f"Question {n}"), options) for n in range(2000)]
    content = write_moodle_xml(drafts) if kind == "xml" else write_gift(drafts).encode()
    found = plain_data.reading_of(read_apart("training.bank.plain_data.read", content, kind=kind, language="fa"))
    assert (found.drafts, found.refused, found.losses) == (drafts, [], [])
    assert asking._child.spent < LITTLE


def test_a_table_of_the_command_may_be_larger():
    from evaluations.management.commands.import_evaluations import BOUNDS, LIMITS

    rows = [[f"{n}", *"12345" * 6] for n in range(14_000)]
    file = io.BytesIO()
    write_csv(file, [f"Q{n}" for n in range(31)], rows)
    assert len(read_table(io.BytesIO(file.getvalue()), LIMITS, **BOUNDS).rows) == 14_000


def test_inline_is_a_table_after_all():
    assert read_table(io.BytesIO(workbook(inline("x")))).rows == [["x"]]
