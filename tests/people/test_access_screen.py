"""Access as whoever owns a shop reads it: who can do what, how they sign in, who let them in."""

import io
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kit.models import AuditEntry
from people import errors
from people.actions import end_account_sessions, grant_access_role, record_leaving
from people.models import SignInLink, User
from tests.factories.people import PASSWORD, StaffFactory, UserFactory

AT = datetime(2026, 11, 1, 8, tzinfo=UTC)
LIST = "people:access"


@pytest.fixture
def client(people, client_for):
    user = people.armin.user
    user.language, user.calendar, user.digits = "en", "gregorian", "en"
    user.save()
    return client_for(people.armin)


def listed(client, **asked):
    return [row.record.username for row in client.get(reverse(LIST), asked).context["table"].paginated_rows]


def account(client, who):
    return client.get(reverse("people:account", args=[getattr(who, "user", who).key]))


def test_the_list_says_in_words_who_can_do_what(client):
    page = client.get(reverse(LIST)).content.decode()
    for words in (
        "Mina Hosseini writes the folder and the courses, freezes editions and makes scorecards.",
        "Hoda Nouri looks after people, runs evaluations and rewards, and sees everyone’s results.",
        "Armin Sadeghi gives and takes access, keeps the settings,",
    ):
        assert words in page
    assert listed(client) == ["armin", "hoda", "mina"]


def test_it_is_searched_and_filtered(people, client):
    UserFactory(username="nader", groups=["witness"])
    User.objects.filter(pk=people.mina.user.pk).update(last_login=AT)
    Authenticator.objects.create(user=people.hoda.user, type="totp", data={})
    assert listed(client, q="narges") == ["narges"]
    assert listed(client, q="احمدی") == ["narges"]
    assert listed(client, role="author") == ["mina"]
    assert listed(client, role="witness") == ["nader"]
    assert listed(client, role="lead") == ["kaveh", "saeed"]
    assert listed(client, role="none") == ["narges", "parisa"]
    assert listed(client, role="everybody", state="never") == [*("hoda", "kaveh", "nader", "narges", "parisa", "saeed")]
    assert listed(client, state="no_second") == ["armin", "mina", "nader"]
    assert "behnam" in listed(client, state="closed")
    assert "role" in client.get(reverse(LIST), {"role": "x"}).context["filter"].form.errors


def test_it_is_sorted_by_name_and_by_last_sign_in(people, client):
    User.objects.filter(pk=people.mina.user.pk).update(last_login=AT)
    assert listed(client, sort="name") == ["mina", "hoda", "armin"]
    assert listed(client, sort="-name") == ["armin", "hoda", "mina"]
    assert listed(client, sort="-last_login") == ["armin", "mina", "hoda"]
    assert listed(client, sort="last_login") == ["mina", "armin", "hoda"]


def test_the_file_says_the_same(client):
    answer = client.get(reverse(LIST), {"_export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if "May do" in row)
    found = {row[head.index("Name")]: row[head.index("May do")] for row in rows[rows.index(head) + 1 :]}
    assert found["Mina Hosseini"].startswith("Mina Hosseini writes the folder")


def test_thirty_cost_what_one_costs(people, client):
    client.get(reverse(LIST))
    with CaptureQueriesContext(connection) as few:
        assert len(listed(client, role="author")) == 1
    for staff in StaffFactory.create_batch(30, team=people.office, job_role=people.manager, user__groups=["author"]):
        assert staff.user
    with CaptureQueriesContext(connection) as many:
        assert len(listed(client, role="author")) == 20  # a page
    assert len(many) == len(few)


def test_the_consequence_is_said_before_the_button(people, client):
    page = account(client, people.narges).content.decode()
    assert "they see everyone’s evaluations, results and rewards" in page
    grant_access_role(user=people.narges.user, role="hr", by=people.armin.user, at=AT)
    page = account(client, people.narges).content.decode()
    assert "they see only what is their own" in page
    assert page.count("If you take it back:") == 1


def test_the_account_says_how_somebody_signs_in(people, client):
    page = account(client, people.hoda).content.decode()
    assert "not set up" in page
    Authenticator.objects.create(user=people.hoda.user, type="totp", data={})
    User.objects.filter(pk=people.hoda.user.pk).update(last_login=AT)
    page = account(client, people.hoda)
    assert page.context["has_factor"] is True
    assert "1 November 2026" in page.content.decode()


def test_the_account_says_who_let_somebody_in(people, client):
    SignInLink.objects.create(
        account=people.narges.user, issued_by=people.hoda.user, issued_at=AT, way="paper", is_first=True
    )
    grant_access_role(user=people.narges.user, role="author", by=people.armin.user, at=AT + timedelta(days=1))
    told = [words for _at, words in account(client, people.narges).context["helped"]]
    assert told == [
        "The access of Narges Ahmadi was given by Armin Sadeghi.",
        "The first password link of Narges Ahmadi came from Hoda Nouri.",
    ]


def test_a_lead_and_a_closed_account_are_said(people, client):
    assert "leads Valiasr day shift" in account(client, people.saeed).content.decode()
    page = account(client, people.behnam)
    assert "the account is closed" in page.content.decode()
    assert reverse("people:grant", args=[people.behnam.user.key]) not in page.content.decode()


# Ending sessions


def test_ended_sessions_are_refused_at_the_next_click(people, client, client_for):
    narges = client_for(people.narges)
    assert narges.get(reverse("home:my_day")).status_code == 200
    answer = client.post(reverse("people:end_sessions", args=[people.narges.user.key]))
    assert answer.status_code == 302
    assert narges.get(reverse("home:my_day")).status_code == 302
    entry = AuditEntry.objects.get(verb="access.sessions_ended")
    assert (entry.actor_key, entry.object_key) == (people.armin.user.key, people.narges.user.key)
    assert list(people.narges.user.notices.values_list("kind", flat=True)) == ["people.sessions_ended"]


def test_password_and_roles_stay_when_sessions_end(people):
    before = User.objects.get(pk=people.hoda.user.pk)
    end_account_sessions(user=people.hoda.user, by=people.armin.user, at=AT)
    after = User.objects.get(pk=people.hoda.user.pk)
    assert (after.password, after.access_roles) == (before.password, before.access_roles)


def test_sessions_are_ended_by_administrators_of_others_with_the_password(people, client_for):
    url = reverse("people:end_sessions", args=[people.narges.user.key])
    for person in (people.hoda, people.mina, people.saeed):
        assert client_for(person).post(url).status_code == 403
    asked = client_for(people.armin, just_signed_in=False)
    assert asked.post(url)["Location"].startswith(reverse("account_reauthenticate"))
    assert AuditEntry.objects.filter(verb="access.sessions_ended").count() == 0
    asked.post(f"{reverse('account_reauthenticate')}?next={url}", {"password": PASSWORD, "next": url})
    with pytest.raises(errors.AboutOneself):
        end_account_sessions(user=people.armin.user, by=people.armin.user, at=AT)


def test_a_closed_account_has_no_sessions_to_end(people):
    record_leaving(staff=people.narges, left_on=AT.date(), by=people.hoda.user, at=AT, on=AT.date())
    with pytest.raises(errors.NoSignIn):
        end_account_sessions(user=people.narges.user, by=people.armin.user, at=AT)
