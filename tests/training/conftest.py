import pytest

from tests.training.world import make_course
from tests.worlds import built_once


@built_once
def course():
    """A live course of two lessons and a quiz of three questions, as an author writes it."""
    return make_course()


@pytest.fixture
def queries_of(django_assert_max_num_queries):
    """`queries_of(client, address)`: how many queries a page takes, after a first call that warms caches."""

    def count(client, address):
        client.get(address)
        with django_assert_max_num_queries(500) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    return count
