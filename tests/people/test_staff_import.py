"""HR brings a staff list: every row is shown, all of it is written or nothing."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.audit.models import AuditEntry
from kit.importing.uploads import load_upload, open_upload, read_whole
from kit.spreadsheets import write_xlsx
from people import errors
from people.actions import change_organisation, import_staff
from people.importing.cells import CellProblem, Lookup
from people.importing.columns import staff_kind, template_header
from people.importing.plan import plan_import
from people.models import JobRole, StaffMember, User
from playbook.evidence.quotes import WORDS
from tests.factories.people import JobRoleFactory, StaffFactory, employed

AT = datetime(2026, 11, 1, 8, tzinfo=UTC)
ON = date(2026, 11, 1)
FA = "کد پرسنلی,نام,نام خانوادگی,شعبه,تیم,سمت,تاریخ شروع,درصد قرارداد,تاریخ ترک کار"
EN = "Personnel code,Given name (Persian),Family name (Persian),Branch,Team,Job role,Joined on,Contract share,Left on"
LEILA = "P-50,لیلا,رستمی,ولیعصر,شیفت روز ولیعصر,باریستا,۱۴۰۵/۰۸/۰۱,۸۰٪,"
UPLOAD = reverse("people:import")


def table_of(*lines, header=FA):
    return read_whole(staff_kind(), io.BytesIO("\n".join([header, *lines]).encode()))


def plan_of(people, *lines, header=FA, since=ON):
    return plan_import(table_of(*lines, header=header), by=people.hoda.user, since=since)


def carry_out(people, *lines, header=FA, since=ON):
    table = table_of(*lines, header=header)
    fingerprint = plan_import(table, by=people.hoda.user, since=since).fingerprint
    return import_staff(file=table, fingerprint=fingerprint, by=people.hoda.user, at=AT, on=ON, since=since)


def problems_of(people, *lines, header=FA):
    return [row.problems for row in plan_of(people, *lines, header=header).rows]


def upload(client, content, name="staff.csv"):
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize(
    "line",
    [
        LEILA,
        "P-50,ليلا,رستمي,VLS,VLS-D,barista,1405-08-01,80,",
        "P-50,لیلا,رستمی,,valiasr day shift,BARISTA,2026-10-23,0.8,",
        "P-50,لیلا,رستمی,Valiasr,شيفت  روز وليعصر,Barista,٢٠٢٦/١٠/٢٣,٪۸۰,",
    ],
)
@pytest.mark.parametrize("header", [FA, EN])
def test_both_languages_both_calendars_and_all_digits_say_the_same(line, header, people):
    carry_out(people, line, header=header)
    leila = StaffMember.objects.get(code="P-50")
    assert (leila.given_name_fa, leila.family_name_fa) == ("لیلا", "رستمی")
    assert (leila.team, leila.job_role) == (people.day_shift, people.barista)
    assert (leila.joined_on, leila.contract_share) == (date(2026, 10, 23), 8000)


def test_the_same_file_twice_changes_nothing(people):
    carry_out(people, LEILA)
    written = AuditEntry.objects.count()
    again = carry_out(people, LEILA)
    assert [row.state for row in again.rows] == ["unchanged"]
    assert AuditEntry.objects.count() == written


def test_a_change_is_shown_old_beside_new(people):
    carry_out(people, LEILA)
    plan = plan_of(people, LEILA.replace("باریستا", "سالن‌دار"))
    assert [row.state for row in plan.rows] == ["changed"]
    assert [(str(old), str(new)) for _, old, new in plan.rows[0].changes] == [("باریستا", "سالن‌دار")]


def test_an_empty_cell_changes_nothing(people):
    header = "کد پرسنلی,نام,نام خانوادگی,تیم,سمت,تاریخ شروع,ایمیل"
    plan = plan_of(people, "P-narges,نرگس,,,,,", header=header)
    assert [(row.state, row.problems) for row in plan.rows] == [("unchanged", [])]


def test_one_wrong_row_stops_all(people):
    with pytest.raises(errors.PlanIsWrong):
        carry_out(people, LEILA, "P-51,علی,نادری,ولیعصر,تیم ناشناس,باریستا,1405/08/01,100,")
    assert not StaffMember.objects.filter(code="P-50").exists()


def test_a_near_match_is_named(people):
    (problems,) = problems_of(people, "P-51,علی,نادری,,شیفت روز ولیعص,باریستا,1405/08/01,,")
    assert "شیفت روز ولیعصر" in problems[0]
    assert "VLS-D" in problems[0]


@pytest.mark.parametrize(
    "line",
    [
        ",علی,نادری,,VLS-D,barista,1405/08/01,,",
        "P-51,علی,نادری,,VLS-D,pilot,1405/08/01,,",
        "P-51,علی,نادری,مریخ,VLS-D,barista,1405/08/01,,",
        "P-51,علی,نادری,تجریش,VLS-D,barista,1405/08/01,,",
        "P-51,علی,نادری,,VLS-D,barista,1405/13/01,,",
        "P-51,علی,نادری,,VLS-D,barista,,,",
        "P-51,علی,نادری,,VLS-D,barista,1405/08/01,0,",
        "P-51,علی,نادری,,VLS-D,barista,1405/08/01,NaN,",
        "P-51,علی,نادری,,VLS-D,barista,1405/08/01,1e999999,",
        "P-51,علی,نادری,,VLS-D,barista,1405/08/01,180,",
        "P-51,علی,نادری,,VLS-D,barista,1405/08/01,,1404/01/01",
        f"P-51,{'ع' * 81},نادری,,VLS-D,barista,1405/08/01,,",
    ],
)
def test_a_wrong_cell_is_said_once_and_writes_nothing(line, people):
    (problems,) = problems_of(people, line)
    assert len(problems) == 1
    with pytest.raises(errors.PlanIsWrong):
        carry_out(people, line)


def test_a_code_twice_in_the_file_is_a_problem(people):
    assert [bool(problems) for problems in problems_of(people, LEILA, LEILA.replace("P-50", "p-50"))] == [False, True]


def test_a_missing_column_is_said_and_nothing_planned(people):
    plan = plan_of(people, "P-50,لیلا", header="کد پرسنلی,نام")
    assert (plan.rows, len(plan.problems)) == ([], 1)
    assert "تیم" in plan.problems[0]


@pytest.mark.parametrize("head", ["نقش دسترسی", "Access role", "is_superuser", "groups", "رمز عبور"])
def test_no_access_comes_from_a_file(head, people):
    plan = plan_of(people, LEILA + ",administrator", header=f"{FA},{head}")
    assert (plan.file.refused, plan.is_wrong) == ([head], False)
    carry_out(people, LEILA + ",administrator", header=f"{FA},{head}")
    assert StaffMember.objects.get(code="P-50").user is None


def test_a_user_name_opens_a_plain_sign_in(people):
    carry_out(people, LEILA + ",leila", header=f"{FA},نام کاربری")
    user = User.objects.get(username="leila")
    assert (user.has_usable_password(), user.groups.count(), user.is_superuser) == (False, 0, False)


def test_a_file_takes_nobodys_user_name_or_address(people):
    taken = problems_of(people, LEILA + ",ARMIN,", header=f"{FA},نام کاربری,ایمیل")
    address = problems_of(people, LEILA + ",,Armin@aftab.example", header=f"{FA},نام کاربری,ایمیل")
    renamed = problems_of(people, "P-armin,آرمین,صادقی,,OFF,manager,,,,root,", header=f"{FA},نام کاربری,ایمیل")
    mailbox = problems_of(
        people, "P-armin,آرمین,صادقی,,OFF,manager,,,,,x@evil.example", header=f"{FA},نام کاربری,ایمیل"
    )
    assert [len(problems[0]) for problems in (taken, address, renamed, mailbox)] == [1, 1, 1, 1]


def test_hr_does_not_change_their_own_record_by_file(people):
    (problems,) = problems_of(people, "P-hoda,هدی,نوری,,OFF,manager,,50,")
    assert len(problems) == 1


def test_a_leaver_in_the_file_loses_access_at_once(people, client_for):
    client = client_for(people.narges)
    carry_out(people, "P-narges,نرگس,احمدی,,VLS-D,barista,1403/01/01,,1405/08/01")
    assert client.get(reverse("people:profile")).status_code == 302
    assert StaffMember.objects.get(code="P-narges").left_on == date(2026, 10, 23)


def test_planning_costs_the_same_for_one_row_and_for_thirty(people):
    def cost(lines):
        with CaptureQueriesContext(connection) as queries:
            plan_of(people, *lines)
        return len(queries)

    one = cost([LEILA])
    StaffFactory.create_batch(5, team=people.day_shift)
    assert cost([LEILA.replace("P-50", f"P-{number}") for number in range(30)]) == one


# The pages -----------------------------------------------------------------------------------------------------------


def test_upload_look_confirm(people, client_for):
    client = client_for(people.hoda)
    look = upload(client, f"{FA}\n{LEILA}\n".encode())["Location"]
    page = client.get(look)
    assert "لیلا رستمی" in page.content.decode()
    assert not StaffMember.objects.filter(code="P-50").exists()
    fingerprint = page.context["plan"].fingerprint
    assert client.post(f"{look}confirm/", {"plan": fingerprint})["Location"] == reverse("people:staff_list")
    assert StaffMember.objects.filter(code="P-50").count() == 1
    assert client.post(f"{look}confirm/", {"plan": fingerprint}).status_code == 404


def test_a_workbook_is_read_like_a_csv(people, client_for):
    file = io.BytesIO()
    write_xlsx(file, FA.split(","), [["P-50", "لیلا", "رستمی", "", "VLS-D", "barista", date(2026, 10, 23), 80, None]])
    client = client_for(people.hoda)
    page = client.get(upload(client, file.getvalue(), "staff.xlsx")["Location"])
    assert [(row.state, row.problems) for row in page.context["plan"].rows] == [("added", [])]


def test_the_template_is_recognised_in_both_languages(people, client_for):
    for language in ("fa", "en"):
        User.objects.filter(pk=people.hoda.user.pk).update(language=language)
        answer = client_for(people.hoda).get(reverse("people:import_template"))
        file = read_whole(staff_kind(), io.BytesIO(b"".join(answer.streaming_content)))
        assert (file.left_out, file.refused, file.missing) == ([], [], [])
        assert len(file.columns) == 13


def test_a_preview_is_for_its_bringer_alone_and_for_two_hours(people, armin):
    kind, hoda = staff_kind(), people.hoda.user
    file = SimpleUploadedFile("a.csv", f"{FA}\n{LEILA}\n".encode())
    name = open_upload(file, kind, by=hoda, at=AT).name
    assert load_upload(name, kind, by=hoda, at=AT + timedelta(minutes=119)) is not None
    assert load_upload(name, kind, by=hoda, at=AT + timedelta(minutes=121)) is None
    assert load_upload(name, kind, by=people.armin.user, at=AT) is None
    assert load_upload(name, WORDS, by=hoda, at=AT) is None
    assert load_upload("../../../etc/passwd", kind, by=hoda, at=AT) is None


def test_what_changed_since_the_preview_is_looked_at_again(people, client_for):
    client = client_for(people.hoda)
    look = upload(client, f"{FA}\nP-narges,نرگس,احمدی,,VLS-D,server,,,\n".encode())["Location"]
    fingerprint = client.get(look).context["plan"].fingerprint
    employed(people.narges, job_role=people.server)
    assert client.post(f"{look}confirm/", {"plan": fingerprint})["Location"] == look
    assert client.post(f"{look}confirm/", {"plan": "forged"})["Location"] == look
    assert AuditEntry.objects.count() == 0


def test_an_expired_preview_is_gone(people, client_for):
    client = client_for(people.hoda)
    look = upload(client, f"{FA}\n{LEILA}\n".encode())["Location"]
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=3)):
        assert client_for(people.hoda).get(look).status_code == 404


GOOD = f"{FA}\n{LEILA}\nP-51,علی,نادری,,VLS-D,barista,1405/08/01,100,\n".encode()


def workbook():
    file = io.BytesIO()
    write_xlsx(file, FA.split(","), [LEILA.split(",")])
    return file.getvalue()


mutations = st.lists(st.tuples(st.integers(0, 5000), st.binary(min_size=0, max_size=4)), min_size=1, max_size=12)


def mutated(content, edits):
    for place, piece in edits:
        place %= len(content) + 1
        content = content[:place] + piece + content[place + len(piece) :]
    return content


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@given(edits=mutations)
@settings(max_examples=40, deadline=2000, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_mutated_file_gets_a_word_and_writes_nothing(kind, edits, people, client_for):
    before, log = StaffMember.objects.count(), AuditEntry.objects.count()
    client = client_for(people.hoda)
    answer = upload(client, mutated(GOOD if kind == "csv" else workbook(), edits), f"staff.{kind}")
    if answer.status_code == 302:
        page = client.get(answer["Location"])
        assert page.status_code == 200
    else:
        assert answer.context["form"].errors
    assert (StaffMember.objects.count(), AuditEntry.objects.count()) == (before, log)


@given(cells=st.lists(st.text(max_size=30), min_size=9, max_size=9))
@settings(max_examples=60, deadline=2000, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_in_any_cell_is_planned_without_falling(cells, people):
    file = table_of(LEILA)
    file.records[0].cells.update(zip(file.records[0].cells, cells, strict=True))
    plan = plan_import(file, by=people.hoda.user, since=ON)
    assert [row.state in ("added", "wrong", "unchanged", "changed") for row in plan.rows] == [True]


def test_an_english_company_brings_names_once(people):
    change_organisation(languages="en", by=None, at=AT)
    header = "Personnel code,Given name,Family name,Team,Job role,Joined on"
    carry_out(people, "P-60,Ada,Lovelace,VLS-D,barista,2026-10-23", header=header)
    ada = StaffMember.objects.get(code="P-60")
    assert (ada.given_name_en, ada.family_name_en, ada.given_name_fa, ada.family_name_fa) == (
        "Ada", "Lovelace", "Ada", "Lovelace",
    )  # fmt: skip
    assert plan_of(people, "P-60,Ada,Lovelace,VLS-D,barista,2026-10-23", header=header).rows[0].state == "unchanged"
    carry_out(people, "P-60,Ada,King,VLS-D,barista,2026-10-23", header=header)
    ada.refresh_from_db()
    assert (ada.family_name_en, ada.family_name_fa) == ("King", "King")


def test_the_template_has_the_companys_languages_alone(people):
    change_organisation(languages="fa", by=None, at=AT)
    assert not [head for head in template_header("en") if "English" in head]
    change_organisation(languages="en", by=None, at=AT)
    assert not [head for head in template_header("en") if "Persian" in head]


S04 = Path(__file__).parent / "cases" / "s04-half-space-role.csv"


def test_s04_a_role_is_found_whichever_way_its_name_is_parted(people):
    role = JobRoleFactory(code="host", name_fa="مهمان\u200cدار سالن", name_en="Hall host")
    (row,) = csv.DictReader(S04.read_text("utf-8").splitlines())
    lookup = Lookup(JobRole.objects.all())
    for text in (row["Role"], "مهماندار سالن", "مهماندارسالن", "مهمان‌دارِ سالن", "hall  HOST", "hallhost"):
        assert lookup.find(text, "unknown") == role
    with pytest.raises(CellProblem, match="مهمان\u200cدار سالن"):
        lookup.find("مهمان یار سالن", "unknown")
    header, line = FA, "P-51,نگار,احمدی,ولیعصر,شیفت روز ولی عصر,مهمان دار سالن,۱۴۰۵/۰۸/۰۱,۸۰٪,"
    carry_out(people, line, header=header)
    assert StaffMember.objects.get(code="P-51").job_role == role
