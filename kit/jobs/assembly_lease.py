"""While the last step of a job takes long: its lease is renewed and its progress told, on a connection of their own.

The step may read everything at one instant, in a transaction of its own in which nothing is written.
"""

import threading
from contextlib import contextmanager

from django.db import DatabaseError, connection
from django.utils import timezone

from kit.jobs.models import Job

BEAT_SECONDS = 2


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
def held(job, lease):
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
