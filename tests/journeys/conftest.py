"""Journeys walk the running product in a browser: `bin/run` on a free port, a fresh demo company for each language.

    bin/test tests/journeys -n0

`world` comes twice, in Persian and in English: `world.person("narges", PHONE)` is a page on which she is signed in,
`world.see(page, "my day")` looks at a screen on a phone and at a desk. What it finds stands in `world.findings`, and
fails the journey at its end.

HAVADAR_SHOTS: a folder for a picture of every screen.  HAVADAR_PREPARED, HAVADAR_NOTHING: folders
that bin/setup has filled, with the demo and without (quicker).
HAVADAR_LANGUAGES: "fa" or "en" alone. Each process starts a server for each language that it walks.
"""

import os
from pathlib import Path

import pytest

from tests.journeys import server as servers
from tests.journeys.world import DESK, PHONE, World

CHROMIUM = "/usr/bin/chromium"
QUIET = ["gpu", "quic", "background-networking", "component-update", "sync"]
FLAGS = ["--no-sandbox", "--no-first-run", *(f"--disable-{what}" for what in QUIET)]
LANGUAGES = os.environ.get("HAVADAR_LANGUAGES", "fa en").split()


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    if folder := os.environ.get("HAVADAR_PREPARED"):
        return Path(folder)
    return servers.prepare(tmp_path_factory.mktemp("prepared"))


@pytest.fixture(scope="session")
def nothing(tmp_path_factory):
    """What bin/setup makes where there is no company yet."""
    if folder := os.environ.get("HAVADAR_NOTHING"):
        return Path(folder)
    return servers.prepare(tmp_path_factory.mktemp("nothing"), DEMO="0")


@pytest.fixture(scope="session")
def server_for(prepared, tmp_path_factory):
    """`server_for("fa")`: the company of the Persian journeys, started when it is first asked for."""
    running = {}

    def start_one(language):
        if language not in running:
            running[language] = servers.start(prepared, tmp_path_factory.mktemp("havadar") / language)
        return running[language][0]

    yield start_one
    for _server, process in running.values():
        servers.stop(process)


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture
def world(language, server_for, browser, request):
    shots = os.environ.get("HAVADAR_SHOTS")
    place = Path(shots) / request.node.originalname if shots else None
    world = World(language, server_for(language), browser, place)
    yield world
    world.close()
    if world.findings:
        pytest.fail("\n".join(dict.fromkeys(world.findings)), pytrace=False)


@pytest.fixture(params=[PHONE, DESK], ids=["390", "1280"])
def size(request):
    return request.param
