"""Every URL there is, from the resolver, and what came of knocking at it as somebody."""

from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import get_resolver

from tests import screens
from tests.access import PASSWORD, SIGN_IN
from tests.personas import EVERYBODY, VISITOR, client_for

WRITES = ("INSERT", "UPDATE", "DELETE")
# Sessions, and what is remembered for a while.
MAY_BE_WRITTEN = ("django_session", "kit_cacheentry")


@dataclass(frozen=True)
class Door:
    """One pattern of the resolver: its name with namespaces, its route, the names of its arguments."""

    name: str
    route: str
    arguments: tuple

    @property
    def area(self):
        """The first two parts of the route: 'cms/images'."""
        return "/".join(self.route.split("/")[:2])


def doors():
    return list(_walk(get_resolver(), (), ""))


def _walk(resolver, namespaces, route):
    for pattern in resolver.url_patterns:
        whole = route + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _walk(pattern, (*namespaces, *filter(None, [pattern.namespace])), whole)
        else:
            yield Door(":".join((*namespaces, pattern.name or f"/{whole}")), whole, tuple(pattern.pattern.converters))


def sign_everybody_in(world):
    """{persona: cookies} for `knock`, everybody having given the password a moment ago."""
    return {who: client_for(None if who == VISITOR else getattr(world, who), for_hours=3).cookies for who in EVERYBODY}


def knock(url, *, cookies, method="get", data=None):
    """(outcome, statements that wrote) of one request, undone afterwards.

    The outcome is the status, or SIGN_IN or PASSWORD where that is where the answer leads.
    """
    client = Client(raise_request_exception=False)
    client.cookies = cookies.copy()
    with undone(), writes() as written:
        response = read_out(getattr(client, method)(url, data or {}))
    if method == "get":
        screens.keep(url, response)
    return outcome_of(response), written


def read_out(response):
    """The response, its stream read to the end and closed: to close it unread would close the database's connection."""
    if response.streaming:
        for _ in response.streaming_content:
            pass
    return response


def outcome_of(response):
    there = response.headers.get("Location", "")
    if there.startswith(resolve_url("account_login")) or there.startswith("/cms/login/"):
        return SIGN_IN
    if there.startswith((resolve_url("account_reauthenticate"), resolve_url("mfa_reauthenticate"))):
        return PASSWORD
    return response.status_code


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def writes():
    written = []

    def watch(execute, sql, params, many, context):
        if sql.startswith(WRITES) and not any(table in sql for table in MAY_BE_WRITTEN):
            written.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield written
