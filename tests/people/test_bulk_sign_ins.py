"""The ways in of many are opened at once: proposed, all or none, each link shown once or mailed."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kit.audit.models import AuditEntry
from kit.files.mails import BACKEND
from people import errors
from people.accounts.bulk_sign_ins import way_to, without_way
from people.accounts.user_names import proposed_name, proposed_names
from people.actions import create_sign_in, open_sign_ins
from people.models import SignInLink, StaffMember, User
from tests.factories.people import PASSWORD, StaffFactory, UserFactory, employed
from tests.worlds import built_once

AT = datetime(2026, 11, 1, 8, tzinfo=UTC)
URL = reverse("people:open_ways")


@built_once
def three(people):
    """Without a sign-in: one with an address, two without."""
    about = {"user": None, "team": people.day_shift}
    return [
        StaffFactory(code="N-1", given_name_fa="لیلا", given_name_en="Leila", email="leila@aftab.example", **about),
        StaffFactory(code="N-2", given_name_fa="آرش", given_name_en="Arash", **about),
        StaffFactory(code="N-3", given_name_fa="مهسا", given_name_en="Mahsa", **about),
    ]


def asked(rows, **names):
    """What the page sends; `names` by personnel code (with _ for -)."""
    given = {f"username-{row.key}": names.get(row.code.replace("-", "_"), row.code) for row in rows}
    return {"open": [row.key for row in rows], **given}


def accounts(rows):
    return {row.code: row.user for row in StaffMember.objects.filter(pk__in=[row.pk for row in rows]) if row.user}


def sign_in_over(link, username):
    phone = Client()
    form = phone.get(link, follow=True)
    phone.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})
    return Client().post(reverse("account_login"), {"login": username, "password": PASSWORD}).status_code


# Who stands there ----------------------------------------------------------------------------------------------------


def test_everybody_at_work_without_a_sign_in_stands_there_ticked_with_a_name(three, people, client_for):
    back = StaffFactory(team=people.day_shift, user__username="old", user__is_active=False)
    StaffFactory(user=None, joined_on=timezone.localdate() + timedelta(days=9))
    employed(StaffFactory(user=None), left_on=timezone.localdate() + timedelta(days=9))
    employed(StaffFactory(user=None), left_on=timezone.localdate())
    page = client_for(people.hoda).get(URL)
    rows = page.context["rows"]
    assert {person for person, *_ in rows} == {*three, back}
    assert all(is_ticked for _person, is_ticked, *_ in rows)
    names = {person.code: field.value() for person, _ticked, _way, _address, field in rows}
    assert {names[code] for code in ("N-1", "N-2", "N-3")} == {"n-1", "n-2", "n-3"}
    assert len(re.findall(r"\schecked\s*>", page.content.decode())) == 4


def test_the_page_as_proposed_opens_everybody(three, people, client_for):
    client = client_for(people.hoda)
    form = client.get(URL).context["form"]
    data = {"open": list(form.people), **{name: form[name].value() for name in form.fields if name != "open"}}
    assert client.post(URL, data).status_code == 200
    assert set(accounts(three)) == {"N-1", "N-2", "N-3"}
    assert not without_way(people.hoda.user, timezone.localdate()).exists()


def test_a_hundred_at_a_time(people, client_for):
    StaffFactory.create_batch(103, user=None, team=people.day_shift, job_role=people.barista)
    client = client_for(people.hoda)
    first, second = client.get(URL), client.get(URL, {"page": 2})
    assert (len(first.context["rows"]), len(second.context["rows"])) == (100, 3)
    assert f"{URL}?page=2" in first.content.decode() or "?page=2" in first.content.decode()


def test_it_costs_the_same_for_few_and_for_many(three, people, client_for):
    client = client_for(people.hoda)

    def queries():
        client.get(URL)
        with CaptureQueriesContext(connection) as found:
            assert client.get(URL).status_code == 200
        return len(found)

    StaffFactory(team=people.day_shift, user__is_active=False)
    few = queries()
    for _ in range(8):
        StaffFactory(team=people.day_shift, user__is_active=False)
        StaffFactory(user=None)
    assert queries() == few


def test_when_nobody_is_left_it_says_so_and_the_list_has_no_button(people, client_for):
    client = client_for(people.hoda)
    assert client.get(URL).context["rows"] == []
    assert URL not in client.get(reverse("people:staff_list")).content.decode()


def test_the_staff_list_leads_there_while_somebody_cannot_sign_in(three, people, client_for):
    for who in (people.hoda, people.armin):
        assert URL in client_for(who).get(reverse("people:staff_list")).content.decode()
    assert URL not in client_for(people.saeed).get(reverse("people:staff_list")).content.decode()


# User names ----------------------------------------------------------------------------------------------------------


def test_proposed_names_are_each_another_one_and_nobodys(people):
    UserFactory(username="P-77")
    same = {"user": None, "team": people.day_shift, "given_name_en": "Arash"}
    taken = StaffFactory(code="P-77", **same)
    short = [StaffFactory(code=code, **same) for code in ("1", "2", "3")]
    names = proposed_names([taken, *short])
    assert [names[row.pk] for row in (taken, *short)] == ["arash", "1-arash", "2-arash", "3-arash"]


def test_a_name_can_be_proposed_for_everybody(people):
    about = {"user": None, "team": people.day_shift, "given_name_en": ""}
    assert proposed_name(StaffFactory(code="7", given_name_fa="نرگس", **about)) == "nrgs"
    assert proposed_name(StaffFactory(code="A B", given_name_fa="؟", **about)) == "u-a-b"
    assert proposed_name(StaffFactory(code="؟", given_name_fa="؟", **about)) == "user"
    UserFactory(username="User")
    assert proposed_name(StaffFactory(code="!", given_name_fa="؟", **about)) == "user-2"


def test_whoever_is_back_may_have_their_own_name_again(people):
    back = StaffFactory(code="P-88", user__username="p-88", user__is_active=False)
    assert proposed_name(back) == "p-88"


# Opening -------------------------------------------------------------------------------------------------------------


def test_a_card_for_each_on_paper_and_a_list_of_those_mailed(
    three, people, client_for, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        page = client_for(people.hoda).post(URL, asked(three, N_1="Leila", N_3="۱۲۳۴"))
    assert "no-store" in page["Cache-Control"]
    html = page.content.decode()
    assert {name: user.username for name, user in accounts(three).items()} == {
        "N-1": "leila", "N-2": "n-2", "N-3": "1234",
    }  # fmt: skip
    shown = dict(re.findall(r'data-link-of="([^"]+)">\s*([^<\s]+)', html))
    assert set(shown) == {"n-2", "1234"}
    assert html.count('class="hv-qr"') == 2
    assert "leila@aftab.example" in html
    assert html.count("/reset/key/") == 2
    assert mailoutbox[-1].to == ["leila@aftab.example"]
    assert {name: sign_in_over(link, name) for name, link in shown.items()} == {"n-2": 302, "1234": 302}
    assert "/reset/key/" not in client_for(people.hoda).get(URL).content.decode()


def test_without_a_mail_server_every_link_is_on_a_card(three, people, client_for, settings):
    settings.EMAIL_BACKEND = BACKEND
    page = client_for(people.hoda).post(URL, asked(three))
    assert (len(page.context["cards"]), page.context["mailed"]) == (3, [])


def test_each_sign_in_and_each_link_stands_in_the_audit_log(three, people, client_for):
    client_for(people.hoda).post(URL, asked(three))
    keys = {user.key for user in accounts(three).values()}
    for verb in ("sign_in.created", "sign_in.renewed"):
        entries = AuditEntry.objects.filter(verb=verb, object_key__in=keys, actor_key=people.hoda.user.key)
        assert entries.count() == 3


def test_an_account_that_was_used_gets_no_link_on_paper(people, client_for):
    """docs/adr/0013: whoever printed it would be let in."""
    user = UserFactory(is_active=False, email="", last_login=AT)
    back = StaffFactory(user=user, team=people.day_shift, code="P-90")
    page = client_for(people.hoda).post(URL, asked([back]))
    assert (page.context["cards"], page.context["second"]) == ([], [(back, user)])
    assert reverse("people:ask", args=[user.key, "link"]) in page.content.decode()
    assert not SignInLink.objects.filter(account=user).exists()


@pytest.mark.parametrize(
    ("account", "email", "way"),
    [
        (None, "", ("paper", "")),
        (None, "new@aftab.example", ("mail", "new@aftab.example")),
        ({"email": "", "last_login": AT}, "", ("second", "")),
        ({"email": "", "last_login": AT}, "new@aftab.example", ("second", "")),
        ({"email": "old@aftab.example", "last_login": AT}, "new@aftab.example", ("mail", "old@aftab.example")),
        ({"email": "old@aftab.example", "password": "!"}, "new@aftab.example", ("mail", "new@aftab.example")),
        ({"email": "old@aftab.example", "password": "!"}, "", ("mail", "old@aftab.example")),
        ({"email": "", "password": "!"}, "", ("paper", "")),
    ],
)
def test_what_the_page_says_of_the_way_comes_true(people, client_for, account, email, way):
    user = User.objects.create(username="back", is_active=False, **account) if account else None
    person = StaffFactory(user=user, email=email, team=people.day_shift, code="P-91")
    assert way_to(person) == way
    page = client_for(people.hoda).post(URL, asked([person]))
    told = [address for _person, _account, address in page.context["mailed"]]
    kind = "mail" if told else "paper" if page.context["cards"] else "second"
    assert (kind, "".join(told)) == way


def test_who_is_not_ticked_is_left_alone_whatever_their_name_says(three, people, client_for):
    data = asked(three, N_1="narges")
    page = client_for(people.hoda).post(URL, {**data, "open": [three[1].key]})
    assert page.context["has_others"] is True
    assert set(accounts(three)) == {"N-2"}


def test_the_password_is_asked_for_and_everybody_ticked_goes_on(three, people, client_for):
    client = client_for(people.hoda, just_signed_in=False)
    first = client.post(URL, asked(three))
    assert first["Location"].startswith(reverse("account_reauthenticate"))
    assert accounts(three) == {}
    client.post(first["Location"], {"password": PASSWORD, "next": URL})
    assert set(accounts(three)) == {"N-1", "N-2", "N-3"}


# All or nothing ------------------------------------------------------------------------------------------------------


def refused(client, data):
    """{personnel code: errors at the row} of a post that wrote nothing."""
    before = (User.objects.count(), AuditEntry.objects.count())
    page = client.post(URL, data)
    assert page.status_code == 200
    assert (User.objects.count(), AuditEntry.objects.count()) == before
    return page, {person.code: list(field.errors) for person, *_, field in page.context["rows"] if field.errors}


@pytest.mark.parametrize("name", ["narges", "NARGES", "n-2", "N-2", "ab", "", "with space", "۱۲"])
def test_a_name_that_does_not_do_is_said_at_its_row_and_nothing_is_written(three, people, client_for, name):
    page, wrong = refused(client_for(people.hoda), asked(three, N_1=name))
    assert wrong.keys() == ({"N-1", "N-2"} if name.lower() == "n-2" else {"N-1"})
    assert all(is_ticked for _person, is_ticked, *_ in page.context["rows"])


def test_an_address_of_two_is_said_at_both_rows(three, people, client_for):
    StaffMember.objects.filter(pk=three[1].pk).update(email="Leila@aftab.example")
    StaffMember.objects.filter(pk=three[2].pk).update(email="narges@aftab.example")
    _page, wrong = refused(client_for(people.hoda), asked(three))
    assert wrong.keys() == {"N-1", "N-2", "N-3"}


def test_nobody_ticked_is_said(three, people, client_for):
    page, _wrong = refused(client_for(people.hoda), {**asked(three), "open": []})
    assert "open" in page.context["form"].errors


def test_a_second_press_opens_nothing_and_names_who_can_sign_in(three, people, client_for):
    client = client_for(people.hoda)
    client.post(URL, asked(three[:2]))
    page, _wrong = refused(client, asked(three))
    (said,) = page.context["form"].non_field_errors()
    assert all(row.name_in("fa") in said for row in three[:2])
    assert [person for person, *_ in page.context["rows"]] == [three[2]]
    page, _wrong = refused(client, asked(three[:2]))
    assert page.context["form"].non_field_errors()
    assert client.post(URL, asked(three[2:])).context["cards"]


def test_who_leaves_meanwhile_stops_all_of_them(three, people, client_for):
    employed(three[2], left_on=timezone.localdate())
    _page, wrong = refused(client_for(people.hoda), asked(three))
    assert wrong.keys() == {"N-3"}


def test_the_action_opens_all_or_none(three, people):
    create_sign_in(staff=three[2], username="first", by=people.hoda.user, at=AT)
    wanted = [(row, f"name-{row.code}") for row in three]
    with pytest.raises(errors.NotForAll) as stopped:
        open_sign_ins(wanted=wanted, by=people.hoda.user, at=AT)
    assert (stopped.value.staff, type(stopped.value.problem)) == (three[2], errors.SignInExists)
    assert set(accounts(three)) == {"N-3"}


def test_what_the_page_could_not_see_is_said_at_the_row(three, people, client_for, monkeypatch):
    """Somebody takes the name between the look and the writing."""

    def late(*, wanted, **about):
        create_sign_in(staff=three[1], username="n-1", by=people.armin.user, at=AT)
        return open_sign_ins(wanted=wanted, **about)

    monkeypatch.setattr("people.views.accounts.bulk_sign_ins.open_sign_ins", late)
    page = client_for(people.hoda).post(URL, asked([three[0], three[2]]))
    assert [person.code for person, *_, field in page.context["rows"] if field.errors] == ["N-1"]
    assert set(accounts(three)) == {"N-2"}


# Who may -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["narges", "saeed", "kaveh", "mina"])
def test_nobody_else_opens_ways(three, people, client_for, who):
    client = client_for(getattr(people, who))
    assert (client.get(URL).status_code, client.post(URL, asked(three)).status_code) == (403, 403)
    assert accounts(three) == {}


def test_the_rule_is_asked_for_each_person(three, people, client_for):
    """HR opens no account that bears a role, and nobody their own."""
    former = StaffFactory(team=people.office, user__groups=["administrator"], user__is_active=False, code="P-92")
    page = client_for(people.hoda).get(URL)
    assert former not in [person for person, *_ in page.context["rows"]]
    assert former in [person for person, *_ in client_for(people.armin).get(URL).context["rows"]]
    for wrong in (former, people.hoda):
        assert client_for(people.hoda).post(URL, asked([*three, wrong])).status_code == 403
    assert accounts(three) == {}


def test_a_key_of_nobody_is_refused_in_words(three, people, client_for):
    data = asked(three)
    page, _wrong = refused(client_for(people.hoda), {**data, "open": [*data["open"], "nobody"]})
    assert "open" in page.context["form"].errors
