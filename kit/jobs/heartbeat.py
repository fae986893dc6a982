"""An item that takes longer than its lease says that it is still being made, as long as it asks the database."""

import datetime as dt
import time

from django.utils import timezone

from kit.jobs.models import ItemState, Job, JobItem
from kit.processes.holders import this_process

EVERY = 20
HELD_FOR = dt.timedelta(seconds=120)


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
        if held.update(lease_until=at + HELD_FOR):
            Job.objects.active().filter(pk=self.job.pk).update(awake_until=at + HELD_FOR)
