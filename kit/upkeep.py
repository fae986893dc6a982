"""What has to be done again and again: apps state their chores, the worker command calls those that are due.

    UPKEEP = (
        Chore("app.send_reminders", send_reminders, daily=True),  # called as send_reminders(at=...)
        Chore("app.expire_jobs", expire_jobs, every=600),          # seconds
    )                                                             # in <app>/upkeep.py

and `AppConfig.ready` says `upkeep.register(*UPKEEP)`.

Any number of workers may ask: the database lets one of them run a function that is due. What a worker
was stopped or killed in is done again after `RETRY`: a nightly deed is not lost until tomorrow.
"""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass

from kit.dates.calendar import first_instant, local_day
from kit.processes.holders import is_dead, this_process

logger = logging.getLogger(__name__)
RETRY = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Chore:
    """`function(at=now)` called every so many seconds, or once a local day. Calling it twice must do no harm.

    `name` stands in the database and stays when the function moves: a new one would be due at once, and again beside
    a worker of the release before.
    """

    name: str
    function: Callable[..., object]
    every: int | None = None
    daily: bool = False

    def __post_init__(self):
        if bool(self.every) == self.daily:
            raise ValueError("say either every= or daily=True")

    def is_due(self, last_at, at):
        if self.every:
            return last_at <= at - dt.timedelta(seconds=self.every)
        return last_at < first_instant(local_day(at))


_CHORES: dict[str, Chore] = {}


def register(*chores: Chore) -> None:
    """In AppConfig.ready."""
    _CHORES.update({chore.name: chore for chore in chores})


def run_due(*, at: dt.datetime) -> list[str]:
    """Call everything that is due; a failure is logged and keeps nobody else waiting. Returns the names called."""
    called = []
    for name, chore in list(_CHORES.items()):
        if _claim(name, chore, at):
            called.append(name)
            try:
                chore.function(at=at)
            except Exception:
                logger.exception("upkeep %s failed", name)
            _let_go(name, at)
    return called


def _claim(name, chore, at):
    from kit.jobs.models import UpkeepRun

    run, is_new = UpkeepRun.objects.get_or_create(name=name, defaults={"last_at": at, "holder": this_process()})
    if is_new:
        return True
    return (chore.is_due(run.last_at, at) or _is_lost(run, at)) and bool(
        UpkeepRun.objects.filter(pk=run.pk, last_at=run.last_at).update(last_at=at, holder=this_process())
    )


def _is_lost(run, at):
    """Begun by a process of this machine that is gone, a while ago."""
    return run.holder != "" and run.last_at <= at - RETRY and is_dead(run.holder)


def _let_go(name, at):
    """It is done. (Not reached by who is told to stop: the holder stays, and is gone soon.)"""
    from kit.jobs.models import UpkeepRun

    UpkeepRun.objects.filter(name=name, last_at=at).update(holder="")
