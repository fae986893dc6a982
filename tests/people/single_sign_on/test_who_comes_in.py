"""Single sign-on against a real provider: who comes in, with and without proven addresses."""

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from kit.audit.models import AuditEntry
from people.accounts.sign_on import proven_there
from people.actions import ask_for_address, prove_address, record_leaving
from people.models import Notice, User
from tests.factories.people import PASSWORD
from tests.people.single_sign_on.provider import AT, LOGIN, NAME, has_a_way_on, is_in, linked, sign_on

pytestmark = pytest.mark.django_db


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
