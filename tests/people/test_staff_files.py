"""Staff lists as other systems export them: cases s01 to s06."""

import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kit.audit.models import AuditEntry
from kit.importing.models import SavedMapping
from kit.importing.uploads import read_whole
from kit.reader import reading_as
from people import errors
from people.actions import import_staff
from people.importing.columns import staff_kind
from people.importing.plan import plan_import
from people.models import Branch, JobRole, StaffMember, Team
from tests.factories.people import StaffFactory
from tests.kit.made_workbooks import xlsx

CASES = Path(__file__).parent / "cases"
AT, ON = datetime(2026, 11, 1, 8, tzinfo=UTC), date(2026, 11, 1)
UPLOAD = reverse("people:import")


def case(name):
    return next(CASES.glob(f"{name}-*")).read_bytes()


def file_of(content, **about):
    return read_whole(staff_kind(), io.BytesIO(content), **about)


def plan_of(people, file, **about):
    return plan_import(file, by=people.hoda.user, since=ON, **about)


def carry_out(people, file, **about):
    fingerprint = plan_of(people, file, **about).fingerprint
    return import_staff(file=file, fingerprint=fingerprint, by=people.hoda.user, at=AT, on=ON, **about)


def everything(plan):
    return frozenset(plan.missing.wanted)


def brought(client, content, name="staff.csv"):
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)})["Location"]


def columns_of(page):
    """What the form of the columns proposes, as a browser sends it."""
    form = page.context["form"]
    return {bound.name: "" if bound.value() is None else bound.value() for bound in form}


def test_s01_latin_names_are_enough_and_the_same_again_changes_nothing(people):
    file = file_of(case("s01"), order="dmy")
    plan = plan_of(people, file)
    assert [each.words for each in plan.missing.wanted.values()] != []
    carry_out(people, file, create=everything(plan))
    anna, ben = StaffMember.objects.get(email="anna@shop.example"), StaffMember.objects.get(email="ben@shop.example")
    assert (anna.given_name_en, anna.family_name_en, anna.given_name_fa) == ("Anna", "Lee", "Anna")
    assert (anna.joined_on, ben.joined_on) == (date(2024, 4, 5), date(2024, 4, 5))
    assert anna.code != ben.code
    assert (anna.team.name_fa, anna.team.branch.name_fa, anna.job_role) == ("Morning", "North", people.barista)
    written = AuditEntry.objects.count()
    assert [row.state for row in carry_out(people, file).rows] == ["unchanged", "unchanged"]
    assert AuditEntry.objects.count() == written


def test_s01_the_order_of_the_days_is_asked_once(people, client_for):
    client = client_for(people.hoda)
    step = brought(client, case("s01"))
    assert step.endswith("/columns/")
    page = client.get(step)
    said = page.content.decode()
    assert said.count("05/04/2024 =") == 2  # the file's own day, both ways
    preview = reverse("people:import_preview", args=[step.split("/")[-3]])
    assert client.get(preview)["Location"] == step
    assert client.post(step, columns_of(page) | {"order": ""}).status_code == 422
    assert client.post(step, columns_of(page) | {"order": "mdy"})["Location"] == preview
    rows = client.get(preview).context["plan"].rows
    assert rows[1].facts["joined_on"] == date(2024, 5, 4)
    # The next file with these headings is read in the same way.
    assert brought(client, case("s01")).endswith("/columns/") is False
    assert SavedMapping.objects.get().name == ""


def test_s02_an_hr_export_is_guessed(people):
    file = file_of(case("s02"), order="mdy")
    assert file.left_out == []
    plan = plan_of(people, file)
    create = everything(plan) | {f"in:{people.valiasr.code}"}
    carry_out(people, file, create=create)
    sara, ali = StaffMember.objects.get(code="00123"), StaffMember.objects.get(code="00124")
    assert (sara.given_name_en, sara.family_name_en) == ("Sara", "Karimi")
    assert (ali.given_name_en, ali.family_name_en, ali.email) == ("Ali", "Ahmadi", "ali@shop.example")
    assert (sara.joined_on, ali.joined_on) == (date(2011, 7, 5), date(2015, 3, 30))
    assert (sara.team.name_fa, sara.team.branch) == ("Front", people.valiasr)
    assert [row.state for row in carry_out(people, file).rows] == ["unchanged", "unchanged"]


