"""The product as `bin/run` starts it, with everything it writes in a folder of its own."""

import os
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
CLOCK = Path(__file__).resolve().parent / "clock"
PATIENCE = 600


@dataclass
class Server:
    url: str
    var: Path
    log: Path
    days_on: int = 0
    strangers: list = field(default_factory=list)

    def manage(self, *arguments, var=None):
        """Run `manage.py` beside the server: (exit code, what it said)."""
        command = [os.environ.get("HAVADAR_VENV", ROOT / ".venv") / Path("bin/python"), "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=surroundings(var or self.var), capture_output=True, text=True, timeout=120
        )
        return done.returncode, done.stdout + done.stderr


def surroundings(var, **more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "DATABASE_URL"))}
    return kept | {"DJANGO_SETTINGS_MODULE": "config.settings.dev", "HAVADAR_VAR": str(var)} | more


def prepare(var, **more):
    """Database, static files and the demo company (none with DEMO="0"), once for all servers."""
    done = subprocess.run([ROOT / "bin/setup"], env=surroundings(var, **more), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return var


def start(prepared, var, **more):
    """A server on a copy of what was prepared, and the process to stop."""
    shutil.copytree(prepared, var)
    return run(var, **more)


def run(var, *, days_on=0, port=None, **more):
    """A server on what is there, its clock `days_on` days ahead."""
    port, log = port or _free_port(), var / "run.log"
    clock = {"PYTHONPATH": str(CLOCK), "HAVADAR_DAYS_ON": str(days_on)} if days_on else {}
    with log.open("w") as output:
        process = subprocess.Popen(
            [ROOT / "bin/run"],
            env=surroundings(var, PORT=str(port), **clock, **more),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return _answering(Server(f"http://127.0.0.1:{port}", var, log, days_on), process), process


def stop(process):
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


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
    stop(process)
    return pytest.fail(f"bin/run did not come up:\n{server.log.read_text()[-3000:]}")


def _answers(url):
    try:
        with urlopen(f"{url}/account/login/", timeout=5) as answer:
            return answer.status == 200
    except (URLError, TimeoutError):
        return False
