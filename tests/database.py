"""A migrated database in a second instead of half a minute: migrated once, copied after.

Wagtail's history alone is a hundred migrations. SQLite is migrated into a file and copied into memory; PostgreSQL has a
database that those of the test processes are made from. Either is made anew when any migration or requirement changes;
several test processes wait for the one that makes it.
"""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from unittest import mock
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core import management
from django.core.management.color import no_style
from django.db import connections
from django.db.backends.base.creation import BaseDatabaseCreation

from config.env import VAR_DIR

FOLDER = VAR_DIR / "tests"
TEMPLATES = "havadar_migrated_"


@contextmanager
def migrations_from_a_copy():
    """Within the block a new test database is filled from the migrated one."""
    ordinary = management.call_command
    if connections["default"].vendor == "postgresql":
        connections["default"].settings_dict["TEST"]["TEMPLATE"] = migrated_template(connections["default"])

    def call_command(name, *args, **options):
        connection = connections[options.get("database", "default")]
        if name == "migrate" and connection.vendor == "sqlite" and connection.is_in_memory_db():
            return _fill(connection)
        if name == "migrate" and connection.vendor == "postgresql" and connection.settings_dict["TEST"].get("TEMPLATE"):
            return None
        return ordinary(name, *args, **options)

    restore = BaseDatabaseCreation.deserialize_db_from_string

    def restore_into_empty_tables(creation, data):
        """A flush between tests leaves new content types behind, which the restored ones would meet."""
        alias = creation.connection.alias
        ordinary("flush", verbosity=0, interactive=False, database=alias, inhibit_post_migrate=True)
        restore(creation, data)
        reset_sequences(creation.connection)

    with (
        mock.patch.object(management, "call_command", call_command),
        mock.patch.object(BaseDatabaseCreation, "deserialize_db_from_string", restore_into_empty_tables),
    ):
        yield


def reset_sequences(connection):
    """PostgreSQL counts on from the highest key there is. (SQLite always does.)"""
    statements = connection.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True))
    if statements:
        with connection.cursor() as cursor:
            cursor.execute("".join(statements))


def copy_to(path):
    """The present test database in memory as a file for threads, its journal as migrating leaves it.

    The journal is changed before anybody else is there: SQLite lets the change itself wait for nobody.
    """
    copy = sqlite3.connect(path)
    connections["default"].connection.backup(copy)
    copy.execute("PRAGMA journal_mode=WAL")
    copy.close()


def _fill(connection):
    connection.ensure_connection()
    source = sqlite3.connect(migrated_file())
    try:
        source.backup(connection.connection)
    finally:
        source.close()


def migrated_file():
    """The path of an SQLite database with every migration and no rows of a company; made where it is not there yet."""
    with _alone():
        path = FOLDER / f"{_fingerprint()}.sqlite3"
        if not path.exists():
            for old in FOLDER.glob("*.sqlite3*"):
                old.unlink()
            _migrate_into(path)
    return path


def migrated_template(connection):
    """The name of a PostgreSQL database with every migration; made where it is not there yet."""
    name = f"{TEMPLATES}{_fingerprint()}"
    with _alone(), connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [TEMPLATES])
        there = {row[0] for row in cursor.fetchall()}
        if name not in there:
            for old in there:
                cursor.execute(f'DROP DATABASE "{old}"')
            cursor.execute(f'CREATE DATABASE "{TEMPLATES}unfinished"')
            _migrate(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{TEMPLATES}unfinished").geturl())
            cursor.execute(f'ALTER DATABASE "{TEMPLATES}unfinished" RENAME TO "{name}"')
    return name


@contextmanager
def _alone():
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _migrate(url):
    subprocess.run(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "migrate", "-v0"],
        check=True,
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
    )


def _migrate_into(path):
    unfinished = path.with_suffix(".making")
    for left in path.parent.glob(f"{unfinished.name}*"):  # by a run that was killed, its log of writes too
        left.unlink()
    _migrate(f"sqlite:///{unfinished}")
    # Everything out of the write-ahead log into the one file that is copied.
    connection = sqlite3.connect(unfinished)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    unfinished.rename(path)


def _fingerprint():
    digest = hashlib.sha256()
    files = settings.BASE_DIR.glob("*/migrations/*.py")
    for path in sorted([*files, settings.BASE_DIR / "requirements.lock"]):
        digest.update(str(path.relative_to(settings.BASE_DIR)).encode() + path.read_bytes())
    return digest.hexdigest()[:20]
