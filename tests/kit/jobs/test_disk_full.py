"""A full disk: nothing truncated is handed out, no try is spent, and the job goes on when there is room."""

import errno
import io
import zipfile

import pytest
from django.utils import timezone

from kit.files.storage import DurableStorage, private_storage
from kit.jobs import JobKind, Made, register, runner
from kit.jobs.actions import resume_jobs, start_job
from kit.jobs.models import Job, JobItem

pytestmark = pytest.mark.django_db


class Disk:
    """A private store with room for so many bytes; a file that does not fit is cut off in the middle of writing."""

    def __init__(self, monkeypatch, room):
        self.room, self.whole = room, DurableStorage._save
        monkeypatch.setattr(DurableStorage, "_save", lambda storage, name, content: self.save(storage, name, content))

    def save(self, storage, name, content):
        if content.size > self.room:
            content.chunks = lambda chunk_size=None: self._cut_off(content)
        kept = self.whole(storage, name, content)
        self.room -= content.size
        return kept

    def _cut_off(self, content):
        yield content.read(self.room)
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def job(people):
    register(JobKind("room", make_item=lambda job, subject: Made(f"{subject}.txt", content=subject.encode() * 1000)))
    subjects = [f"s{number}" for number in range(6)]
    return start_job(kind="room", title="Room", subjects=subjects, by=people.hoda.user, at=timezone.now())


def files():
    storage = private_storage()
    folders = storage.listdir("jobs")[0] if storage.exists("jobs") else []
    return {f"jobs/{folder}/{name}" for folder in folders for name in storage.listdir(f"jobs/{folder}")[1]}


def woken(job):
    """As the worker's upkeep does once the job has rested."""
    Job.objects.filter(pk=job.pk).update(awake_until=None)
    resume_jobs(at=timezone.now())
    return Job.objects.get(pk=job.pk)


def test_a_full_disk_spends_no_tries_and_leaves_no_half_file(job, monkeypatch):
    before, disk = files(), Disk(monkeypatch, room=5000)
    for _ in range(5):
        runner.run_turn(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.failed, job.waits_for_room) == ("running", 2, 0, True)
    assert sorted(JobItem.objects.values_list("state", "tries")) == [("done", 1)] * 2 + [("waiting", 0)] * 4
    assert len(files() - before) == 2
    assert disk.room == 1000


def test_it_goes_on_when_there_is_room(job, monkeypatch):
    disk = Disk(monkeypatch, room=5000)
    runner.run_turn(job.pk)
    disk.room = 10**9
    done = woken(job)
    assert (done.state, done.done, done.failed, done.waits_for_room) == ("done", 6, 0, False)
    with private_storage().open(done.result) as file, zipfile.ZipFile(io.BytesIO(file.read())) as bundle:
        assert bundle.testzip() is None
        assert [bundle.read(f"s{number}.txt") for number in range(6)] == [b"s%d" % n * 1000 for n in range(6)]


def test_the_last_step_waits_for_room_too(job, monkeypatch):
    disk = Disk(monkeypatch, room=12_000)
    for _ in range(5):
        runner.run_turn(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.result, job.tries, job.waits_for_room) == ("running", 6, "", 0, True)
    disk.room = 10**9
    assert woken(job).state == "done"


def test_the_requester_reads_why_it_waits(job, monkeypatch, client_for, people):
    Disk(monkeypatch, room=0)
    runner.run_turn(job.pk)
    page = client_for(people.hoda).get(job.get_absolute_url()).content.decode()
    assert "دیسک سرور پر است" in page
    assert client_for(people.hoda).post(f"/jobs/{job.key}/download/").status_code == 302
