"""Single sign-on against a real provider: a process of its own on loopback, with and without proven addresses."""

import json
import re
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from kit.audit.models import AuditEntry
from people import errors
from people.accounts.addresses import has_proven_address
from people.accounts.sign_in import set_password_link
from people.accounts.sign_on import KEPT, proven_there
from people.actions import (
    ask_for_address,
    invite_to_sign_on,
    link_sign_on,
    prove_address,
    record_leaving,
    unlink_sign_on,
)
from people.models import Notice, User
from tests.doors import read_out
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 1, 8, tzinfo=UTC)
LOGIN, PROFILE, RESET = map(reverse, ("account_login", "people:profile", "account_reset_password"))
START = reverse("openid_connect_login", args=["company"])
CALLBACK = reverse("openid_connect_callback", args=["company"])
CONFIRM = reverse("people:confirm")
NAME = "دفتر"
# Whom the provider knows, and what it says of them.
KNOWN = {
    "s-narges": {"email": "Narges@aftab.example", "email_verified": True},
    "s-parisa": {"email": "parisa@aftab.example", "email_verified": True},
    "s-unsaid": {"email": "narges@aftab.example"},
    "s-unproven": {"email": "narges@aftab.example", "email_verified": False},
    "s-word": {"email": "narges@aftab.example", "email_verified": "false"},
    "s-squatted": {"email": "next@aftab.example", "email_verified": True},
    "s-stale": {"email": "x@aftab.example", "auth_time": 1},
    "s-bare": {},
}


def free_port():
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return place.getsockname()[1]


def begin_provider():
    port = free_port()
    people = [part for sub, claims in KNOWN.items() for part in ("--user-claims", json.dumps({"sub": sub, **claims}))]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *people]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            if straight().get(f"{url}/.well-known/openid-configuration", timeout=5).ok:
                return process, url
        except requests.ConnectionError:
            time.sleep(0.1)
    process.kill()
    raise RuntimeError("the provider did not come up")


def straight():
    """Loopback is asked directly, whatever proxy the machine names."""
    session = requests.Session()
    session.trust_env = False
    return session


@pytest.fixture(scope="module")
def provider_url():
    process, url = begin_provider()
    yield url
    process.terminate()
    process.wait(timeout=10)


def switch_on(settings, monkeypatch, url):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    company = {
        "provider_id": "company",
        "name": NAME,
        "client_id": "havadar",
        "secret": "s",
        "settings": {"server_url": url, "oauth_pkce_enabled": True},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [company]}}


@pytest.fixture
def provider(provider_url, settings, monkeypatch):
    switch_on(settings, monkeypatch, provider_url)
    return provider_url


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def there(page):
    """Where the page that leads on leads."""
    assert page.status_code == 200, page.content.decode()[:500]
    url = unescape(re.search(r'http-equiv="refresh" content="0; url=([^"]*)"', page.content.decode())[1])
    assert url == page.context["url"]
    return url


def answer_of(url, **form):
    """What the provider's page sends a browser back with, after the person pressed."""
    answer = straight().post(url, data=form, allow_redirects=False, timeout=10)
    assert answer.status_code == 302, answer.text[:500]
    back = urlsplit(answer.headers["Location"])
    assert f"{back.scheme}://{back.netloc}{back.path}" == f"http://testserver{CALLBACK}"
    return f"{back.path}?{back.query}"


def sign_on(client, sub, url=START, **form):
    return client.get(answer_of(there(client.post(url, form)), sub=sub))


def is_in(client):
    return client.session.get("_auth_user_id")


def has_a_way_on(page, to=LOGIN):
    return f'href="{to}"' in page.content.decode()


def linked(staff, subject):
    """Somebody who signs in by the provider alone."""
    user = staff.user
    user.set_unusable_password()
    user.save()
    return link_sign_on(user=user, provider="company", subject=subject, at=AT)


# Who comes in --------------------------------------------------------------------------------------------------------


def test_an_address_proven_on_both_sides_opens_the_account_and_links_it(provider, people):
    prove_address(user=people.narges.user, email="narges@aftab.example", at=AT)
    client = Client()
    assert sign_on(client, "s-narges")["Location"] == reverse("home:my_day")
    assert is_in(client) == str(people.narges.user_id)
    assert SocialAccount.objects.get().uid == "s-narges"
    assert AuditEntry.objects.filter(verb="sign_on.linked").count() == 1
    assert Notice.objects.filter(recipient=people.narges.user, kind="people.sign_on_linked").count() == 1
    assert User.objects.get(pk=people.narges.user_id).check_password(PASSWORD), "the password stays as well"
    User.objects.filter(pk=people.narges.user_id).update(email="")
    again = Client()
    sign_on(again, "s-narges")
    assert is_in(again) == str(people.narges.user_id), "from then on the identifier alone"
    assert AuditEntry.objects.filter(verb="sign_on.linked").count() == 1


