"""Journeys walk the running product in a browser: `bin/run` on a free port, with a fresh demo company.

    bin/test tests/journeys -n0

`server.url` is where it is, `sign_in(page, "username", "password")` signs somebody in, `look` is a page that comes four
times: Persian and English, phone and desk. `check_access(page)` fails on what axe calls serious, `server.strangers`
holds every request that went anywhere else.
"""

import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = "/usr/bin/chromium"
QUIET = ["gpu", "quic", "background-networking", "component-update", "sync"]
FLAGS = ["--no-sandbox", "--no-first-run", *(f"--disable-{what}" for what in QUIET)]
PATIENCE = 240
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
LOOKS = {f"{language}-{size['width']}": (language, size) for language in ("fa", "en") for size in (PHONE, DESK)}


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


@dataclass
class Server:
    url: str
    log: Path
    strangers: list = field(default_factory=list)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The product as `bin/run` starts it, with everything it writes in a folder of its own."""
    var = tmp_path_factory.mktemp("havadar")
    port, log = _free_port(), var / "run.log"
    surroundings = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "DATABASE_URL"))
    }
    surroundings |= {"PORT": str(port), "HAVADAR_VAR": str(var)}
    with log.open("w") as output:
        process = subprocess.Popen(
            [ROOT / "bin/run"], env=surroundings, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        yield _answering(Server(f"http://127.0.0.1:{port}", log), process)
    finally:
        _stop(process)


def _free_port():
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def _answering(server, process):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        if "Havadar is at" in server.log.read_text() and _answers(server.url):
            return server
        time.sleep(0.2)
    return pytest.fail(f"bin/run did not come up:\n{server.log.read_text()[-3000:]}")


def _answers(url):
    try:
        with urlopen(f"{url}/account/login/", timeout=5) as answer:
            return answer.status == 200
    except (URLError, TimeoutError):
        return False


def _stop(process):
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture
def open_page(browser, server):
    """`open_page(language="fa", size=PHONE)`: a page in a browser of its own, as a visitor who chose that language."""
    contexts = []

    def open_one(language="fa", size=DESK):
        locale = {"fa": "fa-IR", "en": "en-GB"}[language]
        context = browser.new_context(base_url=server.url, viewport=size, locale=locale, timezone_id="Asia/Tehran")
        context.add_cookies([{"name": "language", "value": language, "url": server.url}])
        context.on("request", lambda request: _note_stranger(server, request.url))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page

    yield open_one
    for context in contexts:
        context.close()


def _note_stranger(server, url):
    if not url.startswith((server.url, "data:", "blob:", "about:")):
        server.strangers.append(url)


@pytest.fixture(params=list(LOOKS.values()), ids=list(LOOKS))
def look(request, open_page):
    """A visitor's page, four times: in Persian and English, on a phone and at a desk."""
    language, size = request.param
    return open_page(language, size)


@pytest.fixture(scope="session")
def sign_in():
    """`sign_in(page, username, password)` through the form, as people do."""

    def sign_in_as(page, username, password):
        page.goto("/account/login/")
        page.locator("input[name=login]").fill(username)
        page.locator("input[name=password]").fill(password)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url(lambda url: "/account/login/" not in url)

    return sign_in_as


@pytest.fixture(scope="session")
def check_access():
    """Fails on everything that axe finds serious or critical on a page."""

    def check(page):
        found = Axe().run(page).response["violations"]
        grave = [rule for rule in found if rule["impact"] in ("serious", "critical")]
        told = [f"{page.url} {rule['id']}: {[node['target'] for node in rule['nodes']][:3]}" for rule in grave]
        assert told == []

    return check
