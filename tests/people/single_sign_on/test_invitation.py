"""An invitation links whom the provider says too little of."""

import re

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from kit.audit.models import AuditEntry
from people import errors
from people.accounts.addresses import has_proven_address
from people.actions import invite_to_sign_on
from people.models import User
from tests.people.single_sign_on.provider import AT, NAME, answer_of, has_a_way_on, is_in, linked, sign_on, there

pytestmark = pytest.mark.django_db


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
