"""`bin/run` on a fresh clone: the last words on the terminal are where it is, and how one gets in. No browser."""

import time
from urllib.request import urlopen

import pytest

from tests.journeys import server as servers

AFTER = 3  # seconds in which a worker would have printed the mails that wait


@pytest.fixture
def started():
    running = []

    def start(*given, **more):
        server, process = servers.start(*given, **more)
        running.append(process)
        time.sleep(AFTER)
        return server, server.log.read_text().rstrip().splitlines()

    yield start
    for process in running:
        servers.stop(process)


def test_without_a_demo_the_last_lines_are_the_address_and_the_first_link(started, nothing, tmp_path):
    server, lines = started(nothing, tmp_path / "var", DEMO="0")
    assert lines[-3] == f"Havadar is at {server.url}  (Ctrl-C stops it)"
    assert lines[-1].strip().startswith(f"{server.url}/people/first/")
    with urlopen(lines[-1].strip(), timeout=30) as page:
        assert page.status == 200
    code, words = server.manage("first_link")
    assert (code, "http://localhost:8000/people/first/" in words) == (0, True)
    code, words = server.manage("create_administrator", "root", "--hr")
    assert (code, "is an administrator" in words) == (0, True)
    assert server.manage("first_link")[0] == 1


def test_with_the_demo_they_are_the_address_and_the_sign_ins_and_no_mail(started, prepared, tmp_path):
    server, lines = started(prepared, tmp_path / "var")
    at = lines.index(f"Havadar is at {server.url}  (Ctrl-C stops it)")
    assert [line.split()[0] for line in lines[at + 1 :]] == [
        "Sign", "narges", "saeed", "mina", "parvin", "hoda", "armin"
    ]  # fmt: skip
    assert not any(line.startswith(("Content-Type:", "Subject:")) for line in lines)
    assert list((server.var / "mail").iterdir()), "the mails of the demo are in files"
