"""A worker's turn at a job: lease an item, make it, store it, write it down; when all are settled, assemble.

An item is made outside of any transaction. Its file gets a random name and is whole before the row says so; the row is
written only by who holds the newest fencing token, so whoever was thought dead and comes back changes nothing.
"""

import contextlib
import hashlib
import logging
import tempfile
import time
from collections.abc import Callable
from datetime import datetime

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from kit.files.storage import is_no_room, private_storage, random_name
from kit.jobs.kinds import kind_of
from kit.jobs.leases import held
from kit.jobs.models import (
    ACTIVE,
    ASSEMBLY_LEASE,
    AWAKE_FOR,
    KEPT_FOR,
    LEASE,
    MAX_TRIES,
    ItemState,
    Job,
    JobItem,
    JobState,
)
from kit.processes.holders import this_process
from kit.reader import reading_as

logger = logging.getLogger(__name__)
TURN_SECONDS = 15


def run_turn(job_id: int, *, seconds: float = TURN_SECONDS, now: Callable[[], datetime] = timezone.now) -> bool:
    """Work on a job for a while. True when it should be called again; raises nothing for a poisoned item."""
    job = _begin(job_id, now())
    ends = time.monotonic() + seconds
    while job is not None:
        item = _lease_item(job, now())
        if item is None:
            return _assemble_when_settled(job, now)
        if not _work_on(job, item, now):
            return False
        if time.monotonic() >= ends:
            return True
        job = Job.objects.active().filter(pk=job_id).first()
    return False


def _begin(job_id, at):
    Job.objects.filter(pk=job_id, state=JobState.WAITING).update(state=JobState.RUNNING, started_at=at)
    Job.objects.active().filter(pk=job_id).update(awake_until=at + AWAKE_FOR, waits_for_room=False)
    return Job.objects.active().filter(pk=job_id).first()


# Items ---------------------------------------------------------------------------------------------------------------


@transaction.atomic
def _lease_item(job, at):
    """The next item that nobody holds, now held by us; None when there is none."""
    free = Q(state=ItemState.WAITING) | Q(state=ItemState.LEASED, lease_until__lte=at)
    item = _locked(JobItem.objects.filter(free, job_id=job.pk).order_by("position")).first()
    if item is None:
        return None
    if item.tries >= MAX_TRIES:
        _settle(item, at, state=ItemState.FAILED, error=item.error or "the worker ended while making it")
        return _lease_item(job, at)
    item.state, item.holder, item.lease_until = ItemState.LEASED, this_process(), at + LEASE
    item.fence, item.tries = item.fence + 1, item.tries + 1
    item.save(update_fields=["state", "holder", "lease_until", "fence", "tries"])
    Job.objects.filter(pk=job.pk).update(awake_until=at + AWAKE_FOR)
    return item


def _locked(rows):
    return rows.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)


def _work_on(job, item, now):
    """Make one item. False when the disk is full: the job rests, and is woken like one that nobody is at."""
    try:
        with reading_as(job.language):
            made = kind_of(job).make_item(job, item.subject)
        written = _write_file(made)
    except SystemExit:
        _untouched(item)
        raise
    except Exception as problem:
        if is_no_room(problem):
            _rest(job, item, now())
            return False
        logger.warning("item %s of job %s failed (try %s)", item.position, job.key, item.tries, exc_info=True)
        _give_back(item, now(), f"{type(problem).__name__}: {problem}"[:500])
        return True
    if not _settle(item, now(), state=ItemState.DONE, error="", **written) and written["name"]:
        private_storage().delete(written["name"])
    return True


def _untouched(item):
    """Back among the waiting, and this try does not count: it was not the item's fault."""
    held = JobItem.objects.filter(pk=item.pk, fence=item.fence, state=ItemState.LEASED)
    held.update(state=ItemState.WAITING, lease_until=None, holder="", tries=F("tries") - 1)


def _rest(job, item, at):
    """Room may come back: nothing is spent of the item's tries, and the requester reads why it waits."""
    logger.error("job %s waits: the disk is full", job.key)
    _untouched(item)
    Job.objects.active().filter(pk=job.pk).update(waits_for_room=True, awake_until=at + AWAKE_FOR)


def _write_file(made):
    """Store what was made; its row's columns."""
    columns = {"filename": made.filename[:240], "facts": list(made.facts.items())}
    if made.document is not None:
        document = made.document
        return columns | {"name": "", "document": document, "sha256": document.sha256, "size": document.size}
    name = private_storage().save(random_name("jobs", ".part"), ContentFile(made.content))
    sha256 = hashlib.sha256(made.content).hexdigest()
    return columns | {"name": name, "document": None, "sha256": sha256, "size": len(made.content)}