def test_s02_what_is_missing_is_made_only_if_somebody_says_so(people):
    file = file_of(case("s02"), order="mdy")
    plan = plan_of(people, file)
    assert [row.state for row in plan.rows] == ["wrong", "wrong"]
    before = (Branch.objects.count(), Team.objects.count(), JobRole.objects.count())
    for create in (frozenset(), frozenset({"team:x:y"}), frozenset(plan.missing.wanted)):  # without a branch
        with pytest.raises(errors.PlanIsWrong):
            carry_out(people, file, create=create)
    assert (Branch.objects.count(), Team.objects.count(), JobRole.objects.count()) == before


def test_s02_two_new_branches_have_a_team_of_one_name_each(people):
    text = "Code,First name,Last name,Branch,Team,Role,Joined\nZ-1,A,B,North,Morning,barista,2024-01-01\n"
    file = file_of((text + "Z-2,C,D,South,Morning,barista,2024-01-01\n").encode())
    carry_out(people, file, create=everything(plan_of(people, file)))
    teams = [person.team for person in StaffMember.objects.filter(code__startswith="Z-").order_by("code")]
    assert [(team.name_fa, team.branch.name_fa) for team in teams] == [("Morning", "North"), ("Morning", "South")]


def test_s02_a_number_shown_with_zeros_is_a_code_with_zeros(people):
    rows = [
        ["Code", "First name", "Last name", "Team", "Role", "Joined"],
        ['<c s="1"><v>123</v></c>', "A", "B", "VLS-D", "barista", "2024-01-01"],
    ]
    plan = plan_of(people, file_of(xlsx(("a", rows), formats=("00000",))))
    assert [(row.state, row.code) for row in plan.rows] == [("added", "00123")]


def test_s03_the_heading_row_is_found_and_one_role_holds_for_all(people, client_for):
    client = client_for(people.hoda)
    step = brought(client, case("s03"))
    page = client.get(step)
    upload = page.context["upload"]
    assert upload.grid.numbers[upload.layout.heading] == 3
    said = columns_of(page) | {"same_job_role": "barista"}
    assert client.post(step, columns_of(page)).status_code == 422  # nothing says the role
    preview = client.post(step, said)["Location"]
    (row,) = client.get(preview).context["plan"].rows
    assert row.number == 4
    assert (row.facts["given_name_fa"], row.facts["family_name_fa"]) == ("سارا", "کریمی")
    assert (row.facts["job_role"], row.facts["joined_on"]) == (people.barista, date(2023, 7, 24 - 1))


def test_s03_sheet_and_heading_row_can_be_chosen(people, client_for):
    head = ["Code", "Name", "Family name", "Team", "Role", "Joined"]
    book = xlsx(
        ("First", [head, ["A-1", "الف", "ب", "VLS-D", "barista", "2024-01-01"]]),
        ("Second", [["x", "y"], ["Code", "Name"], head, ["B-1", "پ", "ت", "VLS-D", "barista", "2024-01-01"]]),
    )
    client = client_for(people.hoda)
    step = brought(client, book, "staff.xlsx")
    assert client.post(step, {"again": "1", "sheet": "1", "heading": "0"})["Location"] == step
    assert client.get(step).context["upload"].layout.heading == 2
    client.post(step, {"again": "1", "sheet": "1", "heading": "1"})
    page = client.get(step)
    assert page.context["upload"].layout.heading == 1
    assert client.post(step, {"again": "1", "sheet": "9", "heading": "0"}).status_code == 422
    client.post(step, {"again": "1", "sheet": "1", "heading": "2"})
    preview = client.post(step, columns_of(client.get(step)))["Location"]
    assert [row.code for row in client.get(preview).context["plan"].rows] == ["B-1"]


