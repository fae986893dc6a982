"""Measuring pages through the whole middleware: the server's CPU milliseconds, queries and bytes of one request."""

import statistics
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection, connections
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True)
class Measured:
    """One page: median and 95th percentile of CPU in milliseconds, queries, bytes of the answer, its status."""

    name: str
    status: int
    median: float
    p95: float
    queries: int
    size: int


def measure(name, client, url, *, rounds=20, warm_up=3):
    """Ask `url` some times over; CPU is that of this process, client included."""
    for _ in range(warm_up):
        _ask(client, url)
    with CaptureQueriesContext(connection) as asked:
        status, size = _ask(client, url)
        queries = len(asked)
    spent = sorted(_cpu_of(client, url) for _ in range(rounds))
    return Measured(name, status, statistics.median(spent), spent[int(len(spent) * 0.95) - 1], queries, size)


def _ask(client, url):
    response = client.get(url)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, len(body)


def _cpu_of(client, url):
    began = time.process_time()
    _ask(client, url)
    return (time.process_time() - began) * 1000


def table(header, rows):
    """Lines of a table: the first column to the left, the others to the right."""
    cells = [[str(cell) for cell in row] for row in (header, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(header))]
    for row in cells:
        yield "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()


@contextmanager
def own_database(*models):
    """The alias of a database on disk that has the tables of `models` alone: nothing of the company's is touched."""
    alias = "bench"
    with TemporaryDirectory() as folder:
        sqlite = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(Path(folder, "bench.sqlite3")), "OPTIONS": {}}
        connections.settings[alias] = {**connections.settings["default"], **sqlite}
        try:
            with connections[alias].schema_editor() as editor:
                for model in models:
                    editor.create_model(model)
            yield alias
        finally:
            connections[alias].close()
            del connections[alias], connections.settings[alias]
