"""What an earlier release left behind is migrated to today and adds up. The files: `tools/release_database.py`.

Each file is migrated in a process of its own, into an SQLite file, whatever database the suite runs on.
"""

import lzma
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.conf import settings

from tests.test_repository import MACHINE_PATHS
from tools import release_database

FILES = sorted(release_database.FOLDER.glob("*.sql.xz"))
MOST = 1_000_000
START = "import django; django.setup(); from django.core.management import call_command; "
VERIFY_EVALUATIONS = START + "call_command('verify', 'evaluations', all=True)"
MIGRATE_AND_VERIFY = START + "call_command('migrate', verbosity=0); call_command('verify', all=True)"

each_release = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.removesuffix(".sql.xz"))


def in_a_process(code, database, folder):
    own = {"HAVADAR_VAR": str(folder), "DATABASE_URL": f"sqlite:///{database}"}
    environment = {**os.environ, **own, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    asked = [sys.executable, "-c", code]
    return subprocess.run(asked, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)


def rows(database, query):
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query).fetchall()


def test_the_last_release_is_among_them():
    released = re.findall(r"^## (\d+\.\d+\.\d+) ", (settings.BASE_DIR / "CHANGELOG.md").read_text("utf-8"), re.M)
    names = [path.name.removesuffix(".sql.xz") for path in FILES]
    assert released
    assert set(released) <= set(names)


# The rules of scoring that the evaluations of a release name once they are migrated, and how many evaluations have
# figures that the newest rule does not give. The state before the first release is of the first rule's days.
RULES_OF = {"0.0.1": ({1, 2, 3}, 35), "0.1.0": ({3}, 0), "0.2.0": ({3}, 0)}


@pytest.mark.slow
@each_release
def test_a_release_is_migrated_and_adds_up_each_figure_by_its_own_rule(path, tmp_path):
    database, name = tmp_path / "release.sqlite3", path.name.removesuffix(".sql.xz")
    release_database.restore(path, database)
    said = in_a_process(MIGRATE_AND_VERIFY, database, tmp_path)
    assert said.stdout.splitlines()[-1:] == ["everything adds up"], said.stdout + said.stderr
    found = {version for (version,) in rows(database, "SELECT DISTINCT rules_version FROM evaluations_evaluation")}
    assert (found, wrong_by_the_newest_rule(database, tmp_path)) == RULES_OF[name]


def wrong_by_the_newest_rule(database, folder):
    """How many evaluations `verify` would name without the versions: clean before migrating, dozens after it."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE evaluations_evaluation SET rules_version = 3")
        connection.commit()
    said = in_a_process(VERIFY_EVALUATIONS, database, folder).stdout
    return len({line.split()[1] for line in said.splitlines() if "are not the computed ones" in line})


@each_release
def test_a_file_is_small_and_names_no_machine(path):
    assert path.stat().st_size <= MOST
    text = lzma.decompress(path.read_bytes()).decode()
    assert re.fullmatch(r"-- Havadar [\d.]+, the demo at commit [0-9a-f]{40}, by tools/.*", text.splitlines()[0])
    assert not MACHINE_PATHS.search(text)
    assert "Traceback" not in text


@each_release
def test_a_file_has_a_bit_of_everything_that_is_evidence(path, tmp_path):
    database = tmp_path / "release.sqlite3"
    release_database.restore(path, database)
    for table in (
        "kit_auditentry",
        "playbook_signature",
        "playbook_edition",
        "training_attempt",
        "training_completion",
        "evaluations_dispute",
        "rewards_ledgerline",
        "rewards_thanks",
    ):
        assert rows(database, f"SELECT count(*) FROM {table}")[0][0] > 0, table
    assert rows(database, "SELECT state FROM rewards_run") == [("paid",)]
