"""The staff list, a person's page, taking on and correcting."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kit.audit.chain import chain_problems
from kit.audit.models import AuditEntry
from people import errors
from people.actions import add_staff_member, appoint_lead, change_staff_member, end_lead, move_to_team
from people.models import StaffMember, User
from tests.factories.people import StaffFactory

AT = datetime(2026, 11, 1, 8, tzinfo=UTC)
LIST = reverse("people:staff_list")


def form_of(staff, **changes):
    names = ["given_name_fa", "family_name_fa", "given_name_en", "family_name_en", "code", "email"]
    facts = {name: getattr(staff, name) for name in names}
    facts |= {"team": staff.team.key, "job_role": staff.job_role.key, "joined_on": staff.joined_on.isoformat()}
    return {**facts, "contract_share": "100", **changes}


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def listed(client, **asked):
    table = client.get(LIST, asked).context["table"]
    return {row.record.code for row in table.rows}


@pytest.mark.parametrize("words", ["نرگس احمدي", "Narges", "ahmadi NARGES", "p-narges", "  احمدی  "])
def test_search_finds_a_person_in_both_scripts_and_all_spellings(words, people, client_for):
    assert listed(client_for(people.hoda), q=words) == {"P-narges"}


@pytest.mark.parametrize("words", ["حسینی‌نژاد", "حسینی نژاد", "حسينينژاد", "حسيني‌نژاد طباطبايي"])
def test_search_ignores_half_spaces(words, hoda, client_for):
    StaffFactory(code="P-yas", family_name_fa="حسینی‌نژاد طباطبایی")
    assert listed(client_for(hoda), q=words) == {"P-yas"}


def test_search_follows_a_corrected_name(narges, hoda, client_for):
    change_staff_member(staff=narges, by=hoda.user, at=AT, family_name_fa="رستمی")
    assert listed(client_for(hoda), q="رستمی") == {"P-narges"}


def test_a_lead_sees_the_teams_they_lead_and_themselves(people, client_for):
    assert listed(client_for(people.saeed)) == {"P-saeed", "P-narges", "P-parisa"}


def test_the_list_shows_who_is_at_work_unless_asked(people, client_for):
    client = client_for(people.hoda)
    assert "P-behnam" not in listed(client)
    assert listed(client, state="left") == {"P-behnam"}
    assert len(listed(client, state="all")) == 8


def test_filters_by_team_branch_and_role(people, client_for):
    client = client_for(people.hoda)
    assert listed(client, team=people.tajrish_shift.key) == {"P-kaveh"}
    assert listed(client, branch=people.tajrish.key) == {"P-kaveh"}
    assert listed(client, job_role=people.server.key) == {"P-parisa", "P-kaveh"}


def test_the_list_costs_the_same_for_one_and_for_thirty(people, client_for):
    client = client_for(people.hoda)
    few = queries_of(client, LIST)
    StaffFactory.create_batch(30, team=people.day_shift, job_role=people.barista)
    assert queries_of(client, LIST) == few


def test_exporting_the_list_asks_for_the_password_again(hoda, client_for):
    asked = client_for(hoda, just_signed_in=False).get(LIST, {"_export": "csv"})
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    given = client_for(hoda).get(LIST, {"_export": "csv"})
    assert "نرگس" in b"".join(given.streaming_content).decode()


def test_a_lead_sees_no_contract_and_no_history(narges, saeed, client_for):
    page = client_for(saeed).get(narges.get_absolute_url())
    assert (page.context["sees_details"], page.context["history"]) == (False, [])
    assert narges.user.email not in page.content.decode()


def test_hr_adds_a_person(people, client_for):
    form = form_of(people.narges, code="P-new", email="new@aftab.example", joined_on="۱۴۰۵/۰۸/۰۱", contract_share="۸۰٪")
    answer = client_for(people.hoda).post(reverse("people:staff_add"), form)
    new = StaffMember.objects.get(code="P-new")
    assert (answer.status_code, new.joined_on, new.contract_share) == (302, date(2026, 10, 23), 8000)
    assert AuditEntry.objects.get().verb == "staff.added"


def test_forged_fields_change_nothing(people, client_for):
    form = form_of(
        people.narges, left_on="2026-01-01", user=people.armin.user.pk, id=people.armin.pk, key="x", folded_names="x"
    )
    client_for(people.hoda).post(reverse("people:staff_edit", args=[people.narges.key]), form)
    after = StaffMember.objects.get(pk=people.narges.pk)
    assert (after.left_on, after.user_id, after.key) == (None, people.narges.user_id, people.narges.key)


def test_changing_says_old_and_new_in_the_history(narges, hoda, client_for):
    change_staff_member(staff=narges, by=hoda.user, at=AT, contract_share=5000)
    page = client_for(hoda).get(narges.get_absolute_url())
    assert page.context["history"][0].changes[0][1:] == ("۱۰۰<bdi>٪</bdi>", "۵۰<bdi>٪</bdi>")
    assert list(chain_problems()) == []


def test_changing_nothing_writes_nothing(narges, hoda):
    assert change_staff_member(staff=narges, by=hoda.user, at=AT, code=narges.code, team=narges.team) == {}
    assert AuditEntry.objects.count() == 0


def test_hr_does_not_change_their_own_record(hoda):
    with pytest.raises(errors.AboutOneself):
        change_staff_member(staff=hoda, by=hoda.user, at=AT, contract_share=9000)


def test_hr_does_not_reach_an_administrators_mailbox(armin, hoda, client_for):
    url = reverse("people:staff_edit", args=[armin.key])
    page = client_for(hoda).post(url, form_of(armin, email="mine@evil.example"))
    assert list(page.context["form"].errors) == ["email"]
    assert User.objects.get(pk=armin.user.pk).email == "armin@aftab.example"


def test_the_address_of_a_sign_in_that_nobody_uses_yet_follows_the_persons(narges, hoda):
    narges.user.set_unusable_password()
    narges.user.save()
    change_staff_member(staff=narges, by=hoda.user, at=AT, email="n@aftab.example")
    assert User.objects.get(pk=narges.user.pk).email == "n@aftab.example"


def test_moving_ends_what_the_old_lead_sees(people, client_for):
    move_to_team(staff=people.narges, team=people.tajrish_shift, by=people.hoda.user, at=AT)
    assert client_for(people.saeed).get(people.narges.get_absolute_url()).status_code == 404
    assert client_for(people.kaveh).get(people.narges.get_absolute_url()).status_code == 200


def test_a_new_lead_is_told_and_sees_the_team_at_once(people, client_for):
    appoint_lead(team=people.tajrish_shift, staff=people.parisa, since=date(2026, 1, 1), by=people.hoda.user, at=AT)
    client = client_for(people.parisa)
    assert client.get(people.kaveh.get_absolute_url()).status_code == 200
    assert "شیفت روز تجریش" in client.get(reverse("people:inbox")).content.decode()


def test_appointing_twice_and_ending_twice_are_refused(people):
    hoda = people.hoda.user
    with pytest.raises(errors.AlreadyLeads):
        appoint_lead(team=people.day_shift, staff=people.saeed, since=date(2026, 1, 1), by=hoda, at=AT)
    leadership = people.saeed.leaderships.get()
    end_lead(leadership=leadership, until=date(2026, 11, 1), by=hoda, at=AT)
    with pytest.raises(errors.NotLeading):
        end_lead(leadership=leadership, until=date(2026, 11, 2), by=hoda, at=AT)


def test_nobody_makes_themselves_a_lead(people):
    with pytest.raises(errors.AboutOneself):
        appoint_lead(team=people.day_shift, staff=people.hoda, since=date(2026, 1, 1), by=people.hoda.user, at=AT)


def test_adding_is_one_deed(people):
    facts = {"given_name_fa": "لیلا", "code": "P-narges", "team": people.office, "job_role": people.manager}
    with pytest.raises(Exception, match=r"(?i)unique"):
        add_staff_member(by=people.hoda.user, at=AT, joined_on=date(2026, 1, 1), **facts)
