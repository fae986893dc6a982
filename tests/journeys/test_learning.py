"""Joining, assigned, learned on a phone with a broken connection, passed, certificate verified; the edition changes,
outdated, renewed. In a company of its own: a new edition would change what the other journeys meet."""

import pytest

from tests.journeys import learning


@pytest.fixture
def server_for(server_for):
    return lambda language: server_for(f"{language}-learning")


def test_from_joining_to_renewed(world):
    page = learning.is_hired(world)
    page = learning.reads_the_lessons(world, page)
    learning.sits_the_quiz(world, page)
    first = learning.has_a_certificate(world, page)
    learning.is_verified(world, first)
    learning.the_folder_changes(world)
    learning.renews(world, page)
    assert learning.has_a_certificate(world, page) != first