def test_s05_a_cell_without_a_value_makes_its_row_wrong(people):
    rows = [
        ["Code", "First name", "Last name", "Team", "Role", "Joined", "E-mail"],
        ["A-1", "A", "B", "VLS-D", "barista", "2024-01-01", "<c><f>X1</f></c>"],
        ["A-2", "A", "C", "VLS-D", "barista", "2024-01-01", '<c t="e"><v>#N/A</v></c>'],
        ["A-3", "A", "D", "VLS-D", "barista", "2024-01-01"],
    ]
    with reading_as("en"):
        plan = plan_of(people, file_of(xlsx(("a", rows))))
    assert [row.state for row in plan.rows] == ["wrong", "wrong", "added"]
    assert plan.rows[0].problems == ["Row 2, column “E-mail”: a formula whose result is not in the file."]


def test_s06_a_namesake_at_work_is_a_hint_and_no_problem(people):
    other = StaffFactory(code="P-70", given_name_fa="لیلا", family_name_fa="رستمی", team=people.day_shift)
    text = "کد,نام,نام خانوادگی,تیم,سمت,تاریخ شروع\nP-71,ليلا,رستمی,VLS-D,barista,1404/01/01\n"
    (row,) = plan_of(people, file_of(text.encode())).rows
    assert (row.state, other.code in row.hint) == ("added", True)
    (known,) = plan_of(people, file_of(text.replace("P-71", "P-70").encode())).rows
    assert (known.state, known.hint) == ("changed", "")


def test_a_name_alone_is_the_whole_name(people):
    file = file_of(b"Code,Name,Team,Role,Joined\nZ-1,Sara Karimi,VLS-D,barista,2024-01-01\n")
    (row,) = plan_of(people, file).rows
    assert (row.state, row.facts["given_name_en"], row.facts["family_name_en"]) == ("added", "Sara", "Karimi")


def test_without_codes_a_person_is_known_by_mail_or_by_name_and_day(people):
    head = "First name,Last name,E-mail,Team,Role,Joined\n"
    file = file_of(
        f"{head}Anna,Lee,anna@shop.example,VLS-D,barista,2024-01-01\nAnna,Lee,,VLS-D,barista,2025-01-01\n".encode()
    )
    assert [row.state for row in carry_out(people, file).rows] == ["added", "added"]  # two of one name
    assert [row.state for row in carry_out(people, file).rows] == ["unchanged", "unchanged"]
    moved = file_of(f"{head}Anna,Leigh,ANNA@shop.example,VLS-D,barista,2024-01-01\n".encode())
    (row,) = plan_of(people, moved).rows
    assert [str(new) for _label, _old, new in row.changes if new] != []
    assert (row.state, row.staff.email) == ("changed", "anna@shop.example")


def test_wrong_rows_are_left_out_only_if_somebody_says_so(people, client_for):
    client = client_for(people.hoda)
    text = "کد,نام,نام خانوادگی,تیم,سمت,تاریخ شروع\nP-80,لیلا,رستمی,VLS-D,barista,1404/01/01\n"
    text += "=P-81,علی,نادری,هیچ,barista,1404/01/01\n"
    look = brought(client, text.encode())
    page = client.get(look)
    said = {"plan": page.context["plan"].fingerprint}
    assert client.post(f"{look}confirm/", said)["Location"] == look
    assert not StaffMember.objects.filter(code="P-80").exists()
    listed = client.get(page.context["wrong_url"]).content.decode()
    assert (listed.startswith("\ufeff"), "'=P-81" in listed, "P-80" in listed) == (True, True, False)
    assert client.post(f"{look}confirm/", said | {"leave_out": "1"})["Location"] == reverse("people:staff_list")
    assert StaffMember.objects.filter(code="P-80").exists()
    assert AuditEntry.objects.get(verb="staff.imported").detail["left_out"] == 1


