"""The pages of allauth: those that we mean and no others; setting up the second factor; confirming before a deed."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from kit.audit.models import AuditEntry
from people.accounts.addresses import has_proven_address
from people.accounts.sign_in import set_password_link
from people.models import Notice, User
from tests.doors import doors
from tests.factories.people import PASSWORD, StaffFactory
from tests.personas import BACKEND

MEANT = {
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "account_change_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_index",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "openid_connect_login",
    "openid_connect_callback",
}
SHUT = [
    "email/",
    "confirm-email/",
    "confirm-email/x/",
    "signup/",
    "inactive/",
    "password/set/",
    "login/code/",
    "login/code/confirm/",
    "3rdparty/",
    "3rdparty/signup/",
    "3rdparty/login/error/",
    "3rdparty/login/cancelled/",
    "social/connections/",
    "social/signup/",
    "2fa/webauthn/",
    "2fa/trust/",
    "sessions/",
    "",
]


def test_only_the_pages_that_we_mean_are_there():
    """Whoever updates allauth, or includes more of it, decides about each page anew."""
    assert {door.name for door in doors() if door.route.startswith("account/")} == MEANT


@pytest.mark.parametrize("path", SHUT)
def test_the_others_are_not(path, narges, client_for):
    client = client_for(narges)
    assert client.get(f"/account/{path}").status_code == 404
    assert client.post(f"/account/{path}", {"action_add": "", "email": "eve@evil.example"}).status_code == 404


def test_nobody_makes_an_address_their_own_over_allauths_page(narges, parisa, client_for):
    """As it was done: add it, make it the first one, ask for a new password."""
    client = client_for(narges, just_signed_in=False)
    for deed in ("action_add", "action_primary"):
        client.post("/account/email/", {deed: "", "email": "eve@evil.example"})
    assert User.objects.get(pk=narges.user.pk).email == "narges@aftab.example"
    assert not EmailAddress.objects.exists()


def test_no_page_links_to_one_that_is_shut(narges, client_for):
    client = client_for(narges)
    pages = [reverse(name) for name in ("people:profile", "mfa_index", "account_change_password", "people:address")]
    found = {
        link for page in pages for link in re.findall(r'href="(/account/[^"]*)"', client.get(page).content.decode())
    }
    assert found and {client.get(link).status_code for link in found} <= {200, 302}


def test_a_closed_account_and_the_right_password_get_a_page(narges):
    User.objects.filter(pk=narges.user_id).update(is_active=False)
    page = give(Client(), "narges", PASSWORD)
    assert page.status_code == 403 and f'href="{reverse("account_login")}"' in page.content.decode()


def test_asking_too_often_is_answered_by_a_page(narges, settings, mailoutbox):
    visitor = Client()
    pages = [visitor.post(reverse("account_reset_password"), {"email": "narges@aftab.example"}) for _ in range(7)]
    assert {page.status_code for page in pages} == {302, 429}
    assert len(mailoutbox) == [page.status_code for page in pages].count(302)
    assert 'lang="fa"' in pages[-1].content.decode() and "Too Many Requests" not in pages[-1].content.decode()


def test_the_cms_moves_no_address_either(mina, client_for):
    fields = {"name_email-email": "eve@evil.example", "email": "eve@evil.example", "name_email-first_name": "E"}
    client_for(mina).post(reverse("wagtailadmin_account"), fields)
    assert User.objects.get(pk=mina.user_id).email == "mina@aftab.example"


# The second factor ---------------------------------------------------------------------------------------------------


def give(client, username, password):
    return client.post(reverse("account_login"), {"login": username, "password": password})


def use(link, password=PASSWORD):
    """Open a link that sets a password, and set one."""
    client = Client()
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": password, "password2": password})
    return client


@pytest.mark.parametrize("email", ["new@aftab.example", ""])
def test_hr_comes_from_the_link_to_the_first_page_with_a_second_factor(email, people, settings, monkeypatch):
    settings.SECOND_FACTOR_REQUIRED = True
    # The test's own transaction never ends; a request's does, before it answers.
    monkeypatch.setattr("django.db.transaction.on_commit", lambda then, **how: then())
    new = StaffFactory(user__username="zahra", user__email=email, user__password=None, user__groups=["hr"])
    client = use(set_password_link(new.user, mailed=bool(email)))
    assert give(client, "zahra", PASSWORD).status_code == 302
    asked = client.get(reverse("home:my_day"))
    assert asked["Location"] == reverse("mfa_activate_totp")
    page = client.get(asked["Location"])
    assert page.status_code == 200, "the password was given a moment ago: it is not asked for again"
    code = format_hotp_value(hotp_value(page.context["form"].secret, int(time.time()) // 30))
    enrolled = client.post(asked["Location"], {"code": code})
    assert enrolled["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(enrolled["Location"]).status_code == 200, "nor once more to see the recovery codes"
    assert client.get(reverse("people:structure")).status_code == 200
    assert has_proven_address(new.user) == bool(email)


def test_a_session_left_lying_about_sets_no_second_factor_up(narges, client_for):
    for method in ("get", "post"):
        answer = getattr(client_for(narges, just_signed_in=False), method)(reverse("mfa_activate_totp"))
        assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert not Authenticator.objects.exists()


def test_what_is_done_with_the_second_factor_is_written_down_and_told(narges, client_for, monkeypatch):
    monkeypatch.setattr("django.db.transaction.on_commit", lambda then, **how: then())
    client = client_for(narges)
    page = client.get(reverse("mfa_activate_totp"))
    code = format_hotp_value(hotp_value(page.context["form"].secret, int(time.time()) // 30))
    client.post(reverse("mfa_activate_totp"), {"code": code})
    client.post(reverse("mfa_generate_recovery_codes"))
    client.post(reverse("mfa_deactivate_totp"))
    deeds = ["set_up", "codes_made", "switched_off"]
    written = AuditEntry.objects.filter(verb__startswith="second_factor.").order_by("number")
    assert [entry.verb for entry in written] == [f"second_factor.{deed}" for deed in deeds]
    kinds = set(Notice.objects.filter(recipient=narges.user).values_list("kind", flat=True))
    assert kinds == {f"people.second_factor_{deed}" for deed in deeds}


# Confirming ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def without_password(parisa):
    parisa.user.set_unusable_password()
    parisa.user.save()
    client = Client()
    client.force_login(parisa.user, backend=BACKEND)
    return client


@pytest.mark.parametrize("path", [f"{reverse('people:staff_list')}?_export=csv", reverse("mfa_activate_totp")])
def test_who_has_nothing_to_confirm_with_does_not_pass(path, without_password, parisa, people):
    people.saeed.leaderships.update(staff=parisa)
    answer = without_password.get(path)
    assert answer["Location"].startswith(reverse("people:confirm"))
    page = without_password.get(answer["Location"])
    assert page.status_code == 200 and page.context["provider"] is None


def test_who_has_no_password_changes_none_and_sets_none(without_password, parisa):
    answer = without_password.get(reverse("account_change_password"))
    assert answer["Location"] == reverse("people:profile")
    new = {"oldpassword": "", "password1": "a lasting local one", "password2": "a lasting local one"}
    without_password.post(reverse("account_change_password"), new)
    assert not User.objects.get(pk=parisa.user.pk).has_usable_password()
    assert reverse("account_change_password") not in without_password.get(reverse("people:profile")).content.decode()
