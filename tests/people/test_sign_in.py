"""Signing in: throttled, silent about who exists, with a second factor for HR and administrators."""

import re
import time
from datetime import UTC, datetime

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from people import errors
from people.accounts.sign_in import set_password_link
from people.actions import create_sign_in, renew_sign_in
from people.models import User
from tests.factories.people import PASSWORD, StaffFactory

AT = datetime(2026, 11, 1, 8, tzinfo=UTC)
LOGIN, PROFILE = reverse("account_login"), reverse("people:profile")


@pytest.fixture
def throttled(settings):
    settings.AXES_ENABLED = True


@pytest.fixture
def with_second_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def give(client, login, password, **more):
    return client.post(LOGIN, {"login": login, "password": password}, **more)


def code_of(authenticator):
    secret = get_adapter().decrypt(authenticator.data["secret"])
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def words_of(page):
    """The page without its tokens and with the typed name taken out."""
    return re.sub(r"[A-Za-z0-9]{64}|value=\"[^\"]*\"", "", page.content.decode())


@pytest.mark.parametrize("login", ["narges", "NARGES", "narges@aftab.example", "Narges@Aftab.example"])
def test_user_name_and_e_mail_both_open_the_door(login, narges, visitor):
    assert give(visitor, login, PASSWORD).status_code == 302
    assert visitor.get(PROFILE).status_code == 200


def test_eight_wrong_passwords_lock_even_for_the_right_one(throttled, narges, visitor):
    assert [give(visitor, "narges", "wrong").status_code for _ in range(8)] == [200] * 7 + [429]
    locked = give(visitor, "narges", PASSWORD)
    assert (locked.status_code, visitor.get(PROFILE).status_code) == (429, 302)
    assert "axes" not in locked.content.decode()


def test_another_spelling_or_the_e_mail_does_not_get_round_the_lock(throttled, narges, visitor):
    for login in ["narges", "NARGES", "Narges", "narges@aftab.example"] * 2:
        give(visitor, login, "wrong")
    assert give(visitor, "narges", PASSWORD).status_code == 429


def test_a_forged_header_does_not_get_round_the_lock(throttled, narges):
    for number in range(8):
        give(Client(), "narges", "wrong", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}", HTTP_X_REAL_IP=f"10.1.0.{number}")
    assert give(Client(), "narges", PASSWORD, HTTP_X_FORWARDED_FOR="10.9.9.9").status_code == 429


def test_the_lock_of_one_address_does_not_shut_out_the_person_elsewhere(throttled, narges):
    for _ in range(8):
        give(Client(), "narges", "wrong", REMOTE_ADDR="10.0.0.1")
    assert give(Client(), "narges", PASSWORD, REMOTE_ADDR="10.0.0.2").status_code == 302


def test_unknown_people_get_the_same_answers(throttled, narges):
    known = [give(client, "narges", "wrong") for client in [Client()] for _ in range(9)]
    unknown = [give(client, "nobody", "wrong") for client in [Client()] for _ in range(9)]
    assert [page.status_code for page in known] == [page.status_code for page in unknown]
    assert [words_of(page) for page in known] == [words_of(page) for page in unknown]


def test_who_has_left_gets_the_answer_of_the_unknown(behnam, narges):
    assert words_of(give(Client(), "behnam", "wrong")) == words_of(give(Client(), "nobody", "wrong"))
    client = Client()
    give(client, "behnam", PASSWORD)
    assert client.get(PROFILE).status_code == 302


def test_asking_for_a_reset_says_the_same_for_the_unknown(narges, mailoutbox):
    url = reverse("account_reset_password")
    answers = [Client().post(url, {"email": email}) for email in ("narges@aftab.example", "nobody@aftab.example")]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert "narges@aftab.example" in [mail.to[0] for mail in mailoutbox]


@pytest.mark.parametrize("password", ["short", "12345678901234", "password1234", "narges@aftab"])
def test_weak_passwords_are_refused(password, narges, visitor):
    form = visitor.get(set_password_link(narges.user), follow=True)
    page = visitor.post(form.request["PATH_INFO"], {"password1": password, "password2": password})
    assert page.status_code == 200
    assert User.objects.get(pk=narges.user.pk).check_password(PASSWORD)


def test_a_new_password_ends_the_other_sessions_and_the_link(narges, client_for, visitor):
    elsewhere, link = client_for(narges), set_password_link(narges.user)
    form = visitor.get(link, follow=True)
    new = "a wholly different password"
    visitor.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert elsewhere.get(PROFILE).status_code == 302
    assert Client().get(link, follow=True).context["token_fail"] is True
    assert give(Client(), "narges", new).status_code == 302


def test_nobody_signs_up(db, visitor):
    form = {"username": "eve", "email": "eve@evil.example", "password1": PASSWORD, "password2": PASSWORD}
    assert visitor.post("/account/signup/", form).status_code == 404
    assert not User.objects.filter(username="eve").exists()


def test_signing_out_is_a_post(narges, client_for):
    client = client_for(narges)
    client.get(reverse("account_logout"))
    assert client.get(PROFILE).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(PROFILE).status_code == 302


# The second factor ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["people:staff_list", "people:profile", "people:inbox", "wagtailadmin_home", "mfa_index"]
)
def test_hr_goes_nowhere_before_the_second_factor(path, with_second_factor, hoda, client_for):
    answer = client_for(hoda).get(reverse(path))
    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_activate_totp"))


