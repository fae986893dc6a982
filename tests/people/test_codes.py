"""Codes are proposed: nobody has to think one up, and two at once do not get the same."""

from datetime import UTC, date, datetime
from itertools import islice

import pytest
from django.db import IntegrityError
from django.urls import reverse

from kit.audit.models import AuditEntry
from people.actions import add_branch, add_job_role, add_staff_member, add_team, take_on
from people.models import Branch, JobRole, Organisation, StaffMember, Team
from people.staff import codes
from people.staff.codes import codes_for, latin, next_numbers
from tests.factories.people import BranchFactory, OrganisationFactory, StaffFactory, UserFactory

AT = datetime(2026, 11, 1, 8, tzinfo=UTC)
ADD = reverse("people:staff_add")


def first(proposals, count=1):
    return list(islice(proposals, count))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Night shift", "night-shift"),
        ("شیفت شب", "shift-shb"),
        ("ولی‌عصر", "vli-asr"),
        ("سالن‌دار", "saln-dar"),
        ("پیتزا ۲", "pitza-2"),
        ("Café Zürich", "cafe-zurich"),
        ("مديرة كافى", "mdirh-kafi"),
        ("—", ""),
        ("日本", ""),
    ],
)
def test_a_name_in_latin_letters(name, code):
    assert latin(name) == code


def test_proposals_go_on_and_stay_short():
    assert first(codes_for("Night shift", "team"), 3) == ["night-shift", "night-shift-2", "night-shift-3"]
    assert first(codes_for("日本", "team"), 2) == ["team", "team-2"]
    long = first(codes_for("a" * 19 + " bcd", "team"), 12)
    assert max(map(len, long)) <= codes.LONGEST and len(set(long)) == 12
    assert long[:2] == ["a" * 19, "a" * 18 + "-2"]


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ([], "1001"),
        (["P-narges"], "1001"),
        (["P-0012", "P-0040", "7"], "P-0041"),
        (["9"], "10"),
        (["099"], "100"),
        (["A", "E12", "E7"], "E13"),
    ],
)
def test_the_next_number_goes_on_in_the_style_of_the_newest(known, code):
    assert first(next_numbers(known)) == [code]


def test_branch_team_and_role_need_no_code(hoda, client_for):
    client = client_for(hoda)
    for _ in range(2):
        client.post(reverse("people:branch_add"), {"name_fa": "پاسداران", "name_en": "Pasdaran", "code": ""})
    branch = Branch.objects.get(code="pasdaran")
    assert Branch.objects.filter(code="pasdaran-2").exists()
    client.post(reverse("people:team_add"), {"name_fa": "شب", "branch": branch.key})
    client.post(reverse("people:job_role_add"), {"name_fa": "صندوق‌دار", "name_en": "Cashier"})
    assert Team.objects.get(branch=branch).code == "shb"
    assert JobRole.objects.filter(code="cashier").exists()
    assert AuditEntry.objects.get(verb="job_role.added").detail["facts"]["code"] == "cashier"


def test_an_emptied_code_stays_as_it_was(people, client_for):
    url = reverse("people:branch_edit", args=[people.valiasr.key])
    client_for(people.hoda).post(url, {"name_fa": "ولیعصر ۱", "name_en": "", "code": ""})
    assert Branch.objects.get(pk=people.valiasr.pk).code == "VLS"


def test_a_person_without_a_code_gets_the_next_number(people, client_for):
    StaffFactory(code="IMP-77", left_on=date(2026, 1, 1))
    StaffFactory(code="E-0009")
    form = {
        "given_name_fa": "لیلا",
        "family_name_fa": "فرهادی",
        "code": "",
        "team": people.office.key,
        "job_role": people.manager.key,
        "joined_on": "2026-11-01",
        "contract_share": "100",
    }
    client_for(people.hoda).post(ADD, form)
    assert StaffMember.objects.get(family_name_fa="فرهادی").code == "E-0010"


def test_who_took_the_code_at_the_same_instant_keeps_it(db, monkeypatch):
    """Between asking and writing somebody else wrote it."""
    BranchFactory(code="centre")
    asked = iter([False, True])
    monkeypatch.setattr(codes, "_is_taken", lambda model, code: next(asked, code == "centre"))
    assert add_branch(by=None, at=AT, name_fa="مرکز", name_en="Centre").code == "centre-2"


