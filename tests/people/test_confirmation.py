"""The password, asked for again: how long one answer is enough, and where one stands afterwards."""

import time
from urllib.parse import unquote

import pytest
import time_machine
from django.urls import reverse

from home.demo.company import PASSWORD
from playbook.models import Signature
from tests.factories.playbook import frozen_edition

pytestmark = pytest.mark.django_db
ASKING = "account_reauthenticate"
MINUTE = 60


def with_password(person):
    person.user.set_password(PASSWORD)
    person.user.save()
    return person


def confirmed(client, asked):
    return client.post(asked.url, {"password": PASSWORD, "next": unquote(asked.url.partition("next=")[2])}, follow=True)


@pytest.fixture
def signing(people, client_for):
    """Narges, asked for her password at her first signature."""
    edition = frozen_edition()
    client = client_for(with_password(people.narges), just_signed_in=False)
    return client, [reverse("playbook:sign_standard", args=[row.key]) for row in edition.standards.order_by("position")]


def test_one_password_is_enough_for_a_quarter_of_an_hour_of_signing(signing):
    client, addresses = signing
    assert len(addresses) > 1
    asked = client.post(addresses[0])
    assert asked.url.startswith(reverse(ASKING))
    confirmed(client, asked)
    assert Signature.objects.count() == 1
    with time_machine.travel(time.time() + 14 * MINUTE):
        assert not client.post(addresses[1]).url.startswith(reverse(ASKING))
    assert Signature.objects.count() == 2
    assert Signature.objects.values("text_hash").distinct().count() == 2


def test_it_is_asked_for_again_after_that(signing):
    client, addresses = signing
    confirmed(client, client.post(addresses[0]))
    with time_machine.travel(time.time() + 16 * MINUTE):
        assert client.post(addresses[1]).url.startswith(reverse(ASKING))


def test_signing_out_ends_it(signing, people):
    client, addresses = signing
    confirmed(client, client.post(addresses[0]))
    client.post(reverse("account_logout"))
    client.force_login(people.narges.user, backend="people.backends.StaffBackend")
    assert client.post(addresses[1]).url.startswith(reverse(ASKING))


def test_exports_ask_after_five_minutes_as_before(people, client_for):
    client = client_for(with_password(people.hoda), just_signed_in=False)
    staff = reverse("people:staff_list")
    confirmed(client, client.get(staff, {"_export": "csv"}))
    with time_machine.travel(time.time() + 4 * MINUTE):
        given = client.get(staff, {"_export": "csv"})
        assert given["Content-Disposition"].startswith("attachment")
    with time_machine.travel(time.time() + 6 * MINUTE):
        assert client.get(staff, {"_export": "csv"}).url.startswith(reverse(ASKING))
    given.close()  # which also closes the database's connection, inside a test's transaction


def test_a_file_waits_on_the_page_it_belongs_to(people, client_for):
    client = client_for(with_password(people.hoda), just_signed_in=False)
    page = reverse("people:staff_list") + "?team=none"
    answer = confirmed(client, client.get(f"{page}&_export=csv"))
    assert answer.redirect_chain == [(page, 302)]
    assert f'href="{page}&amp;_export=csv" data-begins' in answer.content.decode()
    given = client.get(f"{page}&_export=csv")
    given.close()
    assert given["Content-Disposition"].startswith("attachment")


def test_the_file_of_one_page_does_not_wait_on_another(people, client_for):
    client = client_for(with_password(people.hoda), just_signed_in=False)
    client.get(reverse("people:staff_list"), {"_export": "csv"})
    elsewhere = reverse("people:profile")
    answer = client.post(f"{reverse(ASKING)}?next={elsewhere}", {"password": PASSWORD}, follow=True)
    assert "data-begins" not in answer.content.decode()
