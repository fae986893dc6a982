"""Who has the archive, and for how long: one person with the password, for a day."""

import io
import zipfile
from datetime import timedelta

import time_machine
from django.urls import reverse

from home.archive.job import job_of
from home.archive.writer import write_archive
from kit.audit.models import AuditEntry
from kit.files.storage import private_storage
from kit.jobs import runner
from kit.jobs.actions import expire_jobs
from tests.home.archive.world import NOW, confirmed, made, opened


def test_only_who_asked_downloads_it_with_the_password(hoda, sara, armin, client_for):
    url = reverse("kit:job_download", args=[made(confirmed(hoda, armin)).key])
    for who in (sara, armin):
        assert client_for(who).post(url).status_code == 404
    assert client_for(hoda, just_signed_in=False).post(url).status_code == 302
    found = client_for(hoda).post(url)
    assert zipfile.ZipFile(io.BytesIO(b"".join(found.streaming_content))).testzip() is None


def test_who_lost_the_role_has_it_no_more_and_it_is_not_made(hoda, sara, armin, client_for):
    ready, waiting = made(confirmed(hoda, armin)), confirmed(hoda, armin)
    hoda.user.groups.clear()
    assert client_for(hoda).post(reverse("kit:job_download", args=[ready.key])).status_code == 404
    job = made(waiting)
    assert (job.state, job.result) == ("failed", "")


def test_after_a_day_it_is_refused_and_then_deleted(hoda, armin, client_for):
    job = made(confirmed(hoda, armin))
    url, later = reverse("kit:job_download", args=[job.key]), NOW + timedelta(hours=24)
    with time_machine.travel(later, tick=False):
        client = client_for(hoda)
        assert client.post(url).status_code == 302  # before anybody has deleted it
        assert private_storage().exists(job.result)
        expire_jobs(at=later)
        assert not private_storage().exists(job.result)
        assert client.post(url).status_code == 302
    assert not AuditEntry.objects.filter(verb="job.downloaded").exists()


def test_a_crash_while_it_is_written_leaves_nothing_and_it_is_begun_anew(hoda, armin, monkeypatch):
    request, write = confirmed(hoda, armin), write_archive

    def broken(file, **more):
        file.write(b"half")
        raise RuntimeError("killed")

    monkeypatch.setattr("home.archive.job.write_archive", broken)
    job = job_of(request)
    runner.run_turn(job.pk, now=lambda: NOW)
    job.refresh_from_db()
    assert (job.state, job.result) == ("running", "")
    monkeypatch.setattr("home.archive.job.write_archive", write)
    assert opened(made(request)).testzip() is None