def test_columns_are_saved_under_a_name_and_offered(people, client_for):
    client = client_for(people.hoda)
    text = "A,B,C,D,E,F\nP-90,لیلا,رستمی,VLS-D,barista,1404/01/01\n"
    step = brought(client, text.encode())
    fields = ["code", "given_name_fa", "family_name_fa", "team", "job_role", "joined_on"]
    said = columns_of(client.get(step)) | {f"column_{name}": place for place, name in enumerate(fields)}
    assert client.post(step, said | {"column_email": "0"}).status_code == 422  # one column is one thing
    assert client.post(step, said | {"save_as": "صندوق"}).status_code == 302
    assert set(SavedMapping.objects.values_list("name", flat=True)) == {"", "صندوق"}
    written = AuditEntry.objects.count()
    assert client.post(step, said | {"save_as": "صندوق"}).status_code == 302
    assert AuditEntry.objects.count() == written
    shuffled = "F,E,D,C,B,A\n1404/01/01,barista,VLS-D,رستمی,لیلا,P-90\n"
    (row,) = client.get(brought(client, shuffled.encode())).context["plan"].rows
    assert (row.state, row.code) == ("added", "P-90")
    wider = brought(client, "A,B,C,D,E,F,G\nP-90,لیلا,رستمی,VLS-D,barista,1404/01/01,x\n".encode())
    mapping = SavedMapping.objects.get(name="صندوق")
    assert client.get(wider).context["mappings"] == [mapping]
    chosen = client.get(wider, {"mapping": mapping.key})
    assert columns_of(chosen)["column_team"] == 3
    assert client.get(wider, {"mapping": "x"}).status_code == 404


def test_a_file_is_not_somebody_elses_nor_of_another_kind(people, client_for):
    step = brought(client_for(people.hoda), case("s01"))
    for other in (people.armin, people.mina):
        assert client_for(other).get(step).status_code in (403, 404)
    name = step.split("/")[-3]
    assert client_for(people.mina).get(reverse("playbook:words_import_columns", args=[name])).status_code == 404


IN_BRANCH = "Code,Name,Family name,Branch,Team,Role,Joined\nM-1,نگار,احمدی,{},{},barista,1403/12/29\n"


@pytest.mark.parametrize("said", ["شعبهٔ ولیعصر", "شعبه ولی‌عصر", "ولیعصر", "Valiasr branch", "branch Valiasr"])
def test_s04_a_branch_is_one_with_and_without_the_word(people, said):
    plan = plan_of(people, file_of(IN_BRANCH.format(said, people.day_shift.code).encode()))
    assert ([row.problems for row in plan.rows], plan.missing.wanted) == ([[]], {})


def test_s04_a_branch_whose_own_name_bears_the_word_is_found_without_it(people):
    people.valiasr.name_fa = "شعبهٔ ولیعصر"
    people.valiasr.save()
    plan = plan_of(people, file_of(IN_BRANCH.format("ولیعصر", people.day_shift.code).encode()))
    assert [row.problems for row in plan.rows] == [[]]


def test_s05_a_cell_that_cannot_be_read_is_not_said_to_be_empty_too(people):
    rows = [
        ["Code", "First name", "Last name", "Team", "Role", "Joined"],
        ["Z-1", "A", "<c><f>B1</f></c>", people.day_shift.code, '<c t="e"><v>#N/A</v></c>', "2024-01-01"],
        ["Z-2", "A", "B", people.day_shift.code, "", "2024-01-01"],
    ]
    unread, empty = plan_of(people, file_of(xlsx(("a", rows)))).rows
    assert (unread.state, len(unread.problems)) == ("wrong", 2)
    assert (empty.state, len(empty.problems)) == ("wrong", 1)
