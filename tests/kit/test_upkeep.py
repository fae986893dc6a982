import datetime as dt

import pytest
from django.core.management import call_command

from kit import upkeep

pytestmark = pytest.mark.django_db
NIGHT = dt.datetime(2026, 11, 22, 20, 29, tzinfo=dt.UTC)  # a minute to midnight in Tehran


@pytest.fixture
def calls(monkeypatch):
    """Nothing else is registered; what is called is written down."""
    monkeypatch.setattr(upkeep, "_CHORES", {})
    return []


def test_every_so_many_seconds(calls):
    upkeep.register(upkeep.Chore("often", lambda at: calls.append(at), every=60))
    for seconds in (0, 30, 59, 60, 119, 120):
        upkeep.run_due(at=NIGHT + dt.timedelta(seconds=seconds))
    assert [(at - NIGHT).seconds for at in calls] == [0, 60, 120]


def test_once_on_each_local_day(calls):
    upkeep.register(upkeep.Chore("nightly", lambda at: calls.append(at), daily=True))
    for minutes in (0, 0.5, 1, 2, 60, 60 * 24, 60 * 24 + 1):
        upkeep.run_due(at=NIGHT + dt.timedelta(minutes=minutes))
    assert [(at - NIGHT).total_seconds() / 60 for at in calls] == [0, 1, 60 * 24 + 1]


def test_a_failure_keeps_nobody_waiting(calls, caplog):
    def fail(at):
        raise RuntimeError("broken")

    upkeep.register(upkeep.Chore("broken", fail, every=60))
    upkeep.register(upkeep.Chore("whole", lambda at: calls.append(at), every=60))
    assert upkeep.run_due(at=NIGHT) == ["broken", "whole"]
    assert calls == [NIGHT]
    assert "broken" in caplog.text


def test_register_wants_one_rhythm(calls):
    for wrong in ({}, {"every": 5, "daily": True}):
        with pytest.raises(ValueError):
            upkeep.register(upkeep.Chore("wrong", print, **wrong))


def test_the_worker_does_the_upkeep_and_stops_when_told(calls, monkeypatch, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "documents"]}}
    db_worker = "django_tasks_db.management.commands.db_worker"
    monkeypatch.setattr(f"{db_worker}.Worker.configure_signals", lambda self: None)
    for module in (db_worker, "kit.management.commands.work"):  # the connection is the test's
        monkeypatch.setattr(f"{module}.close_old_connections", lambda: None)
    upkeep.register(upkeep.Chore("often", lambda at: calls.append(at), every=60))
    call_command("work", once=True)
    assert len(calls) == 1
