"""Fixtures every test may ask for. The people are described in `tests/personas.py`."""

import pytest

from tests import personas
from tests.database import migrations_from_a_copy


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    with migrations_from_a_copy():
        yield


@pytest.fixture
def people(db):
    """The whole small company: `people.narges`, `people.day_shift`, `people.valiasr`, `people.barista` …"""
    return personas.make_people()


@pytest.fixture
def client_for():
    """`client_for(narges)` is a client signed in as Narges; `client_for()` is a visitor's."""
    return personas.client_for


@pytest.fixture
def visitor():
    """A client that nobody is signed in on."""
    return personas.client_for()


def _persona(name):
    @pytest.fixture(name=name)
    def person(people):
        return getattr(people, name)

    return person


narges, parisa, saeed, kaveh, mina, hoda, armin, behnam = map(_persona, personas.NAMES)