@pytest.mark.parametrize("sub", ["s-unsaid", "s-unproven", "s-word", "s-bare", "s-parisa", "a-stranger"])
def test_everybody_else_is_told_whom_to_ask(sub, provider, people):
    """Narges proved her address; Parisa has one on file that nobody proved."""
    prove_address(user=people.narges.user, email="narges@aftab.example", at=AT)
    client = Client()
    page = sign_on(client, sub)
    assert (page.status_code, is_in(client), SocialAccount.objects.count()) == (403, None, 0)
    assert has_a_way_on(page) and "منابع انسانی" in page.content.decode() and NAME in page.content.decode()
    client.cookies["language"] = "en"
    assert "Ask HR to invite you" in sign_on(client, sub).content.decode()


@pytest.mark.parametrize("legacy", [False, True])
def test_a_squatted_address_lands_nobody_in_the_squatters_account(legacy, provider, people):
    """Narges wrote down the address that Parisa will have; on the day before, allauth kept that as a row."""
    ask_for_address(user=people.narges.user, email="next@aftab.example", by=people.narges.user, at=AT)
    if legacy:
        EmailAddress.objects.create(user=people.narges.user, email="next@aftab.example", primary=True, verified=True)
    client = Client()
    assert sign_on(client, "s-squatted").status_code == 403
    assert is_in(client) is None
    User.objects.filter(pk=people.parisa.user_id).update(email="next@aftab.example")
    prove_address(user=people.parisa.user, email="next@aftab.example", at=AT)
    sign_on(client, "s-squatted")
    assert is_in(client) == str(people.parisa.user_id)


@pytest.mark.parametrize(("wanted", "comes"), [("/people/profile/", "/people/profile/"), ("//evil.example/", "/")])
def test_one_comes_to_the_page_that_one_wanted(wanted, comes, provider, people):
    linked(people.narges, "s-narges")
    client = Client()
    assert f'name="next" value="{wanted}"' in client.get(LOGIN, {"next": wanted}).content.decode()
    assert sign_on(client, "s-narges", next=wanted)["Location"] == comes


def test_who_has_left_does_not_come_in(provider, people):
    linked(people.parisa, "s-parisa")
    record_leaving(staff=people.parisa, left_on=AT.date(), by=people.hoda.user, at=AT, on=AT.date())
    client = Client()
    page = sign_on(client, "s-parisa")
    assert (page.status_code, is_in(client)) == (403, None) and has_a_way_on(page)


@pytest.mark.parametrize(
    ("said", "counts"), [(True, True), ("true", True), ("false", False), (1, False), (None, False)]
)
def test_what_counts_as_proven_there(said, counts):
    told = {"userinfo": {"email": "a@aftab.example", "email_verified": said}}
    assert bool(proven_there(told)) == counts


# The invitation ------------------------------------------------------------------------------------------------------


def invite(people, staff, client_for, commit, mailoutbox):
    mailoutbox.clear()
    with commit():
        page = client_for(people.hoda).post(reverse("people:invite_to_sign_on", args=[staff.key]), follow=True)
    assert [mail.to for mail in mailoutbox] == [[staff.user.email]]
    link = re.search(r"http://testserver(/\S+)", mailoutbox[0].body)[1]
    assert link not in page.content.decode(), "HR never sees it: whoever opens it becomes the person"
    return link


def test_an_invitation_links_whom_the_provider_says_too_little_of(provider, people, client_for, commit, mailoutbox):
    link = invite(people, people.narges, client_for, commit, mailoutbox)
    client = Client()
    assert NAME in client.get(link).content.decode() and SocialAccount.objects.count() == 0
    sign_on(client, "s-bare", link)
    assert is_in(client) == str(people.narges.user_id) and has_proven_address(people.narges.user)
    verbs = AuditEntry.objects.filter(verb__startswith="sign_on.").order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["sign_on.invited", "sign_on.linked"]
    again = Client()
    assert (again.get(link).status_code, again.post(link).status_code) == (410, 410), "good once"
    sign_on(again, "s-bare")
    assert is_in(again) == str(people.narges.user_id)


def test_an_invitation_used_while_another_was_on_its_way(provider, people, client_for, commit, mailoutbox):
    link = invite(people, people.narges, client_for, commit, mailoutbox)
    first, second = Client(), Client()
    back = answer_of(there(second.post(link)), sub="a-thief")
    sign_on(first, "s-bare", link)
    page = second.get(back)
    assert (page.status_code, is_in(second)) == (410, None) and has_a_way_on(page)
    assert SocialAccount.objects.get().uid == "s-bare"