def _give_back(item, at, error):
    """For another try, or for good after the third."""
    if item.tries >= MAX_TRIES:
        _settle(item, at, state=ItemState.FAILED, error=error)
    else:
        held = JobItem.objects.filter(pk=item.pk, fence=item.fence, state=ItemState.LEASED)
        held.update(state=ItemState.WAITING, lease_until=None, holder="", error=error)


@transaction.atomic
def _settle(item, at, *, state, **columns):
    """Write an item's outcome and count it; False when somebody else holds it by now."""
    held = JobItem.objects.filter(pk=item.pk, fence=item.fence).exclude(state__in=[ItemState.DONE, ItemState.FAILED])
    if not held.update(state=state, lease_until=None, holder="", **columns):
        return False
    counted = {"done": F("done") + 1} if state == ItemState.DONE else {"failed": F("failed") + 1}
    Job.objects.filter(pk=item.job_id).update(awake_until=at + AWAKE_FOR, **counted)
    return True


# The result ----------------------------------------------------------------------------------------------------------


def _assemble_when_settled(job, now):
    """Put the result together once no item is open. False: nothing left to do for this worker."""
    if job.items.filter(state__in=[ItemState.WAITING, ItemState.LEASED]).exists():
        return False
    job = _lease_assembly(job.pk, now())
    if job is None:
        return False
    if not job.done:
        _finish(job, now(), state=JobState.FAILED, error="no item could be made")
        return False
    try:
        result = _assemble(job)
    except SystemExit:
        _untouched_whole(job)
        raise
    except Exception as problem:
        if is_no_room(problem):
            _rest_whole(job, now())
            return False
        logger.exception("job %s could not be put together (try %s)", job.key, job.tries)
        return _assembly_failed(job, now(), f"{type(problem).__name__}: {problem}"[:500])
    at = now()
    if not _finish(job, at, state=JobState.DONE, expires_at=at + KEPT_FOR, **result):
        private_storage().delete(result["result"])
    return False


@transaction.atomic
def _lease_assembly(job_id, at):
    free = Q(lease_until=None) | Q(lease_until__lte=at)
    job = _locked(Job.objects.filter(free, pk=job_id, state__in=ACTIVE)).first()
    if job is None:
        return None
    job.lease_until, job.awake_until, job.holder = at + ASSEMBLY_LEASE, at + ASSEMBLY_LEASE, this_process()
    job.fence, job.tries = job.fence + 1, job.tries + 1
    job.save(update_fields=["lease_until", "awake_until", "holder", "fence", "tries"])
    return job


def _assemble(job):
    kind, items = kind_of(job), job.items.filter(state=ItemState.DONE).select_related("document")
    with reading_as(job.language), tempfile.TemporaryFile() as file, held(job, ASSEMBLY_LEASE) as counted:
        kind.assemble(job, items.order_by("position"), file)
        filename, size = kind.filename(job)[:240], file.tell()
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        name = private_storage().save(random_name("jobs", ".result"), File(file))
    return {
        "result": name,
        "result_filename": filename,
        "result_size": size,
        "result_sha256": sha256,
    } | counted.all_done()


def _rest_whole(job, at):
    """The same for the last step: its lease ends now, and it is woken in a while."""
    logger.error("job %s waits to be put together: the disk is full", job.key)
    _untouched_whole(job, waits_for_room=True, awake_until=at + AWAKE_FOR)


def _untouched_whole(job, **columns):
    held = Job.objects.filter(pk=job.pk, fence=job.fence)
    held.update(lease_until=None, holder="", tries=F("tries") - 1, **columns)


def _assembly_failed(job, at, error):
    if job.tries >= MAX_TRIES:
        _finish(job, at, state=JobState.FAILED, error=error)
        return False
    Job.objects.filter(pk=job.pk, fence=job.fence).update(lease_until=None, holder="", error=error)
    return True


def _finish(job, at, *, state, **columns):
    """Close the job; False when it was cancelled meanwhile or somebody else holds it."""
    columns.setdefault("expires_at", at + KEPT_FOR)
    held = Job.objects.filter(pk=job.pk, fence=job.fence, state__in=ACTIVE)
    if not held.update(state=state, finished_at=at, lease_until=None, holder="", **columns):
        return False
    tell = kind_of(job).finished
    if tell:
        job.refresh_from_db()
        with contextlib.suppress(Exception), reading_as(job.language):
            tell(job)
    return True
