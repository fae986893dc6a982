"""Readers that do what no reader does, for `test_parsing`."""

import faulthandler
import os
import socket
import sqlite3
import subprocess
from pathlib import Path

from kit.parsing.refusal import Refused


def length(content):
    return len(content)


def process(content):
    return os.getpid()


def spin(content):
    while True:
        pass


def hoard(content):
    return len([bytearray(1024 * 1024) for _ in range(100_000)])


def fall(content):
    return fall(content)


def flood(content):
    return "x" * 300_000_000


def vanish(content):
    faulthandler._sigsegv()


def stumble(content):
    raise KeyError("a secret of the file")


def panic(content):
    """As what is written in Rust ends where it did not expect something."""
    raise type("PanicException", (BaseException,), {})


def abort(content):
    """As it ends where it is given no memory."""
    os.abort()


def refuse(content):
    raise Refused("rows", rows=5)


def around(content):
    """The environment as the system tells it, and modules that no reader needs."""
    import sys

    return [dict(os.environ), sorted(name for name in sys.modules if name.split(".")[0] in ("django", "config"))]


def leave(content, way):
    ways = {
        "open": lambda: Path("/etc/passwd").read_bytes(),
        "write": lambda: Path("left_behind.py").write_text("x"),
        "socket": lambda: socket.create_connection(("127.0.0.1", 9)),
        "database": lambda: sqlite3.connect(":memory:"),
        "program": lambda: subprocess.run(["true"], check=True),
        "fork": os.fork,
        "remove": lambda: os.remove("manage.py"),
    }
    ways[way]()
    return "it was let"
