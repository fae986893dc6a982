"""Database settings from one URL, with what each engine needs to be safe."""

import dj_database_url

# WAL lets readers go on while one writes; IMMEDIATE takes the write lock at the
# start, without which 32 writers lose most of their writes to "database is locked".
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous=FULL;"
        "PRAGMA foreign_keys=ON;"
        "PRAGMA cache_size=-32000;"
        "PRAGMA temp_store=MEMORY;"
    ),
}


def database_from(url):
    """Django's settings for one database; SQLite and PostgreSQL are supported."""
    database = dj_database_url.parse(url)
    if database["ENGINE"].endswith("sqlite3"):
        return {**database, "OPTIONS": SQLITE_OPTIONS}
    return {**database, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
