"""Whoever is signed in stays so, and nothing is written, whatever method meets an address that does not take it."""

from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests import access_cms
from tests.access_table import make_world
from tests.doors import doors, read_out, writes
from tests.personas import client_for

# Wagtail's page of one's own settings makes an empty row of them the first time it is looked at.
PROFILE = "wagtailusers_userprofile"
pytestmark = pytest.mark.django_db
SAFE = ("get", "head", "options", "put", "delete")
# Where packages keep accounts and sessions; whatever else there is, `tests/test_access.py` walks.
FOREIGN = ("account/", "cms/account", "cms/log", "cms/password_reset", "pages/_util")


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        yield SimpleNamespace(world=world, mina=client_for(world.mina).cookies)
        transaction.set_rollback(True)


def asked(method, url, cookies):
    """(still signed in, statements that wrote); undone afterwards."""
    client = Client(raise_request_exception=False)
    client.cookies = cookies.copy()
    with transaction.atomic():
        with writes() as written:
            read_out(getattr(client, method)(url))
        signed_in = _is_signed_in(client)
        transaction.set_rollback(True)
    return signed_in, written


def _is_signed_in(client):
    kept = client.cookies.get(settings.SESSION_COOKIE_NAME)
    row = Session.objects.filter(session_key=kept.value).first() if kept and kept.value else None
    return row is not None and SESSION_KEY in row.get_decoded()


def foreign_doors():
    return [door for door in doors() if door.route.startswith(FOREIGN)]


def test_no_address_signs_anybody_out_but_by_a_post(scene):
    surprises = []
    for door in foreign_doors():
        url = access_cms.address(door, scene.world)
        for method in SAFE:
            signed_in, written = asked(method, url, scene.mina)
            if not signed_in:
                surprises.append(f"{method.upper()} {url} signs out")
            if any(PROFILE not in sql for sql in written):
                surprises.append(f"{method.upper()} {url} writes: {written[0][:120]}")
    assert surprises == []


@pytest.mark.parametrize("name", ["account_logout", "wagtailadmin_logout"])
def test_a_post_signs_out_and_leads_to_the_one_door(scene, name):
    client = Client()
    client.cookies = scene.mina.copy()
    with transaction.atomic():
        answer = client.post(reverse(name))
        assert (answer.status_code, answer.url, _is_signed_in(client)) == (302, reverse("account_login"), False)
        transaction.set_rollback(True)


def test_a_wrong_method_is_told_so_and_ends_nothing(scene):
    assert Client().get(reverse("wagtailadmin_logout")).status_code in (302, 405)
    client = Client()
    client.cookies = scene.mina.copy()
    assert client.get(reverse("wagtailadmin_logout")).status_code == 405
    assert _is_signed_in(client)
