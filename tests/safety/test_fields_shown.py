"""What every field of the site shows: no choice that is a line of dashes, no number that the browser reads alone."""

import re

import pytest
from django.db import transaction

from tests.access_table import make_world, rows
from tests.doors import read_out
from tests.personas import client_for

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DASHES = re.compile(r"<option[^>]*>\s*-{3,}\s*</option>")
NUMBER = re.compile(r"<input\b[^>]*\btype=\"number\"[^>]*>")
NUMERIC = re.compile(r"<input\b[^>]*\binputmode=\"(?:numeric|decimal)\"[^>]*>")
LATIN_VALUE = re.compile(r"\bvalue=\"[^\"]*[0-9]")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


def pages_of(world, who):
    """[(address, page)] of every row of the access tables that opens to this person, in Persian."""
    client = client_for(getattr(world, who))
    for row in rows():
        url = row.address(world)
        answer = read_out(client.get(url))
        if answer.status_code == 200 and not answer.streaming and "html" in answer.headers["Content-Type"]:
            yield url, answer.content.decode()


@pytest.mark.parametrize("who", ["narges", "saeed", "mina", "hoda", "armin"])
def test_no_field_speaks_for_the_browser(who, world):
    wrong, met = [], 0
    for url, page in pages_of(world, who):
        met += 1
        wrong += [(url, found) for pattern in (DASHES, NUMBER) for found in pattern.findall(page)]
        wrong += [(url, field) for field in NUMERIC.findall(page) if LATIN_VALUE.search(field)]
    assert wrong == [] and met > 20
