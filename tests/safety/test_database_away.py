"""A database that is away is answered with 503 and a page, wherever in a request it is missed."""

from contextlib import contextmanager

import pytest
from django.db import DataError, InterfaceError, OperationalError, connection
from django.test import Client

from tests.personas import client_for


@contextmanager
def away(after=0, error=OperationalError):
    """Every query from the `after`-th on fails as the driver would fail."""
    asked = 0

    def refuse(execute, sql, params, many, context):
        nonlocal asked
        asked += 1
        if asked > after:
            raise error("the database system is shutting down")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
@pytest.mark.parametrize("after", [0, 1, 2, 3, 5])
def test_a_signed_in_page_is_503_from_whichever_query_on(narges, after, error):
    client = client_for(narges)
    client.raise_request_exception = False
    with away(after, error):
        answer = client.get("/")
    assert answer.status_code == 503
    assert answer["Retry-After"]


def test_a_visitor_gets_503_where_the_database_is_needed(db):
    client = Client(raise_request_exception=False)
    with away():
        answer = client.post("/account/login/", {"login": "narges", "password": "a long enough word"})
    assert answer.status_code == 503


def test_a_post_that_misses_the_database_is_503(narges):
    client = client_for(narges)
    client.raise_request_exception = False
    with away():
        assert client.post("/people/display/", {"language": "en"}).status_code == 503


def test_what_the_database_cannot_hold_is_400(narges):
    client = client_for(narges)
    client.raise_request_exception = False
    with away(2, DataError):
        assert client.get("/evaluations/%00/").status_code == 400


def test_another_mistake_stays_500(narges, monkeypatch):
    client = client_for(narges)
    client.raise_request_exception = False
    monkeypatch.setattr("people.middleware.SecondFactor.process_view", lambda *args: 1 / 0)
    assert client.get("/folder/").status_code == 500


def test_it_is_back_at_once(narges):
    client = client_for(narges)
    client.raise_request_exception = False
    with away():
        client.get("/folder/")
    assert client.get("/folder/").status_code == 200
