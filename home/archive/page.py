"""What the page of the archive shows: who asked when, who confirmed, and what became of it."""

from dataclasses import dataclass

from home.archive.job import JOB_KIND
from kit.jobs.models import Job, JobState
from people.access.notices import named
from people.models import REQUEST_WAITS, AccountRequest, RequestKind

SHOWN = 20


@dataclass(frozen=True)
class ArchiveRequest:
    """`state`: waiting, refused, withdrawn, lapsed; once confirmed: making, ready, gone, failed, stopped."""

    request: AccountRequest
    job: Job | None
    state: str
    asker: str
    decider: str
    is_own: bool

    @property
    def until(self):
        return self.request.asked_at + REQUEST_WAITS


def asked_for(user, at):
    """The newest requests for the archive, whoever asked."""
    rows = AccountRequest.objects.filter(kind=RequestKind.ARCHIVE).with_names()[:SHOWN]
    jobs = {job.params["request"]: job for job in Job.objects.filter(kind=JOB_KIND)[: 2 * SHOWN]}
    return [_asked(row, jobs.get(row.key), user, at) for row in rows]


def _asked(row, job, user, at):
    decider = named(row.decided_by) if row.decided_by else ""
    return ArchiveRequest(row, job, _state(row, job, at), named(row.asked_by), decider, row.asked_by_id == user.pk)


def _state(row, job, at):
    if job is None:
        return "lapsed" if row.is_waiting and row.asked_at <= at - REQUEST_WAITS else row.state
    if job.is_active:
        return "making"
    if job.state == JobState.DONE:
        return "gone" if job.is_over(at) else "ready"
    return {JobState.EXPIRED: "gone", JobState.FAILED: "failed"}.get(job.state, "stopped")
