"""A plan of the autumn for baristas and servers, and their scores."""

import pytest

from tests.factories import rewards as made
from tests.factories.rewards import scores
from tests.worlds import built_once


@built_once
def hoda(people):
    return people.hoda.user


@built_once
def armin(people):
    return people.armin.user


@built_once
def plan(people, hoda):
    """Autumn for baristas and servers: Narges, Parisa, Saeed and Kaveh."""
    return made.published_plan(by=hoda, roles=[people.barista, people.server])


@pytest.fixture
def everyone(people):
    with scores({people.narges: 8360, people.parisa: 9000, people.saeed: 6999, people.kaveh: {"has_fail": True}}):
        yield people