def test_who_opens_another_account_there_is_not_linked_twice(provider, people, client_for, commit, mailoutbox):
    linked(people.parisa, "s-parisa")
    link = invite(people, people.narges, client_for, commit, mailoutbox)
    client = Client()
    assert sign_on(client, "s-parisa", link).status_code == 409
    assert is_in(client) is None and SocialAccount.objects.get().user == people.parisa.user


@pytest.mark.parametrize("change", [{"email": "new@aftab.example"}, {"is_active": False}, {"password": "!gone"}])
def test_an_invitation_dies_with_address_and_account(change, provider, people, client_for, commit, mailoutbox):
    link = invite(people, people.narges, client_for, commit, mailoutbox)
    User.objects.filter(pk=people.narges.user_id).update(**change)
    assert Client().get(link).status_code == 410


def test_who_invites_whom(provider, people, client_for):
    refusals = {
        errors.AboutOneself: (people.hoda, people.hoda),
        errors.GuardedSignIn: (people.armin, people.hoda),
        errors.NoSignIn: (people.behnam, people.armin),
    }
    User.objects.filter(pk=people.behnam.user_id).update(is_active=False)
    people.behnam.refresh_from_db()
    for error, (staff, by) in refusals.items():
        with pytest.raises(error):
            invite_to_sign_on(staff=staff, by=by.user, at=AT)
    for deed in ("invite_to_sign_on", "unlink_sign_on"):
        assert client_for(people.hoda).post(reverse(f"people:{deed}", args=[people.armin.key])).status_code == 403
        late = client_for(people.hoda, just_signed_in=False)
        asked = late.post(reverse(f"people:{deed}", args=[people.narges.key]))
        assert asked["Location"].startswith(reverse("account_reauthenticate"))
    User.objects.filter(pk=people.narges.user_id).update(email="")
    people.narges.refresh_from_db()
    with pytest.raises(errors.NoAddress):
        invite_to_sign_on(staff=people.narges, by=people.hoda.user, at=AT)


def test_a_wrong_link_is_taken_away(provider, people, client_for):
    linked(people.narges, "a-thief")
    page = client_for(people.hoda).get(people.narges.get_absolute_url()).content.decode()
    assert reverse("people:unlink_sign_on", args=[people.narges.key]) in page
    client_for(people.hoda).post(reverse("people:unlink_sign_on", args=[people.narges.key]))
    assert sign_on(Client(), "a-thief").status_code == 403
    assert Notice.objects.filter(recipient=people.narges.user, kind="people.sign_on_unlinked").count() == 1
    assert unlink_sign_on(staff=people.narges, by=people.hoda.user, at=AT) == 0


# What goes wrong -----------------------------------------------------------------------------------------------------


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


def test_nobody_connects_an_account_of_their_own_over_the_address(provider, people, client_for):
    """allauth reads `process=connect` from the address and links without asking who has no password."""
    linked(people.parisa, "s-parisa")
    client = client_for(people.parisa, just_signed_in=False)
    sign_on(client, "a-thief", f"{START}?process=connect&auth_params=prompt%3Dnone")
    assert SocialAccount.objects.get().uid == "s-parisa"


def test_one_links_ones_own_account_with_the_password_asked_again(provider, people, client_for):
    """For people without an address, where the provider says too little of them: a printed link, and then this."""
    url = reverse("people:link_sign_on")
    User.objects.filter(pk=people.narges.user_id).update(email="")
    late = client_for(people.narges, just_signed_in=False)
    assert late.post(url)["Location"].startswith(reverse("account_reauthenticate"))
    client = client_for(people.narges)
    assert f'action="{url}"' in client.get(PROFILE).content.decode()
    assert sign_on(client, "s-bare", url)["Location"] == PROFILE
    assert SocialAccount.objects.get().user == people.narges.user and is_in(client) == str(people.narges.user_id)
    assert f'action="{url}"' not in client.get(PROFILE).content.decode()


def test_one_links_nobody_elses(provider, people, client_for):
    linked(people.parisa, "s-parisa")
    url = reverse("people:link_sign_on")
    client = client_for(people.narges)
    assert sign_on(client, "s-parisa", url).status_code == 409
    back = answer_of(there(client.post(url)), sub="s-bare")
    client.force_login(people.saeed.user, backend="people.backends.StaffBackend")
    page = client.get(back)
    assert page.status_code in (400, 403), "meanwhile somebody else signed in on the shared tablet"
    assert SocialAccount.objects.get().user == people.parisa.user


def test_words_are_ours(provider, people, client_for):
    client = Client()
    pages = [client.get(LOGIN), sign_on(client, "s-bare"), client.get(CALLBACK), client.post(START)]
    pages += [
        client_for(people.narges).get(reverse(name)) for name in ("people:profile", "mfa_index", "people:confirm")
    ]
    for page in pages:
        text = page.content.decode()
        assert "شخص ثالث" not in text and "third-party" not in text.lower()


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


# Out again, and once more --------------------------------------------------------------------------------------------


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
