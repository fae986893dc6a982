"""The process that runs background tasks. What it is cut off from is given back, and the next worker does it.

One stop signal lets the task in hand come to its end. A second one (Ctrl-C reaches a worker twice: from the terminal,
and from whoever started it) ends the task where it stands: it waits again, as if nobody had begun. A worker that is
killed cannot give anything back: a process of this machine that is gone is seen at once, one of another machine after
`LEASE`. A task that ended its worker `MAX_TRIES` times is left as failed.
"""

import datetime as dt
import logging
import secrets
import signal

from django.db import transaction
from django_tasks_db.management.commands.db_worker import Worker as DatabaseWorker
from django_tasks_db.models import DBTaskResult

from kit.processes.holders import is_dead, this_process

logger = logging.getLogger(__name__)
LEASE = dt.timedelta(hours=1)
MAX_TRIES = 5


class Stopped(SystemExit):
    """Told a second time to stop."""


class WorkerLost(RuntimeError):
    """The worker ended while at it, again and again."""


class Worker(DatabaseWorker):
    """Stops at once when told twice, and marks nothing as failed for that."""

    is_settling = False  # the task is over and its outcome is being written: that is not cut off

    def __init__(self, **options):
        super().__init__(worker_id=f"{this_process()}|{secrets.token_hex(8)}", **options)

    def shutdown(self, signum, frame):
        if self.running:
            super().shutdown(signum, frame)
        elif not self.is_settling:
            logger.warning("%s again: what is being done is given back", signal.strsignal(signum))
            self.reset_signals()
            raise Stopped(1)

    def run_task(self, db_task_result):
        self._watch_outcome(db_task_result)
        try:
            super().run_task(db_task_result)
        finally:
            self.is_settling = False

    def _watch_outcome(self, row):
        """The package writes SystemExit down like any other failure of a task."""
        succeed, fail = row.set_successful, row.set_failed

        def succeeded(value):
            self.is_settling = True
            succeed(value)

        def failed(problem):
            self.is_settling = True
            give_back(row) if isinstance(problem, Stopped) else fail(problem)

        row.set_successful, row.set_failed = succeeded, failed


def give_back(row: DBTaskResult) -> None:
    """Let a task wait again; this try does not count."""
    row.status, row.started_at, row.worker_ids = "READY", None, row.worker_ids[:-1]
    row.save(update_fields=["status", "started_at", "worker_ids"])


def give_back_lost(*, at: dt.datetime) -> int:
    """Let the tasks of workers that are gone wait again. Returns how many."""
    running = DBTaskResult.objects.running().values_list("pk", "worker_ids", "started_at")
    lost = [pk for pk, workers, began_at in running if _is_lost(workers, began_at, at)]
    return sum(_give_back_lost(pk, at) for pk in lost)


def _is_lost(workers, began_at, at):
    return bool(workers) and (is_dead(workers[-1]) or began_at < at - LEASE)


@transaction.atomic
def _give_back_lost(pk, at):
    row = DBTaskResult.objects.running().select_for_update().filter(pk=pk).first()
    if row is None or not _is_lost(row.worker_ids, row.started_at, at):
        return 0
    if len(row.worker_ids) >= MAX_TRIES:
        logger.error("task %s (%s) ended its worker %s times", row.pk, row.task_path, MAX_TRIES)
        row.set_failed(WorkerLost(f"the worker ended {MAX_TRIES} times"))
        return 0
    row.status, row.started_at = "READY", None
    row.save(update_fields=["status", "started_at"])
    return 1
