"""Out again at the provider too; before an export the provider asks again."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from people.accounts.sign_in import set_password_link
from people.accounts.sign_on import KEPT
from people.actions import link_sign_on
from tests.doors import read_out
from tests.people.single_sign_on.provider import (
    AT,
    LOGIN,
    NAME,
    RESET,
    answer_of,
    has_a_way_on,
    is_in,
    linked,
    sign_on,
    straight,
    there,
)

pytestmark = pytest.mark.django_db
CONFIRM = reverse("people:confirm")


def test_hr_sets_the_second_factor_up_without_a_password_and_is_asked_where_the_session_is_old(
    provider, people, settings
):
    settings.SECOND_FACTOR_REQUIRED = True
    linked(people.hoda, "s-bare")
    client = Client()
    sign_on(client, "s-bare")
    asked = client.get(reverse("home:my_day"))
    assert asked["Location"] == reverse("mfa_activate_totp")
    assert client.get(asked["Location"]).status_code == 200
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 3600
    session.save()
    assert client.get(asked["Location"])["Location"].startswith(CONFIRM)
    assert confirming(client, "s-bare", asked["Location"])["Location"] == asked["Location"]
    assert client.get(asked["Location"]).status_code == 200


def test_signing_out_ends_the_providers_session_too(provider, people):
    linked(people.narges, "s-narges")
    client = Client()
    sign_on(client, "s-narges")
    url = there(client.post(reverse("account_logout")))
    said = parse_qs(urlsplit(url).query)
    assert url.startswith(f"{provider}/oauth2/end_session?")
    assert said["post_logout_redirect_uri"] == [f"http://testserver{LOGIN}"] and said["client_id"] == ["havadar"]
    assert said["id_token_hint"][0].count(".") == 2
    assert is_in(client) is None and KEPT not in client.session
    assert straight().get(url, timeout=10).ok


def test_signing_out_where_the_provider_has_no_way_or_was_not_used(provider, people, client_for):
    linked(people.narges, "s-narges")
    client = Client()
    sign_on(client, "s-narges")
    session = client.session
    session[KEPT] = {**session[KEPT], "end_session": ""}
    session.save()
    for who in (client, client_for(people.saeed)):
        assert who.post(reverse("account_logout"))["Location"] == LOGIN


def confirming(client, sub, next_url):
    page = client.post(CONFIRM, {"next": next_url})
    said = parse_qs(urlsplit(there(page)).query)
    assert (said["prompt"], said["max_age"]) == (["login"], ["0"])
    return client.get(answer_of(there(page), sub=sub))


def test_before_an_export_the_provider_asks_again(provider, people):
    linked(people.saeed, "s-narges")
    client = Client()
    sign_on(client, "s-narges")
    export = f"{reverse('people:staff_list')}?_export=csv"
    asked = client.get(export)
    assert asked["Location"].startswith(CONFIRM), "to have signed in there a while ago is not enough"
    assert NAME in client.get(asked["Location"]).content.decode()
    assert confirming(client, "s-narges", export)["Location"] == export
    assert read_out(client.get(export)).status_code == 200


def test_a_form_on_its_way_goes_on_by_itself(provider, people):
    linked(people.narges, "s-narges")
    client = Client()
    sign_on(client, "s-narges")
    assert client.post(reverse("people:address"), {"email": "n@aftab.example"})["Location"].startswith(CONFIRM)
    answer = confirming(client, "s-narges", reverse("people:address"))
    assert answer.status_code == 302 and people.narges.user.address_change.email == "n@aftab.example"


@pytest.mark.parametrize("sub", ["s-parisa", "a-stranger", "s-stale"])
def test_somebody_else_or_one_who_was_not_asked_confirms_nothing(sub, provider, people):
    linked(people.saeed, "s-narges")
    link_sign_on(user=people.parisa.user, provider="company", subject="s-parisa", at=AT)
    link_sign_on(user=people.saeed.user, provider="company", subject="s-stale", at=AT)
    client = Client()
    sign_on(client, "s-narges")
    export = f"{reverse('people:staff_list')}?_export=csv"
    page = confirming(client, sub, export)
    assert page.status_code == 403 and has_a_way_on(page, "/")
    assert is_in(client) == str(people.saeed.user_id)
    assert client.get(export)["Location"].startswith(CONFIRM)


def test_no_password_comes_unasked(provider, people, mailoutbox, commit):
    linked(people.narges, "s-narges")
    with commit():
        answer = Client().post(RESET, {"email": "narges@aftab.example"})
    assert answer.status_code == 302 and [mail.to for mail in mailoutbox] == [["narges@aftab.example"]]
    assert "/reset/key/" not in mailoutbox[0].body and NAME in mailoutbox[0].body
    form = Client().get(set_password_link(people.narges.user), follow=True)
    assert form.context.get("token_fail") is not True, "unless HR gives a link"
