"""What everybody gets from the kit's addresses: jobs belong to Hoda, documents are confirmed to anybody."""

from datetime import UTC, datetime
from types import SimpleNamespace

from kit.documents.store import store_document
from kit.jobs import JobKind, Made, register
from kit.jobs.actions import start_job
from tests.access import Row, everyone, only, public

AT = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)


def build(people):
    register(JobKind("access", make_item=lambda job, subject: Made("a.txt", content=b"a")))
    job = start_job(kind="access", title="Autumn", subjects=["a"], by=people.hoda.user, at=AT)
    document = store_document(kind="access", object_key="1", title="x", language="fa", pdf=b"%PDF", at=AT)
    return SimpleNamespace(job=job, document=document)


def key(world):
    return {"key": world.kit.job.key}


def of_edition(world):
    return {"kind": "edition", "key": world.playbook.edition.key, "language": "fa"}


def of_draft(world):
    return of_edition(world) | {"key": world.playbook.draft.key}


OWN = only("hoda", others=404)

ROWS = [
    Row("kit:verify", get=public(200), post=public(405)),
    Row("kit:verify_code", get=public(200), post=public(405), args=lambda w: {"code": w.kit.document.code}),
    Row("kit:verify_code", get=public(404), post=public(405), args=lambda w: {"code": "none"}, case="no such code"),
    Row("kit:verify_file", get=public(405), post=public(422)),
    Row("kit:paper", args=of_edition),
    Row("kit:paper", args=of_draft, get=404, case="of a draft"),
    Row("kit:paper_ready", args=of_edition, get=(200, 204)),
    Row("kit:make_paper", args=of_edition, get=405, post=302),
    Row("kit:jobs"),
    Row("kit:job", get=OWN, args=key),
    Row("kit:job_progress", get=OWN, args=key),
    Row("kit:job_cancel", get=everyone(405), post=only("hoda", status=302, others=404), args=key),
    Row("kit:job_download", get=everyone(405), post=only("hoda", status=302, others=404), args=key),
]
