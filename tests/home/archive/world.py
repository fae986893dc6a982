"""The archive asked for, confirmed, made and opened."""

import io
import zipfile
from datetime import UTC, datetime

from home.archive.job import job_of
from kit.files.storage import private_storage
from kit.jobs import runner
from people.actions import ask_for_archive, confirm_account_request

NOW = datetime.now(UTC)


def ask(by, at=NOW):
    return ask_for_archive(reason="به حسابرس داده می‌شود", by=by.user, at=at)


def confirmed(hoda, armin, at=NOW):
    return confirm_account_request(request=ask(hoda, at), by=armin.user, at=at)


def made(request, at=NOW):
    job = job_of(request)
    while runner.run_turn(job.pk, now=lambda: at):
        pass
    job.refresh_from_db()
    return job


def opened(job):
    with private_storage().open(job.result) as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))
