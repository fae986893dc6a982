"""Every URL x persona x method has an expected answer. How to write the rows: `tests/access.py`."""

from types import SimpleNamespace

import pytest
from django.db import transaction
from django.urls import resolve, reverse

from kit.documents.kinds import _PAPERS
from tests import access_cms
from tests.access_table import make_world, rows
from tests.doors import doors, knock, sign_everybody_in

pytestmark = pytest.mark.django_db
ROWS = rows()
CMS = access_cms.doors_of_the_cms()


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    """One world and everybody signed in, for all rows; nothing of it is left behind."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        yield SimpleNamespace(world=world, cookies=sign_everybody_in(world))
        transaction.set_rollback(True)


def test_every_url_has_a_row_and_every_row_a_url():
    there = {door.name for door in doors()} - {door.name for door in CMS}
    assert {row.name for row in ROWS} == there


def test_no_row_stands_twice():
    assert sorted(map(str, ROWS)) == sorted({str(row) for row in ROWS})


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_everyone_gets_what_the_row_says(row, scene):
    url = row.address(scene.world)
    assert "/" in row.name or resolve(url).view_name == row.name
    surprises = [surprise for method in ("get", "post") for surprise in _surprises(row, method, url, scene)]
    assert not surprises, "\n" + "\n".join(surprises)


def test_every_kind_of_document_says_who_may_have_it(scene):
    """They share one address: whoever adds a kind and forgets its row is told."""
    told = {row.args(scene.world)["kind"] for row in ROWS if row.name == "kit:paper"}
    assert set(_PAPERS) - told == set()


def _surprises(row, method, url, scene):
    data = row.data(scene.world) if method == "post" else None
    for who, statuses in row.expected(method).items():
        outcome, written = knock(url, cookies=scene.cookies[who], method=method, data=data)
        if outcome not in statuses:
            yield f"{method.upper()} {url} as {who}: {outcome}, not {statuses}"
        if method == "get" and written:
            yield f"GET {url} as {who} writes: {written[0][:200]}"


@pytest.mark.parametrize("area", sorted({door.area for door in CMS}))
def test_the_cms_is_shut_to_all_but_authors_and_administrators(area, scene):
    area_doors = [door for door in CMS if door.area == area]
    surprises = [surprise for door in area_doors for surprise in _surprises_in_the_cms(door, scene)]
    assert not surprises, "\n" + "\n".join(surprises)


def _surprises_in_the_cms(door, scene):
    url = access_cms.address(door, scene.world)
    for who in access_cms.WHO:
        for method in ("get", "post"):
            outcome, _ = knock(url, cookies=scene.cookies[who], method=method)
            if not access_cms.is_right(door, who, outcome):
                yield f"{method.upper()} {url} ({door.name}) as {who}: {outcome}"


@pytest.mark.parametrize("who", ["mina", "armin"])
@pytest.mark.parametrize("name", access_cms.ROOMS_OF_AUTHORS)
def test_authors_and_administrators_work_in_the_cms(who, name, scene):
    assert knock(reverse(name), cookies=scene.cookies[who])[0] == 200
