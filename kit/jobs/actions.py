"""Starting, stopping, waking and clearing away jobs."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q

from kit.audit.chain import record
from kit.files.storage import private_storage
from kit.jobs.kinds import kind_of
from kit.jobs.models import ACTIVE, AWAKE_FOR, ItemState, Job, JobItem, JobState
from kit.jobs.tasks import run_job
from kit.processes.holders import is_dead
from kit.text.bilingual import active_language
from kit.values.keys import Keyed

CLEARED_AFTER = dt.timedelta(minutes=10)
WORKERS_PER_JOB = 2


class NothingToDo(ValueError):
    """A job without items."""


@transaction.atomic
def start_job(
    *,
    kind: str,
    title: object,
    subjects: Iterable[object],
    by: Keyed,
    at: dt.datetime,
    params: dict[str, Any] | None = None,
    language: str | None = None,
) -> Job:
    """Begin a job for a user and return it. `subjects`: keys, or (key, label) pairs, in the order of the result.

    Asking again for the same kind and params while the first is at work gives the first one back.
    """
    pairs = [pair if isinstance(pair, tuple) else (pair, "") for pair in subjects]
    pairs = list({str(subject): str(label)[:200] for subject, label in pairs}.items())
    if not pairs:
        raise NothingToDo(kind)
    params = params or {}
    same = Job.objects.select_for_update().filter(kind=kind, requester_key=by.key, params=params, state__in=ACTIVE)
    running = same.first()
    if running:
        return running
    job = Job.objects.create(
        kind=kind,
        title=str(title)[:200],
        requester_key=by.key,
        language=language or active_language(),
        params=params,
        total=len(pairs),
        created_at=at,
    )
    items = [JobItem(job=job, subject=key, label=label, position=n) for n, (key, label) in enumerate(pairs, 1)]
    JobItem.objects.bulk_create(items, batch_size=500)
    record(verb="job.started", on=job, by=by, at=at, kind=kind, items=len(pairs))
    transaction.on_commit(lambda: _wake(job, min(WORKERS_PER_JOB, len(pairs))))
    return job


@transaction.atomic
def cancel_job(*, job: Job, by: Keyed, at: dt.datetime) -> Job:
    """Stop a job; what is being made now is made and thrown away. Stopping twice, or a finished one, does nothing."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.state not in ACTIVE:
        return job
    job.state, job.finished_at, job.expires_at = JobState.CANCELLED, at, at + CLEARED_AFTER
    job.save(update_fields=["state", "finished_at", "expires_at"])
    record(verb="job.cancelled", on=job, by=by, at=at, done=job.done, items=job.total)
    return job


@transaction.atomic
def note_download(*, job: Job, by: Keyed, at: dt.datetime) -> None:
    """Every download stands in the audit log; kinds that tell somebody of it do so now."""
    record(verb="job.downloaded", on=job, by=by, at=at, sha256=job.result_sha256)
    tell = kind_of(job).downloaded
    if tell:
        tell(job, by, at)


def resume_jobs(*, at: dt.datetime) -> None:
    """Wake every job that nobody is at: its worker was killed, or its task was lost."""
    _release_dead(at)
    asleep = Job.objects.active().filter(Q(awake_until=None) | Q(awake_until__lt=at))
    for job in asleep.order_by("pk")[:100]:
        claimed = Job.objects.filter(pk=job.pk, awake_until=job.awake_until).update(awake_until=at + AWAKE_FOR)
        if claimed:
            _wake(job, 1)


def _release_dead(at):
    """Leases of processes of this machine that are gone end now, and their jobs with them."""
    held = JobItem.objects.filter(state=ItemState.LEASED, job__state__in=ACTIVE)
    holders = set(held.values_list("holder", flat=True))
    holders |= set(Job.objects.active().exclude(holder="").values_list("holder", flat=True))
    dead = [holder for holder in holders if is_dead(holder)]
    if dead:
        jobs = list(held.filter(holder__in=dead).values_list("job_id", flat=True).distinct())
        held_ids = list(held.filter(holder__in=dead).values_list("pk", flat=True))
        JobItem.objects.filter(pk__in=held_ids, holder__in=dead).update(lease_until=at)
        Job.objects.filter(pk__in=jobs).update(awake_until=at - dt.timedelta(seconds=1))
        assembling = Job.objects.active().filter(holder__in=dead)
        assembling.update(lease_until=at, awake_until=at - dt.timedelta(seconds=1), holder="")


def expire_jobs(*, at: dt.datetime) -> None:
    """Delete the files of jobs that are over and past their time; the row stays and says so."""
    over = Job.objects.exclude(state__in=[*ACTIVE, JobState.EXPIRED]).filter(expires_at__lte=at)
    for job in over.order_by("pk")[:50]:
        _delete_files(job)
        state = JobState.EXPIRED if job.state == JobState.DONE else job.state
        Job.objects.filter(pk=job.pk).update(state=state, expires_at=None, result_size=0)


def _delete_files(job):
    names = list(job.items.exclude(name="").values_list("name", flat=True))
    for name in [*names, job.result]:
        if name:
            private_storage().delete(name)


def _wake(job, workers):
    for _number in range(workers):
        run_job.enqueue(job.pk)
