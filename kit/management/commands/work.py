"""The worker: runs queued tasks, wakes jobs whose worker died, and does the upkeep that is due."""

import logging
import time

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from kit.upkeep import run_due
from kit.worker import Worker, give_back_lost

logger = logging.getLogger(__name__)
TASKS_BETWEEN_UPKEEP = 10


class Command(BaseCommand):
    help = "Work on background tasks, jobs and upkeep until stopped. Start as many as the machine has cores."

    def add_arguments(self, parser):
        parser.add_argument("--interval", type=float, default=1, help="Seconds to wait when there is nothing to do.")
        parser.add_argument("--queues", default="*", help="Comma separated; * is all of them.")
        parser.add_argument("--once", action="store_true", help="Stop when nothing is left to do.")

    def handle(self, *, interval, queues, once, **options):
        logging.getLogger("django_tasks_db").setLevel(logging.WARNING)
        worker = _worker(queues, interval)
        worker.configure_signals()
        give_back_lost(at=timezone.now())
        while worker.running:
            try:
                worked = _round(worker)
            except OperationalError:
                logger.warning("the database is away; trying again", exc_info=True)
                close_old_connections()
                worked = False
            if once and not worked:
                return
            if worker.running and not worked:
                time.sleep(interval)


def _worker(queues, interval):
    return Worker(
        queue_names=queues.split(","),
        interval=interval,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=TASKS_BETWEEN_UPKEEP,
        excluded_queue_names=[],
    )


def _round(worker):
    """Some tasks, then the upkeep that is due. True when there was a task."""
    worker._run_tasks = 0
    worker.run()
    worked = worker._run_tasks > 0
    if worker.running:
        worker.running_task = True  # a signal now lets the upkeep come to its end
        try:
            run_due(at=timezone.now())
        finally:
            worker.running_task = False
            close_old_connections()
    return worked
