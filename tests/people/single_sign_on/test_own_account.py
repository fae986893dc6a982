"""One links one's own account with the provider, and nobody else's."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from people.actions import unlink_sign_on
from people.models import Notice, User
from tests.people.single_sign_on.provider import AT, PROFILE, START, answer_of, is_in, linked, sign_on, there

pytestmark = pytest.mark.django_db


def test_a_wrong_link_is_taken_away(provider, people, client_for):
    linked(people.narges, "a-thief")
    page = client_for(people.hoda).get(people.narges.get_absolute_url()).content.decode()
    assert reverse("people:unlink_sign_on", args=[people.narges.key]) in page
    client_for(people.hoda).post(reverse("people:unlink_sign_on", args=[people.narges.key]))
    assert sign_on(Client(), "a-thief").status_code == 403
    assert Notice.objects.filter(recipient=people.narges.user, kind="people.sign_on_unlinked").count() == 1
    assert unlink_sign_on(staff=people.narges, by=people.hoda.user, at=AT) == 0


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