def test_hr_writes_nothing_before_the_second_factor(with_second_factor, hoda, client_for):
    answer = client_for(hoda).post(reverse("people:branch_add"), {"name_fa": "الف", "code": "A"})
    assert answer["Location"] == reverse("mfa_activate_totp")


def test_staff_are_not_asked_for_one(with_second_factor, narges, client_for):
    assert client_for(narges).get(PROFILE).status_code == 200


def test_setting_it_up_opens_the_way_with_recovery_codes(with_second_factor, hoda, client_for):
    client = client_for(hoda)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    client.post(reverse("mfa_activate_totp"), {"code": code})
    assert client.get(reverse("people:structure")).status_code in (200, 302)
    kinds = set(Authenticator.objects.filter(user=hoda.user).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}


def test_a_session_without_the_code_is_asked_for_it_wherever_it_came_from(with_second_factor, hoda, client_for):
    authenticator = TOTP.activate(hoda.user, "JBSWY3DPEHPK3PXP").instance
    client = client_for(hoda)
    asked = client.get(reverse("people:structure"))
    assert asked["Location"].startswith(reverse("mfa_reauthenticate"))
    refused = client.get(reverse("mfa_deactivate_totp"))
    assert refused["Location"].startswith(reverse("mfa_reauthenticate"))
    client.post(asked["Location"], {"code": code_of(authenticator)})
    assert client.get(reverse("people:structure")).status_code == 200


def test_the_password_alone_does_not_sign_in_who_has_a_second_factor(hoda, visitor):
    TOTP.activate(hoda.user, "JBSWY3DPEHPK3PXP")
    assert give(visitor, "hoda", PASSWORD)["Location"] == reverse("mfa_authenticate")
    assert visitor.get(PROFILE).status_code == 302


def test_the_door_of_the_cms_is_the_same_door(hoda, visitor):
    answer = visitor.post(reverse("wagtailadmin_login"), {"username": "hoda", "password": PASSWORD})
    assert answer["Location"].startswith(LOGIN)
    assert "_auth_user_id" not in visitor.session


# Opening a sign-in ---------------------------------------------------------------------------------------------------


def chosen(link):
    """Somebody opens the link and chooses a password."""
    phone = Client()
    form = phone.get(link, follow=True)
    return phone.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD})


def test_a_first_link_goes_to_the_address_alone(people, client_for, mailoutbox, django_capture_on_commit_callbacks):
    new = StaffFactory(user=None, code="P-77", team=people.day_shift, email="leila@aftab.example")
    with django_capture_on_commit_callbacks(execute=True):
        page = client_for(people.hoda).post(reverse("people:staff_sign_in", args=[new.key]), {"username": "Leila"})
    link = re.search(r"http://\S+", mailoutbox[-1].body).group()
    assert mailoutbox[-1].to == ["leila@aftab.example"]
    assert page.context["link"] == ""
    assert "/reset/key/" not in page.content.decode()
    chosen(link)
    assert give(Client(), "leila", PASSWORD).status_code == 302


def test_the_user_name_that_is_proposed_is_taken(people, client_for):
    """A code of two letters is too short for one; nothing has to be typed all the same."""
    for code, email, proposed in (("P1", "leila@aftab.example", "leila"), ("P2", "", "arash"), ("P-79", "", "p-79")):
        new = StaffFactory(user=None, code=code, team=people.day_shift, email=email)
        url = reverse("people:staff_sign_in", args=[new.key])
        client = client_for(people.hoda)
        form = client.get(url).context["form"]
        assert form.initial["username"] == proposed
        assert client.post(url, {"username": proposed}).status_code == 200
        new.refresh_from_db()
        assert new.user.username == proposed


def test_without_an_address_it_is_printed_once(people, client_for):
    new = StaffFactory(user=None, code="P-78", team=people.day_shift)
    page = client_for(people.hoda).post(reverse("people:staff_sign_in", args=[new.key]), {"username": "Leila"})
    assert page.context["link"] in page.content.decode()
    chosen(page.context["link"])
    assert give(Client(), "leila", PASSWORD).status_code == 302


def test_a_user_name_is_taken_in_any_case(people):
    new = StaffFactory(user=None, team=people.day_shift)
    with pytest.raises(errors.NameTaken):
        create_sign_in(staff=new, username="NARGES", by=people.hoda.user, at=AT)


def test_a_second_sign_in_is_refused(narges, hoda):
    with pytest.raises(errors.SignInExists):
        create_sign_in(staff=narges, username="other", by=hoda.user, at=AT)


def test_hr_makes_no_password_link_for_an_administrator(armin, hoda, client_for):
    assert client_for(hoda).post(reverse("people:staff_link", args=[armin.key])).status_code == 403
    with pytest.raises(errors.GuardedSignIn):
        renew_sign_in(staff=armin, by=hoda.user, at=AT)


# Single sign-on ------------------------------------------------------------------------------------------------------


def test_single_sign_on_is_off_until_the_environment_names_a_provider(monkeypatch):
    from config.oidc import oidc_providers

    assert oidc_providers() == {}
    for name, value in {"ID": "havadar", "SECRET": "s", "URL": "https://sso.example", "NAME": "ورود سازمانی"}.items():
        monkeypatch.setenv(f"OIDC_{name}", value)
    app = oidc_providers()["openid_connect"]["APPS"][0]
    assert (app["client_id"], app["name"]) == ("havadar", "ورود سازمانی")
    assert app["settings"]["server_url"] == "https://sso.example"
