"""Workers of a running job are killed with -9 again and again: nothing is lost, nothing is twice, nothing is broken."""

import hashlib
import itertools
import os
import random
import sqlite3
import subprocess
import sys
import time
import zipfile

import pytest

ITEMS, KILLS, WORKERS = int(os.environ.get("CRASH_ITEMS", "40")), int(os.environ.get("CRASH_KILLS", "3")), 2
PATIENCE, RESUMED_WITHIN = 180 + ITEMS // 4, 60


@pytest.fixture
def scene(tmp_path):
    """The environment of the processes; their database is migrated and holds the job."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.kit.crash.settings",
        "HAVADAR_VAR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/havadar.sqlite3",
    }
    for command in (["migrate", "--verbosity=0"], ["begin_crash", str(ITEMS)]):
        subprocess.run([sys.executable, "-m", "django", *command], env=environment, check=True)
    return tmp_path, environment


def worker(environment):
    command = [sys.executable, "-m", "django", "work", "--interval=0.1"]
    return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, start_new_session=True)


def asked(folder, sql):
    connection = sqlite3.connect(folder / "havadar.sqlite3", timeout=20)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def run_with_kills(folder, environment):
    """Kill one of the workers whenever some more items are done; the seconds until work went on after each kill."""
    chance, workers, waits, killed_at = random.Random(7), [worker(environment) for _ in range(WORKERS)], [], None
    marks = [ITEMS * (number + 1) // (KILLS + 2) for number in range(KILLS)]
    ends, before = time.monotonic() + PATIENCE, 0
    try:
        while time.monotonic() < ends:
            state, done = asked(folder, "SELECT state, done FROM kit_job")[0]
            if killed_at is not None and done > before:
                waits.append(time.monotonic() - killed_at)
                killed_at = None
            if state not in ("waiting", "running"):
                return waits
            if killed_at is None and len(waits) < KILLS and done >= marks[len(waits)]:
                victim = chance.randrange(WORKERS)
                workers[victim].kill()
                workers[victim].wait()
                workers[victim] = worker(environment)
                killed_at, before = time.monotonic(), done
            time.sleep(0.02)
        return waits
    finally:
        for each in workers:
            each.kill()
            each.wait()


@pytest.mark.slow
def test_killed_workers_lose_nothing_and_make_nothing_twice(scene):
    folder, environment = scene
    waits = run_with_kills(folder, environment)
    print(f"{len(waits)} kills in {ITEMS} items; work went on after {max(waits):.1f} s at most")
    assert len(waits) == KILLS and max(waits) < RESUMED_WITHIN
    [(state, done, failed, result)] = asked(folder, "SELECT state, done, failed, result FROM kit_job")
    assert (state, done, failed) == ("done", ITEMS, 0)
    with zipfile.ZipFile(folder / "private" / result) as bundle:
        assert bundle.testzip() is None
        files = [name for name in bundle.namelist() if name.startswith("s")]
        assert files == [f"s{number:04}.txt" for number in range(ITEMS)]
        hashes = dict(line.split("  ")[::-1] for line in bundle.read("manifest.txt").decode().splitlines())
        assert all(hashlib.sha256(bundle.read(name)).hexdigest() == hashes[name] for name in files)
    numbers = [number for (number,) in asked(folder, "SELECT number FROM kit_auditentry ORDER BY number")]
    assert all(later == earlier + 1 for earlier, later in itertools.pairwise(numbers))