def test_another_fault_of_the_database_is_not_swallowed(db):
    with pytest.raises(IntegrityError):
        add_staff_member(by=None, at=AT, given_name_fa="لیلا", team=None, job_role=None, joined_on=AT.date())


def test_a_code_that_was_typed_counts(db):
    assert add_job_role(by=None, at=AT, name_fa="باریستا", code="BAR").code == "BAR"


# The first person ----------------------------------------------------------------------------------------------------


def first_person(**more):
    return {
        "given_name_fa": "لیلا",
        "family_name_fa": "فرهادی",
        "joined_on": "2026-11-01",
        "contract_share": "100",
        **more,
    }


def test_the_first_person_is_added_in_one_step(db, client_for):
    client = client_for(UserFactory(groups=["hr"]))
    page = client.get(ADD).content.decode()
    for name in ("new_branch", "new_team", "new_job_role"):
        assert f'name="{name}"' in page
    assert reverse("people:structure") in page
    asked = client.get(ADD).context["form"]
    proposed = {name: asked[name].value() for name in ("new_branch", "new_team")}
    answer = client.post(ADD, first_person(new_job_role="باریستا", **proposed))
    person = StaffMember.objects.get()
    assert answer["Location"] == person.get_absolute_url()
    assert (person.code, person.team.branch.name_fa) == ("1001", proposed["new_branch"])
    assert person.job_role.name_fa == "باریستا"
    verbs = [entry.verb for entry in AuditEntry.objects.order_by("number")]
    assert verbs == ["branch.added", "team.added", "job_role.added", "staff.added"]


@pytest.mark.parametrize(("languages", "proposed"), [("fa en", "شعبهٔ اصلی"), ("en", "Main branch")])
def test_the_names_are_proposed_in_the_companys_language_whoever_reads(db, client_for, languages, proposed):
    OrganisationFactory(languages=languages)
    form = client_for(UserFactory(groups=["hr"], language="en")).get(ADD).context["form"]
    assert form["new_branch"].value() == proposed


def test_the_second_person_may_bring_a_new_role(people, client_for):
    client = client_for(people.hoda)
    page = client.get(ADD)
    assert {"team", "job_role", "new_job_role"} <= set(page.context["form"].fields)
    assert not {"new_team", "new_branch", "team_branch"} & set(page.context["form"].fields)
    client.post(ADD, first_person(team=people.office.key, new_job_role="صندوق‌دار"))
    assert StaffMember.objects.get(family_name_fa="فرهادی").job_role.name_fa == "صندوق‌دار"
    refused = client.post(ADD, first_person(family_name_fa="دیگر", team=people.office.key))
    assert list(refused.context["form"].errors) == ["job_role"]


def test_with_branches_and_no_team_the_branch_is_chosen(db, client_for):
    BranchFactory(code="A")
    other = BranchFactory(code="B")
    client = client_for(UserFactory(groups=["hr"]))
    client.post(ADD, first_person(team_branch=other.key, new_team="روز", new_job_role="باریستا"))
    assert StaffMember.objects.get().team.branch == other


def test_what_bears_the_name_already_is_taken(db):
    for role in ("مهمان\u200cدار سالن", "مهمان دار سالن"):
        names = {"branch": "مرکز", "team": "همه", "job_role": role}
        take_on(by=None, at=AT, names=names, given_name_fa="لیلا", joined_on=AT.date())
    assert (Branch.objects.count(), Team.objects.count(), JobRole.objects.count()) == (1, 1, 1)
    assert sorted(StaffMember.objects.values_list("code", flat=True)) == ["1001", "1002"]


def test_in_a_company_of_english_both_columns_hold_the_name(db):
    OrganisationFactory()
    Organisation.objects.update(languages="en")
    person = take_on(
        by=None,
        at=AT,
        names={"branch": "Main", "team": "All", "job_role": "Barista"},
        given_name_fa="Leila",
        joined_on=AT.date(),
    )
    assert (person.team.name_fa, person.team.name_en, person.team.code) == ("All", "All", "all")


def test_add_team_without_a_code(db):
    assert add_team(by=None, at=AT, name_fa="شیفت روز", branch=BranchFactory()).code == "shift-rvz"
