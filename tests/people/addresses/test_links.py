"""A mailed link proves the address, a printed one does not; it dies with the address."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from people.accounts.addresses import has_proven_address
from people.accounts.sign_in import set_password_link
from people.actions import set_address
from people.models import User
from tests.people.addresses.world import AT, NEW, RESET


def use(link, password="a wholly different password"):
    client = Client()
    form = client.get(link, follow=True)
    return client.post(form.request["PATH_INFO"], {"password1": password, "password2": password})


@pytest.mark.parametrize(("mailed", "proven"), [(True, True), (False, False)])
def test_a_mailed_link_proves_the_address_and_a_printed_one_does_not(mailed, proven, narges):
    assert use(set_password_link(narges.user, mailed=mailed)).status_code == 302
    assert has_proven_address(narges.user) == proven


def test_a_printed_link_does_not_pass_for_a_mailed_one(narges):
    link = set_password_link(narges.user, mailed=False)
    for forged in (f"{link}?by=mail", f"{link}?mailed=1"):
        Client().get(forged)
    use(f"{link}?by=mail")
    assert not has_proven_address(narges.user)


def test_a_link_dies_with_the_address_it_was_mailed_to(narges, hoda):
    link = set_password_link(narges.user, mailed=True)
    set_address(user=narges.user, email=NEW, by=hoda.user, at=AT)
    assert Client().get(link, follow=True).context["token_fail"] is True
    assert not EmailAddress.objects.exists()


def test_a_forgotten_password_is_mailed_to_the_address_on_file_over_base_url(narges, mailoutbox, commit, settings):
    User.objects.filter(pk=narges.user_id).update(email="Narges@Aftab.example")
    with commit():
        answer = Client().post(RESET, {"email": "NARGES@aftab.EXAMPLE"}, headers={"host": "evil.example"})
    assert answer.status_code == 302
    assert [mail.to for mail in mailoutbox] == [["Narges@Aftab.example"]]
    link = re.search(r"http\S+/reset/key/\S+", mailoutbox[0].body)[0]
    assert link.startswith(settings.BASE_URL)
    assert use(link).status_code == 302
    assert has_proven_address(User.objects.get(pk=narges.user_id))


def test_nobody_is_written_to_whom_we_do_not_know(narges, mailoutbox, commit):
    with commit():
        Client().post(RESET, {"email": "nobody@aftab.example"})
    assert mailoutbox == []
