"""`manage.py verify`: clean after the whole loop; names the row that somebody changed behind its back."""

import shutil
import sqlite3
from contextlib import closing


def everything_adds_up(world):
    code, said = world.server.manage("verify")
    assert code == 0, said


def names_what_was_tampered_with(world, tmp_path):
    var = tmp_path / "tampered"
    var.mkdir()
    shutil.copy(world.server.var / "secret_key", var)
    shutil.copytree(world.server.var / "private", var / "private", dirs_exist_ok=True)
    _copy_database(world.server.var, var)
    with closing(sqlite3.connect(var / "havadar.sqlite3")) as database:
        number, score = database.execute(
            "SELECT number, score FROM evaluations_evaluation WHERE state = 'acknowledged' AND score < 9000 LIMIT 1"
        ).fetchone()
        database.execute("UPDATE evaluations_evaluation SET score = ? WHERE number = ?", (score + 500, number))
        (signature,) = database.execute("SELECT key FROM playbook_signature ORDER BY id DESC LIMIT 1").fetchone()
        database.execute("DELETE FROM playbook_signature WHERE key = ?", (signature,))
        (passed,) = database.execute("SELECT key FROM training_completion ORDER BY id DESC LIMIT 1").fetchone()
        database.execute("UPDATE training_completion SET completed_on = '2020-01-01' WHERE key = ?", (passed,))
        database.execute("UPDATE people_user SET is_superuser = 1 WHERE username = 'narges'")
        database.commit()
    code, said = world.server.manage("verify", var=var)
    assert code == 1
    assert number in said
    assert f"signature {signature} is missing" in said
    assert f"completion {passed} was changed after an action left it" in said
    assert "user narges (" in said


def _copy_database(source, target):
    with (
        closing(sqlite3.connect(source / "havadar.sqlite3")) as old,
        closing(sqlite3.connect(target / "havadar.sqlite3")) as new,
    ):
        old.backup(new)
