"""What takes longer than its lease renews it while it works.

An item does it as long as it asks the database. The last step of a job does it on a connection of its own, on which its
progress is told too: the step may read everything at one instant, in a transaction of its own in which nothing is
written.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection
from django.utils import timezone

from kit.jobs.models import LEASE, ItemState, Job, JobItem
from kit.processes.holders import this_process

EVERY = 20
BEAT_SECONDS = 2


class Beat:
    """`with connection.execute_wrapper(Beat(job, subject)):` in `make_item`. Takes no lease over."""

    def __init__(self, job, subject, *, every=EVERY, clock=time.monotonic):
        self.job, self.subject, self.every, self.clock = job, subject, every, clock
        self.due = clock() + every

    def __call__(self, execute, sql, params, many, context):
        if self.clock() >= self.due:
            self.due = self.clock() + self.every
            self._hold(timezone.now())
        return execute(sql, params, many, context)

    def _hold(self, at):
        held = JobItem.objects.filter(
            job_id=self.job.pk, subject=self.subject, state=ItemState.LEASED, holder=this_process()
        )
        if held.update(lease_until=at + LEASE):
            Job.objects.active().filter(pk=self.job.pk).update(awake_until=at + LEASE)


class Counted:
    """How far the step is; filled by who works, read by the thread that writes it down."""

    def __init__(self):
        self.done = self.total = 0

    def note(self, done, total):
        self.done, self.total = done, total

    def columns(self):
        return {"total": max(self.total, 1), "done": min(self.done, self.total)} if self.total else {}

    def all_done(self):
        return {"total": self.total, "done": self.total} if self.total else {}


@contextmanager
def held(job: Job, lease: str) -> Iterator[Counted]:
    """Hold the job's last step for as long as the block takes. Gives the Counted; `job.note_progress` fills it."""
    counted, over = Counted(), threading.Event()
    job.note_progress = counted.note
    if connection.in_atomic_block:  # nobody else could see it
        yield counted
        return
    thread = threading.Thread(target=_beat, args=(job, lease, counted, over), daemon=True)
    thread.start()
    try:
        yield counted
    finally:
        over.set()
        thread.join()


def _beat(job, lease, counted, over):
    try:
        while not over.wait(BEAT_SECONDS):
            _renew(job, lease, counted)
    finally:
        connection.close()


def _renew(job, lease, counted):
    """A beat that fails is made up for by the next one: the lease is much longer."""
    until = timezone.now() + lease
    try:
        mine = Job.objects.active().filter(pk=job.pk, fence=job.fence)
        mine.update(lease_until=until, awake_until=until, **counted.columns())
    except DatabaseError:
        return
