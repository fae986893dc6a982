"""The demo company in a database that is thrown away, and clients that ask for its pages."""

import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.urls import get_resolver, path

from people.models import User

EMPTY = "an empty view"
EMPTY_ADDRESS = "bench/empty/"


def empty(request):
    return HttpResponse("")


@contextmanager
def empty_page():
    """Within the block the site has, behind its whole middleware, an address that answers nothing."""
    patterns = get_resolver().url_patterns
    patterns.append(path(EMPTY_ADDRESS, empty))
    try:
        yield
    finally:
        patterns.pop()


def client_of(username):
    client = Client()
    user = User.objects.get(username=username)
    client.force_login(user, backend="people.backends.StaffBackend")
    # As somebody who gave the password a moment ago: exports ask for it.
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


@contextmanager
def throw_away_database():
    """A fresh database beside the real one: a file for SQLite, a database of its own for PostgreSQL."""
    wrapper = connections["default"]
    name = wrapper.settings_dict["NAME"]
    with TemporaryDirectory(prefix="havadar-bench-") as folder:
        if wrapper.vendor == "sqlite":
            wrapper.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")
        wrapper.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            with override_settings(MEDIA_ROOT=f"{folder}/media", PRIVATE_ROOT=f"{folder}/private"):
                yield
        finally:
            wrapper.creation.destroy_test_db(name, verbosity=0)
