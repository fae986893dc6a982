"""A worker that is told twice to stop, or is killed, loses no task: the next one does it, once."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from kit import upkeep
from kit.models import UpkeepRun
from kit.processes.holders import this_process
from kit.worker import LEASE, MAX_TRIES, give_back_lost
from tests.kit.jobs.test_crash import asked, worker

TERM, INT, QUIT = signal.SIGTERM, signal.SIGINT, signal.SIGQUIT
GONE = "{host}|1|0|ffff".format(host=this_process().split("|")[0])
PATIENCE = 60
# Two of its nights are never one: a deed of the night is due again after midnight.
NOON = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)


@pytest.fixture
def scene(tmp_path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.kit.crash.settings",
        "HAVADAR_VAR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/havadar.sqlite3",
        "CRASH_SAID": str(tmp_path / "said"),
    }
    run(environment, "migrate", "--verbosity=0")
    return tmp_path, environment


def run(environment, *command):
    subprocess.run([sys.executable, "-m", "django", *command], env=environment, check=True, stderr=subprocess.DEVNULL)


def until(holds):
    ends = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.02)


def said(folder):
    path = folder / "said"
    return path.read_text().split("\n")[:-1] if path.exists() else []


def stopped(process, signals):
    """Send one signal after the other; wait for the end of the process."""
    for number in signals:
        process.send_signal(number)
        time.sleep(0.3)
    process.wait(PATIENCE)


def state_of_task(folder):
    return asked(folder, "SELECT status, worker_ids FROM django_tasks_database_dbtaskresult")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("signals", "begun"),
    [([TERM], 1), ([TERM, TERM], 2), ([INT, INT], 2), ([TERM, INT], 2), ([INT, TERM], 2), ([QUIT, TERM], 2)],
    ids=lambda value: "+".join(number.name for number in value) if isinstance(value, list) else "",
)
def test_a_task_is_done_once_whatever_signals_come(scene, signals, begun):
    folder, environment = scene
    run(environment, "begin_slow")
    first = worker(environment)
    until(lambda: said(folder))
    stopped(first, signals)
    if begun == 2:
        assert state_of_task(folder) == [("READY", "[]")]
    run({**environment, "CRASH_TASK_SECONDS": "0"}, "work", "--once")
    assert said(folder) == ["it begun"] * begun + ["it done"]
    assert [status for status, _workers in state_of_task(folder)] == ["SUCCESSFUL"]


@pytest.mark.slow
def test_the_next_worker_does_what_a_killed_one_was_at(scene):
    folder, environment = scene
    run(environment, "begin_slow")
    first = worker(environment)
    until(lambda: said(folder))
    first.kill()
    first.wait()
    assert [status for status, _workers in state_of_task(folder)] == ["RUNNING"]
    run({**environment, "CRASH_TASK_SECONDS": "0"}, "work", "--once")
    assert said(folder) == ["it begun", "it begun", "it done"]
    assert [status for status, _workers in state_of_task(folder)] == ["SUCCESSFUL"]


@pytest.mark.slow
def test_an_item_of_a_job_spends_no_try_on_being_told_twice(scene):
    folder, environment = scene
    environment = {**environment, "CRASH_ITEM_SECONDS": "30"}
    run(environment, "begin_crash", "3")
    first = worker(environment)
    until(lambda: asked(folder, "SELECT 1 FROM kit_jobitem WHERE state = 'leased'"))
    stopped(first, [INT, TERM])
    assert asked(folder, "SELECT state, tries, holder FROM kit_jobitem") == [("waiting", 0, "")] * 3
    run({**environment, "CRASH_ITEM_SECONDS": "0"}, "work", "--once")
    assert asked(folder, "SELECT state, done, failed FROM kit_job") == [("done", 3, 0)]


def running_task(*workers, began_at):
    return DBTaskResult.objects.create(
        status="RUNNING",
        started_at=began_at,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="people.tasks.mail_notice",
        worker_ids=list(workers),
        backend_name="default",
        run_after=began_at,
        exception_class_path="",
        traceback="",
    )


@pytest.mark.django_db
def test_only_what_nobody_is_at_is_given_back():
    now = timezone.now()
    here, away = f"{this_process()}|1", "another-machine|7|7|1"
    lost = [running_task(GONE, began_at=now), running_task(away, began_at=now - LEASE - dt.timedelta(seconds=1))]
    held = [running_task(here, began_at=now - dt.timedelta(minutes=5)), running_task(away, began_at=now - LEASE)]
    assert (give_back_lost(at=now), give_back_lost(at=now)) == (2, 0)
    assert [DBTaskResult.objects.get(pk=row.pk).status for row in lost] == ["READY"] * 2
    assert [DBTaskResult.objects.get(pk=row.pk).status for row in held] == ["RUNNING"] * 2


@pytest.mark.django_db
def test_what_ends_every_worker_is_left_as_failed(caplog):
    now = timezone.now()
    row = running_task(*[GONE] * MAX_TRIES, began_at=now)
    assert give_back_lost(at=now) == 0
    row.refresh_from_db()
    assert (row.status, row.exception_class_path) == ("FAILED", "kit.worker.WorkerLost")
    assert "ended its worker" in caplog.text


@pytest.mark.django_db
def test_a_nightly_deed_whose_worker_was_killed_is_done_the_same_night(monkeypatch):
    monkeypatch.setattr(upkeep, "_CHORES", {})
    calls, at = [], NOON
    upkeep.register(upkeep.Chore("nightly", lambda at: calls.append(at), daily=True))
    run = UpkeepRun.objects.create(name="nightly", last_at=at, holder=GONE)
    assert upkeep.run_due(at=at + upkeep.RETRY - dt.timedelta(seconds=1)) == []
    assert upkeep.run_due(at=at + upkeep.RETRY) == ["nightly"]
    run.refresh_from_db()
    assert (run.holder, len(calls)) == ("", 1)
    assert upkeep.run_due(at=at + 2 * upkeep.RETRY) == []


@pytest.mark.django_db
def test_a_deed_that_was_cut_off_stays_with_who_was_at_it(monkeypatch):
    """Whoever is told twice to stop ends with it; the holder is then gone."""
    monkeypatch.setattr(upkeep, "_CHORES", {})

    def cut_off(at):
        raise SystemExit(1)

    upkeep.register(upkeep.Chore("nightly", cut_off, daily=True))
    with pytest.raises(SystemExit):
        upkeep.run_due(at=timezone.now())
    assert UpkeepRun.objects.get(name="nightly").holder == this_process()
