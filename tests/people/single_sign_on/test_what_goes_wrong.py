"""Single sign-on where something goes wrong: the provider is down, denies, answers nonsense."""

import pytest
import requests
from django.test import Client
from django.urls import reverse

from people.actions import prove_address
from tests.factories.people import PASSWORD
from tests.people.single_sign_on.provider import (
    AT,
    CALLBACK,
    LOGIN,
    NAME,
    START,
    answer_of,
    begin_provider,
    has_a_way_on,
    is_in,
    sign_on,
    switch_on,
    there,
)

pytestmark = pytest.mark.django_db


def test_a_provider_that_is_down(settings, monkeypatch, people):
    """Before the person goes there, and while they are there."""
    process, url = begin_provider()
    try:
        switch_on(settings, monkeypatch, url)
        client = Client(raise_request_exception=True)
        back = answer_of(there(client.post(START)), sub="s-narges")
    finally:
        process.terminate()
        process.wait(timeout=10)
    for page in (client.get(back), client.post(START)):
        assert page.status_code == 502 and has_a_way_on(page) and NAME in page.content.decode()
    assert client.post(LOGIN, {"login": "narges", "password": PASSWORD}).status_code == 302, "the password still works"


def test_denied(provider, people):
    client = Client()
    page = client.get(answer_of(there(client.post(START)), action="deny") + _state_of(client))
    assert page.status_code == 403 and has_a_way_on(page) and is_in(client) is None


def _state_of(client):
    """The provider we try against forgets to send the state along when it says no; a real one does not."""
    states = client.session["socialaccount_states"]
    return f"&state={next(iter(states))}"


@pytest.mark.parametrize("query", ["", "?code=x&state=forged", "?code=x", "?error=access_denied", "?state=x"])
def test_the_callback_by_itself_or_with_a_state_that_is_not_ours(query, provider, people):
    page = Client().get(CALLBACK + query)
    assert page.status_code == 400 and has_a_way_on(page)


def test_a_state_of_another_browser(provider, people):
    prove_address(user=people.narges.user, email="narges@aftab.example", at=AT)
    back = answer_of(there(Client().post(START)), sub="s-narges")
    victim = Client()
    assert (victim.get(back).status_code, is_in(victim)) == (400, None)


@pytest.mark.parametrize("answer", ["code=nonsense", "error=server_error", "error=invalid_request"])
def test_an_answer_that_is_none(answer, provider, people):
    client = Client()
    client.post(START)
    page = client.get(f"{CALLBACK}?{answer}{_state_of(client)}")
    assert page.status_code == 502 and has_a_way_on(page)


@pytest.mark.parametrize("document", ["[]", "{}", "nonsense", '{"issuer": 1}'])
def test_a_discovery_document_that_says_nothing(document, provider, people, monkeypatch):
    class Said(requests.Response):
        def __init__(self):
            super().__init__()
            self.status_code, self._content = 200, document.encode()

    monkeypatch.setattr(requests.Session, "request", lambda *args, **options: Said())
    monkeypatch.setattr(requests.Session, "get", lambda *args, **options: Said())
    page = Client().post(START)
    assert page.status_code == 502 and has_a_way_on(page)


def test_the_address_of_the_button_opened_by_itself_shows_the_button(provider, people):
    client = Client()
    assert client.get(f"{START}?process=connect")["Location"] == LOGIN
    page = client.get(LOGIN).content.decode()
    assert f'action="{START}"' in page and NAME in page


def test_words_are_ours(provider, people, client_for):
    client = Client()
    pages = [client.get(LOGIN), sign_on(client, "s-bare"), client.get(CALLBACK), client.post(START)]
    pages += [
        client_for(people.narges).get(reverse(name)) for name in ("people:profile", "mfa_index", "people:confirm")
    ]
    for page in pages:
        text = page.content.decode()
        assert "شخص ثالث" not in text and "third-party" not in text.lower()
