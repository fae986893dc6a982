"""Write tests/data/releases/<name>.sql.xz: a small company as a release left it, for the suite to migrate and verify.

python tools/release_database.py 0.1.0 --tree ../havadar-0.1.0   # a checkout of that release (git worktree add)
python tools/release_database.py 0.3.0                           # this tree

The tree migrates an empty SQLite database, tells its demo into it and walks what it has made with its own `verify`;
whatever that says is printed and stays as it is. Tasks, sessions, notices and search, which nothing rests on, are left
out. The rest is kept as SQL in one compressed file, whose first lines say where it comes from.
"""

import argparse
import lzma
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests/data/releases"
MOST = 1_000_000  # bytes of one file
LEFT_OUT = (
    "django_tasks_database_dbtaskresult",
    "django_session",
    "axes_accessattempt",
    "axes_accesslog",
    "people_notice",
    "wagtailcore_referenceindex",
    "wagtailsearch_indexentry",
)


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", help="the release, say 0.1.0")
    parser.add_argument("--tree", type=Path, default=ROOT, help="a checkout of it (default: this tree)")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        made = make(options.tree.resolve(), Path(folder))
        text = written(made, options.name, commit_of(options.tree))
    target = FOLDER / f"{options.name}.sql.xz"
    packed = lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME)
    if len(packed) > MOST:
        sys.exit(f"{len(packed)} bytes: more than a repository should carry")
    FOLDER.mkdir(parents=True, exist_ok=True)
    target.write_bytes(packed)
    print(f"{target.relative_to(ROOT)}: {len(packed)} bytes")


def make(tree, folder):
    """The path of a database that the tree made and filled itself."""
    database = folder / "made.sqlite3"
    own = {"HAVADAR_VAR": str(folder), "DATABASE_URL": f"sqlite:///{database}"}
    environment = {**os.environ, **own, "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    for command, must in ((["migrate", "-v0"], True), (["create_demo"], True), (["verify"], False)):
        subprocess.run([sys.executable, "manage.py", *command], cwd=tree, env=environment, check=must)
    return database


def commit_of(tree):
    asked = ["git", "-C", str(tree), "rev-parse", "HEAD"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


def written(database, name, commit):
    """The database as SQL."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA foreign_keys=OFF")
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in there.intersection(LEFT_OUT):
        connection.execute(f'DELETE FROM "{table}"')  # noqa: S608 (names from above)
    connection.commit()
    lines = [f"-- Havadar {name}, the demo at commit {commit}, by tools/release_database.py", *connection.iterdump()]
    connection.close()
    return "\n".join(lines) + "\n"


def restore(path, database):
    """The database of a file that this tool wrote, at the path `database`."""
    connection = sqlite3.connect(database)
    connection.executescript(lzma.decompress(Path(path).read_bytes()).decode())
    connection.close()


if __name__ == "__main__":
    main()
