"""What kinds of jobs there are and how each makes its items."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kit.jobs.bundle import write_bundle
from kit.jobs.models import Job
from kit.values.keys import Keyed


@dataclass(frozen=True)
class Made:
    """What an item became: a file name in the ZIP and either its bytes or the StoredDocument that holds them.

    `facts`: what the index says about it, {column: text or number}, the same columns for every item.
    """

    filename: str
    content: bytes | None = None
    document: object = None
    facts: dict = field(default_factory=dict)


def _zip_name(job):
    return f"{job.title}.zip"


def _anybody(user, job):
    return True


@dataclass(frozen=True)
class JobKind:
    """How jobs of the kind `name` are done.

    make_item(job, subject) -> Made: one item, outside of any transaction; may be called again after a crash.
    assemble(job, items, file): write the result into a binary file; by default a ZIP with index and manifest. Where it
    takes long it calls job.note_progress(done, total) now and then.
    filename(job) -> the result's name for the one who downloads; by default the job's title, .zip.
    finished(job): after the job is done or failed, once; send the notice here.
    may_have(user, job): asked again at every page and download, besides being the requester: a role may be lost.
    page(job): the address where it is shown instead, for work that makes no file to download.
    downloaded(job, user, at): inside the transaction of every download, beside its entry in the audit log.
    """

    name: str
    make_item: Callable
    assemble: Callable = write_bundle
    filename: Callable = _zip_name
    finished: Callable | None = None
    may_have: Callable = _anybody
    page: Callable | None = None
    downloaded: Callable | None = None


_KINDS: dict[str, JobKind] = {}


def register(*kinds: JobKind) -> None:
    """In AppConfig.ready."""
    _KINDS.update({kind.name: kind for kind in kinds})


def kind_of(job: Job) -> JobKind:
    return _KINDS[job.kind]


def has_own_page(job: Job) -> bool:
    """Is it shown elsewhere than on the common page? Then it has no file to download either."""
    kind = _KINDS.get(job.kind)
    return kind is not None and kind.page is not None


def may_have(user: Keyed, job: Job) -> bool:
    """May its requester still see it? A job of a kind that is no longer known is nobody's."""
    kind = _KINDS.get(job.kind)
    return kind is not None and kind.may_have(user, job)
