"""Whoever enters the CMS finds no door there that is shut to them, and no page that fails."""

import re

import pytest
from django.urls import reverse

from people.actions import make_administrator
from people.models import User
from tests.factories.playbook import frozen_edition
from tests.personas import client_for
from tests.safety.evidence_world import NOW

HREF, MENU = re.compile(r'href="(/cms/[^"#?]*)"'), re.compile(r'"url": "(/cms/[^"#?]*)"')
# Addresses that a script completes with the pages that were ticked.
BULK = "/cms/bulk/"


def doors_on(page):
    """Links of the page, and of the menu that its script draws."""
    text = page.text.replace("\\/", "/")
    found = {*HREF.findall(text), *MENU.findall(text)}
    return {url for url in found if not url.startswith(BULK)}


@pytest.mark.parametrize("who", ["author", "administrator", "made on the server"])
def test_every_door_that_is_shown_opens(who, people):
    frozen_edition()
    make_administrator(username="root", at=NOW)
    user = {
        "author": people.mina.user,
        "administrator": people.armin.user,
        "made on the server": User.objects.get(username="root"),
    }[who]
    client = client_for(user)
    found, seen = {"/cms/", "/cms/pages/", reverse("wagtailadmin_explore_root")}, set()
    for _round in range(2):
        for url in sorted(found - seen):
            answer = client.get(url, follow=True)
            assert answer.status_code == 200, url
            seen.add(url)
            found |= doors_on(answer) if _round == 0 else set()
    assert len(seen) > 10
