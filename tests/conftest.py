"""Fixtures every test may ask for. The people are described in `tests/personas.py`."""

import gc
import tempfile
from contextlib import ExitStack
from unittest import mock

import pytest

from tests import personas
from tests.database import migrations_from_a_copy
from tests.worlds import STAGE, built_once, by_worlds, uses_the_database


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """What asks no database comes to the same on each of them. The others follow one another by their worlds."""
    items[:] = by_worlds(items)
    for item in items:
        if not uses_the_database(item):
            item.add_marker("one_database")


class ClosedAtItsEnd(tempfile.SpooledTemporaryFile):
    """Wagtail leaves those open in which it draws its pictures: some later test would be told of it."""

    def __del__(self):
        self.close()


@pytest.fixture(autouse=True, scope="session")
def drawings_are_closed():
    with mock.patch("wagtail.images.models.SpooledTemporaryFile", ClosedAtItsEnd):
        yield


def pytest_collection_finish():
    """What is imported by now stays to the end, and every full collection of garbage walks through all of it: seldom.

    It is not frozen, because frozen functions are not found by tools/mutation.py.
    """
    gc.set_threshold(10_000, 10, 10)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    STAGE.clear_for(item)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            stack.enter_context(migrations_from_a_copy())
        yield


@pytest.fixture(scope="session")
def _worlds(django_db_setup, django_db_blocker):
    STAGE.blocker = django_db_blocker
    yield
    with django_db_blocker.unblock():
        STAGE.close()


@pytest.fixture
def _worlds_of_the_test(request, _worlds, django_db_blocker):
    with django_db_blocker.unblock():
        STAGE.set_for(request.node)


@pytest.fixture
def _django_db_helper(_worlds_of_the_test, _django_db_helper):
    """pytest-django opens each test's own transaction here, above the worlds that stand."""


@built_once
def people():
    """The whole small company: `people.narges`, `people.day_shift`, `people.valiasr`, `people.barista` …"""
    return personas.make_people()


@pytest.fixture
def client_for():
    """`client_for(narges)` is a client signed in as Narges; `client_for()` is a visitor's."""
    return personas.client_for


@pytest.fixture
def cms(mina, client_for):
    """Mina's client: she writes in the CMS."""
    return client_for(mina)


@pytest.fixture
def visitor():
    """A client that nobody is signed in on."""
    return personas.client_for()


@pytest.fixture
def queries_of(django_assert_max_num_queries):
    """`queries_of(client, address)`: how many queries a page takes, after a first call that warms caches."""

    def count(client, address):
        client.get(address)
        with django_assert_max_num_queries(500) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    return count


def _persona(name):
    @pytest.fixture(name=name)
    def person(people):
        return getattr(people, name)

    return person


narges, parisa, saeed, kaveh, mina, hoda, armin, behnam = map(_persona, personas.NAMES)
