"""Letters that nobody sees: gone wherever words come in, and of what goes out; half-spaces stay."""

import io
import json
import zipfile
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from kit.http.middleware import SeenLetters
from kit.jobs.bundle import _free_name
from kit.pdf.documents import document_html
from kit.spreadsheets import read_table, write_csv
from kit.text.folding import tidy
from kit.text.letters import seen, seen_header, seen_json, straight
from people.models import StaffMember, Team
from playbook.files.columns import NAMES
from playbook.files.kind import FORMAT, read_folder_file
from playbook.standards.richtext import clean_html
from training.bank.gift_reader import read_gift
from training.bank.moodle_reader import read_moodle_xml

OVERRIDE = "\u202e"
HOSTILE = (
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\ufeff\u200b\u2060"
    "\x00\x08\x1f\x7f\x85\ud800\udfff\U000e0041\U000e0100\ufe00"
)
KEPT = [
    "می‌روم",
    "خانه‌ها و نان‌ها",
    "آقای «نوری»، ۱۲٪",
    "👩‍🍳 👨‍👩‍👧 ❤️ 1️⃣",
    "نامه‌ای\tبا\nدو خط\r\n",
    "Café São Paulo — naïve 中文 हिन्दी",
    "ه‍ ",
]
MIXED = st.text(alphabet=st.one_of(st.sampled_from(HOSTILE + "\u200c\u200d\ufe0fا❤a1 "), st.characters()))


@pytest.mark.parametrize("text", KEPT)
def test_what_is_seen_stays(text):
    assert seen(text) == text


@pytest.mark.parametrize("letter", HOSTILE, ids=lambda letter: f"U+{ord(letter):04X}")
def test_what_nobody_sees_goes(letter):
    assert seen(f"نر{letter}گس a{letter}b") == "نرگس ab"


def test_joiners_join_something():
    assert seen("a\u200db \u200d \ufe0fx ‌‌‌") == "ab  x ‌"
    assert seen("a\u200d\u200d\u200d") == "a"


@given(MIXED)
def test_cleaning_twice_is_cleaning_once(text):
    once = seen(text)
    assert seen(once) == once
    assert not set(once) & set(HOSTILE)


@given(st.text(alphabet=st.characters(whitelist_categories=("L", "N", "P", "Zs"), max_codepoint=0x2FFF)))
def test_letters_digits_and_signs_are_never_touched(text):
    assert seen(text) == text


@given(st.text(alphabet="ابپت\u200cنمی "))
def test_half_spaces_are_kept(text):
    while "\u200c\u200c" in text:
        text = text.replace("\u200c\u200c", "\u200c")
    assert seen(text) == text


@given(MIXED)
def test_no_name_in_an_archive_keeps_them(text):
    assert not set(_free_name(f"{text}.pdf", set())) & set(HOSTILE)


def test_a_header_spells_none_of_them():
    name = f"گزارش{OVERRIDE}\u2066\u200ffdp.exe"
    header = f"attachment; filename*=utf-8''{quote(name)}"
    assert seen_header(header) == f"attachment; filename*=utf-8''{quote('گزارشfdp.exe')}"
    half = f"attachment; filename*=utf-8''{quote('خانه‌ها')}"
    assert seen_header(half) == half


# The doors ------------------------------------------------------------------------------------------------------------


def through(request):
    found = {}

    def view(request):
        found.update(get=request.GET, post=request.POST, files=request.FILES)
        return HttpResponse(headers={"Content-Disposition": f"attachment; filename*=utf-8''{quote(OVERRIDE)}a"})

    return SeenLetters(view)(request), SimpleNamespace(**found)


def test_every_request_and_answer_passes_the_one_place():
    file = SimpleUploadedFile(f"a{OVERRIDE}b.png", b"x")
    data = {"name": f"نر{OVERRIDE}گس", "lines": ["می‌روم\nخانه", f"{OVERRIDE}2"], "file": file}
    answer, found = through(RequestFactory().post(f"/?q={quote(OVERRIDE)}x", data))
    assert (found.get["q"], found.post["name"]) == ("x", "نرگس")
    assert found.post.getlist("lines") == ["می‌روم\nخانه", "2"]
    assert found.files["file"].name == "ab.png"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''a"
    with pytest.raises(AttributeError):
        found.post["name"] = "changed"


@pytest.mark.parametrize("kept", ["❤️ 👩‍🍳", "می‌روم", "\\u202e", "a\nb\tc", "\\", '"', "😀"])
def test_json_spells_none_of_them(kept):
    for ascii_only in (True, False):
        text = json.dumps({"text": f"{kept}{OVERRIDE}x\u2066"}, ensure_ascii=ascii_only)
        assert json.loads(seen_json(text)) == {"text": f"{kept}x"}
        assert json.loads(seen_json(json.dumps({"t": kept}, ensure_ascii=ascii_only))) == {"t": kept}
        _answer, found = through(RequestFactory().post("/", {"rich": text}))
        assert json.loads(found.post["rich"]) == {"text": f"{kept}x"}
        request = RequestFactory().put("/", text, content_type="application/json")
        through(request)
        assert json.loads(request.body) == {"text": f"{kept}x"}


def test_a_body_is_not_read_before_a_view_asks_for_it():
    request = RequestFactory().post("/", {"a": "1"})
    SeenLetters(lambda request: HttpResponse())(request)
    assert not hasattr(request, "_post")


def test_a_form_keeps_no_override(people, client_for):
    row = {"name_fa": f"صبح{OVERRIDE} نیم‌روز", "code": "MORN", "branch": people.valiasr.key}
    client_for(people.hoda).post(reverse("people:team_add"), row)
    assert Team.objects.get(code="MORN").name_fa == "صبح نیم‌روز"


def test_a_spreadsheet_brings_none():
    file = io.BytesIO()
    write_csv(file, ["نام"], [[f"نر{OVERRIDE}گس می‌رود"]])
    file.seek(0)
    file.name = "x.csv"
    assert read_table(file).rows == [["نرگس می‌رود"]]
    assert tidy(f"نر{OVERRIDE}گس می‌رود") == "نرگس می‌رود"


def test_a_folder_file_brings_none(db):
    rows = [{NAMES[0]: f"a{OVERRIDE}b"}]
    file = io.BytesIO(json.dumps({"format": FORMAT, "rows": rows}).encode())
    assert read_folder_file(file).records[0].cells[NAMES[0]] == "ab"


@pytest.mark.parametrize("spelled", [OVERRIDE, "&#8238;"])
def test_a_question_bank_brings_none(spelled):
    gift = read_gift(f"::x:: [html]<p>کد{spelled}ام؟</p> {{=آ{spelled}ری ~نه}}".encode())
    assert "drafts" in vars(gift)
    assert OVERRIDE not in repr(gift.drafts)
    moodle = f"""<quiz><question type="multichoice"><name><text>x{spelled}</text></name>
        <questiontext format="html"><text><![CDATA[<p>کد{spelled}ام؟</p>]]></text></questiontext>
        <answer fraction="100"><text>آ{spelled}ری</text></answer><answer fraction="0"><text>نه</text></answer>
        </question></quiz>"""
    assert OVERRIDE not in str([vars(draft) for draft in read_moodle_xml(moodle.encode()).drafts])


@pytest.mark.parametrize("spelled", [OVERRIDE, "&#8238;", "&#x202E;"])
def test_rich_text_holds_none(spelled):
    assert clean_html(f"<p>می‌روم{spelled} x</p>") == "<p>می‌روم x</p>"


def test_old_rows_go_straight_into_documents(people):
    """What was kept before that held."""
    StaffMember.objects.filter(pk=people.narges.pk).update(given_name_fa=f"نر{OVERRIDE}گس")
    staff = StaffMember.objects.get(pk=people.narges.pk)
    html = document_html("base_pdf.html", {"title": staff.name_in("fa"), "document_title": staff.name}, language="fa")
    assert OVERRIDE not in html
    assert straight(f"\u200e-۱۰ {OVERRIDE}") == "\u200e-۱۰ "


def test_an_archive_of_old_rows_has_clean_names(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as bundle:
        bundle.writestr(_free_name(f"نر{OVERRIDE}گس می‌رود.pdf", set()), b"")
        assert bundle.namelist() == ["نرگس می‌رود.pdf"]
