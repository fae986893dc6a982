import datetime as dt
import io
import time
import zipfile

import openpyxl
import pytest
from django.db import connection
from django.utils import timezone
from django.utils.html import escape

from kit.audit.models import AuditEntry
from kit.documents.store import read_document, store_document
from kit.files.storage import private_storage
from kit.jobs import JobKind, Made, register, runner
from kit.jobs.actions import NothingToDo, cancel_job, expire_jobs, resume_jobs, start_job
from kit.jobs.models import LEASE, Job, JobItem
from kit.processes.holders import is_dead, this_process
from kit.queries.database import one_moment

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 23, 8, 30, tzinfo=dt.UTC)


class Poison(Exception):
    pass


@pytest.fixture
def made():
    """Subjects in the order in which they were made; 'poison' never is."""
    order, finished = [], []

    def make_item(job, subject):
        order.append(subject)
        if subject == "poison":
            raise Poison("this one cannot be made")
        return Made(f"{subject}.pdf", content=f"PDF of {subject}".encode(), facts={"Person": f"={subject}", "n": 1})

    register(JobKind("try", make_item=make_item, finished=lambda job: finished.append(job.state)))
    order_and_end = type("Made", (), {"order": order, "finished": finished})
    return order_and_end


@pytest.fixture
def start(people, made):
    """Start a job for Hoda without anybody working on it."""

    def start(*subjects, by=people.hoda, **more):
        return start_job(kind="try", title="Autumn", subjects=subjects, by=by.user, at=NOON, **more)

    return start


def finish(job):
    while runner.run_turn(job.pk, now=lambda: NOON):
        pass
    job.refresh_from_db()
    return job


def bundle(job):
    with private_storage().open(job.result) as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


# A job that goes well


def test_job_makes_every_item_once_and_bundles_them(start, made):
    job = finish(start(("a", "Narges"), ("b", "Parisa"), ("c", "Saeed")))
    assert (job.state, job.done, job.failed) == ("done", 3, 0)
    assert made.order == ["a", "b", "c"]
    assert made.finished == ["done"]
    files = bundle(job)
    assert files.namelist() == ["a.pdf", "b.pdf", "c.pdf", "index.html", "index.xlsx", "manifest.txt"]
    assert files.read("b.pdf") == b"PDF of b"
    assert files.testzip() is None


def test_bundle_has_indexes_and_a_manifest_of_hashes(start):
    job = finish(start("a", "b"))
    files = bundle(job)
    hashes = dict(line.split("  ")[::-1] for line in files.read("manifest.txt").decode().splitlines())
    assert hashes == {item.filename: item.sha256 for item in job.items.all()}
    sheet = openpyxl.load_workbook(io.BytesIO(files.read("index.xlsx"))).active
    assert [cell.value for cell in sheet[2]][:3] == ["a.pdf", "'=a", 1]
    assert escape("=a") in files.read("index.html").decode()


def test_files_of_one_name_stay_apart(people, made):
    def make_item(job, subject):
        return Made("../Narges: Ahmadi.pdf", content=subject.encode())

    register(JobKind("same", make_item=make_item))
    job = finish(start_job(kind="same", title="x", subjects=["a", "b"], by=people.hoda.user, at=NOON))
    assert bundle(job).namelist()[:2] == ["Narges_ Ahmadi.pdf", "Narges_ Ahmadi (2).pdf"]


def test_stored_documents_are_collected_without_a_copy(people, made):
    stored = store_document(kind="x", object_key="1", title="x", language="fa", pdf=b"%PDF", at=NOON)
    register(JobKind("stored", make_item=lambda job, subject: Made("x.pdf", document=stored)))
    job = finish(start_job(kind="stored", title="x", subjects=["a"], by=people.hoda.user, at=NOON))
    assert bundle(job).read("x.pdf") == b"%PDF"
    Job.objects.filter(pk=job.pk).update(expires_at=NOON)
    expire_jobs(at=NOON)
    assert read_document(stored) == b"%PDF"


def test_starting_twice_is_starting_once(start, people, made):
    first = start("a", "b", params={"cycle": 1})
    assert start("a", "b", params={"cycle": 1}) == first
    assert start("a", params={"cycle": 2}) != first
    assert start("a", "b", params={"cycle": 1}, by=people.mina) != first
    finish(first)
    assert start("a", "b", params={"cycle": 1}) != first


def test_the_same_subject_is_one_item_and_none_is_no_job(start):
    assert start("a", "a", "b").total == 2
    with pytest.raises(NothingToDo):
        start()


def test_the_task_runs_on_commit(people, made, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = start_job(kind="try", title="x", subjects=["a", "b"], by=people.hoda.user, at=NOON)
    job.refresh_from_db()
    assert (job.state, made.order) == ("done", ["a", "b"])


# Poison, crashes, cancelling


def test_a_poisoned_item_fails_alone_after_three_tries(start, made):
    job = finish(start("a", "poison", "b"))
    assert (job.state, job.done, job.failed) == ("done", 2, 1)
    assert made.order.count("poison") == 3
    failed = job.items.get(state="failed")
    assert (failed.subject, failed.error) == ("poison", "Poison: this one cannot be made")
    assert bundle(job).namelist()[:2] == ["a.pdf", "b.pdf"]


def test_a_job_of_nothing_but_poison_fails(start, made):
    job = finish(start("poison"))
    assert (job.state, job.error, job.result) == ("failed", "no item could be made", "")
    assert made.finished == ["failed"]


def test_an_item_that_kills_its_worker_three_times_is_given_up(start, made):
    job = start("a", "b")
    for _death in range(3):
        item = runner._lease_item(job, NOON)
        assert item.subject == "a"
        JobItem.objects.filter(pk=item.pk).update(lease_until=NOON)
    job = finish(job)
    assert (job.state, job.done, job.failed) == ("done", 1, 1)
    assert made.order == ["b"]


def test_two_workers_never_hold_the_same_item(start):
    job = start("a", "b")
    first, second = runner._lease_item(job, NOON), runner._lease_item(job, NOON)
    assert (first.subject, second.subject) == ("a", "b")
    assert runner._lease_item(job, NOON) is None
    assert runner._lease_item(job, NOON + LEASE).subject == "a"


def test_who_lost_the_lease_changes_nothing(start, made):
    job = start("a")
    slow = runner._lease_item(job, NOON)
    later = NOON + LEASE
    fast = runner._lease_item(job, later)
    assert fast.fence == slow.fence + 1
    runner._work_on(job, slow, lambda: later)
    assert JobItem.objects.get().state == "leased"
    runner._work_on(job, fast, lambda: later)
    runner._work_on(job, fast, lambda: later)
    job.refresh_from_db()
    assert (job.done, JobItem.objects.get().state) == (1, "done")
    stored = JobItem.objects.get().name
    folder = stored.rsplit("/", 1)[0]
    assert stored.rsplit("/", 1)[1] in private_storage().listdir(folder)[1]


def test_only_one_worker_puts_the_result_together(start):
    job = start("a")
    finish(job)
    Job.objects.filter(pk=job.pk).update(state="running", result="", lease_until=None)
    assert runner._lease_assembly(job.pk, NOON).fence > 0
    assert runner._lease_assembly(job.pk, NOON) is None


def test_a_bundle_that_cannot_be_written_is_tried_again_then_failed(people, made):
    calls = []

    def assemble(job, items, file):
        calls.append(1)
        raise OSError("disk full")

    register(JobKind("full", make_item=lambda job, subject: Made("x", content=b"x"), assemble=assemble))
    job = finish(start_job(kind="full", title="x", subjects=["a"], by=people.hoda.user, at=NOON))
    assert (job.state, job.error, len(calls)) == ("failed", "OSError: disk full", 3)


def test_a_changed_item_file_stops_the_bundle(start):
    job = start("a")
    runner._begin(job.pk, NOON)
    runner._work_on(job, runner._lease_item(job, NOON), lambda: NOON)
    with open(private_storage().path(JobItem.objects.get().name), "ab") as file:
        file.write(b"!")
    assert finish(job).state == "failed"


def test_a_stopped_job_makes_nothing_more_and_its_files_go(start, people, made):
    job = start("a", "b")
    runner._begin(job.pk, NOON)
    runner._work_on(job, runner._lease_item(job, NOON), lambda: NOON)
    cancel_job(job=job, by=people.hoda.user, at=NOON)
    assert runner.run_turn(job.pk) is False
    assert made.order == ["a"]
    file = JobItem.objects.get(subject="a").name
    expire_jobs(at=NOON + dt.timedelta(hours=1))
    assert not private_storage().exists(file)
    assert cancel_job(job=job, by=people.hoda.user, at=NOON).state == "cancelled"


def test_results_go_after_a_day_and_the_row_stays(start):
    job = finish(start("a"))
    expire_jobs(at=job.expires_at - dt.timedelta(seconds=1))
    assert private_storage().exists(job.result)
    expire_jobs(at=job.expires_at)
    job.refresh_from_db()
    assert job.state == "expired"
    assert not private_storage().exists(job.result)


def test_sleeping_jobs_are_woken_and_lively_ones_left(start, made):
    job = start("a")
    resume_jobs(at=timezone.now())
    job.refresh_from_db()
    assert (job.state, made.order) == ("done", ["a"])
    lively = start("b")
    Job.objects.filter(pk=lively.pk).update(awake_until=timezone.now() + dt.timedelta(seconds=20))
    resume_jobs(at=timezone.now())
    assert made.order == ["a"]


def test_items_of_a_dead_process_are_free_at_once(start, made):
    job = start("a")
    runner._begin(job.pk, timezone.now())
    item = runner._lease_item(job, timezone.now())
    host, _pid, born = item.holder.split("|")
    JobItem.objects.filter(pk=item.pk).update(holder=f"{host}|4194303|{born}")
    resume_jobs(at=timezone.now())
    job.refresh_from_db()
    assert (job.state, made.order) == ("done", ["a"])


def test_only_processes_of_this_machine_are_pronounced_dead():
    mine = this_process()
    host, pid, born = mine.split("|")
    assert not is_dead(mine)
    assert is_dead(f"{host}|{pid}|1{born}")
    for unknown in ("", "x", f"elsewhere|4194303|{born}", f"{host}|x|{born}"):
        assert not is_dead(unknown)


def test_estimate_follows_the_pace(start):
    job = start(*"abcdefgh")
    assert job.seconds_left(NOON) is None
    job.state, job.started_at, job.done = "running", NOON, 4
    assert job.seconds_left(NOON + dt.timedelta(seconds=20)) == 20


# Pages


def test_jobs_are_seen_by_their_requester_alone(start, people, client_for):
    job = finish(start("a", ("poison", "Parisa Karimi")))
    hoda, armin = client_for(people.hoda), client_for(people.armin)
    assert "Autumn" in hoda.get("/jobs/").content.decode()
    assert "Parisa Karimi" in hoda.get(job.get_absolute_url()).content.decode()
    assert "Autumn" not in armin.get("/jobs/").content.decode()
    for url in (job.get_absolute_url(), f"/jobs/{job.key}/progress/"):
        assert armin.get(url).status_code == 404
    for deed in ("cancel", "download"):
        assert armin.post(f"/jobs/{job.key}/{deed}/").status_code == 404
        assert hoda.get(f"/jobs/{job.key}/{deed}/").status_code == 405


def test_progress_asks_again_while_at_work_only(start, people, client_for):
    job, hoda = start("a"), client_for(people.hoda)
    assert "every 2s" in hoda.get(f"/jobs/{job.key}/progress/").content.decode()
    finish(job)
    page = hoda.get(f"/jobs/{job.key}/progress/").content.decode()
    assert "every 2s" not in page
    assert f"/jobs/{job.key}/download/" in page


def test_download_is_the_result_and_is_logged(start, people, client_for):
    job = finish(start("a"))
    Job.objects.filter(pk=job.pk).update(expires_at=timezone.now() + dt.timedelta(minutes=1))
    response = client_for(people.hoda).post(f"/jobs/{job.key}/download/")
    assert zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))).read("a.pdf") == b"PDF of a"
    assert "Autumn.zip" in response["Content-Disposition"]
    entry = AuditEntry.objects.get(verb="job.downloaded")
    assert (entry.actor_key, entry.object_key) == (people.hoda.user.key, job.key)


def test_every_page_of_a_job_asks_the_kind_again(people, made, client_for):
    """Also of a kind that is no longer registered: nobody can say who may have it."""
    may = [True]
    register(JobKind("shut", make_item=lambda job, subject: Made("x", content=b"x"), may_have=lambda user, job: may[0]))
    job = finish(start_job(kind="shut", title="Names of people", subjects=["a"], by=people.hoda.user, at=NOON))
    hoda, pages = client_for(people.hoda), [f"/jobs/{job.key}/", f"/jobs/{job.key}/progress/"]
    assert [hoda.get(page).status_code for page in pages] == [200, 200]
    assert "Names of people" in hoda.get("/jobs/").content.decode()
    may[0] = False
    assert [hoda.get(page).status_code for page in pages] == [404, 404]
    assert [hoda.post(f"/jobs/{job.key}/{deed}/").status_code for deed in ("download", "cancel")] == [404, 404]
    assert "Names of people" not in hoda.get("/jobs/").content.decode()
    Job.objects.update(kind="forgotten")
    assert hoda.get(pages[0]).status_code == 404


def test_stopping_by_button_with_and_without_script(start, people, client_for):
    job, hoda = start("a"), client_for(people.hoda)
    response = hoda.post(f"/jobs/{job.key}/cancel/")
    assert response["Location"] == job.get_absolute_url()
    job.refresh_from_db()
    assert job.state == "cancelled"
    again = hoda.post(f"/jobs/{job.key}/cancel/", headers={"HX-Request": "true"})
    assert 'id="job-progress"' in again.content.decode()
    assert hoda.post(f"/jobs/{job.key}/download/")["Location"] == job.get_absolute_url()


def test_a_page_says_what_was_made_not_what_was_tried(start, people, client_for):
    hoda, broken = client_for(people.hoda), finish(start("poison"))
    fine = finish(start("a", "poison"))
    page = hoda.get(f"/jobs/{fine.key}/progress/").content.decode()
    assert (fine.counted, broken.counted) == (1, 0)
    assert '<bdi>Autumn</bdi><bdi dir="ltr">.zip</bdi>' in page
    expire_jobs(at=fine.expires_at)
    fine.refresh_from_db()
    page = hoda.get(f"/jobs/{fine.key}/progress/").content.decode()
    assert fine.state == "expired" and "#i-clock" in page and "/download/" not in page


# A file whose time is over, a step that takes long


def test_a_file_is_refused_from_the_minute_its_time_is_over(start, made, people, client_for):
    job = finish(start("a"))
    Job.objects.filter(pk=job.pk).update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert client_for(people.hoda).post(f"/jobs/{job.key}/download/").status_code == 302
    assert private_storage().exists(job.result)
    assert not AuditEntry.objects.filter(verb="job.downloaded").exists()


@pytest.mark.django_db(transaction=True)
def test_while_the_last_step_works_its_lease_is_renewed_and_its_progress_told(monkeypatch, people):
    monkeypatch.setattr("kit.jobs.leases.BEAT_SECONDS", 0.01)

    def assemble(job, items, file):
        job.note_progress(3, 7)
        told = Job.objects.filter(pk=job.pk, total=7, done=3, lease_until__gt=timezone.now())
        waited = 0
        while not told.exists():
            waited += 1
            assert waited < 500
            time.sleep(0.02)
        job.note_progress(7, 7)
        file.write(b"whole")

    register(JobKind("long", make_item=lambda job, subject: Made("a", content=b"a"), assemble=assemble))
    job = finish(start_job(kind="long", title="x", subjects=["a"], by=people.hoda.user, at=NOON))
    assert (job.state, job.total, job.done, job.result_size) == ("done", 7, 7, 5)


@pytest.mark.django_db(transaction=True)
def test_reading_at_one_moment_takes_no_lock_and_leaves_nothing_open(people, made):
    for _time in range(2):
        with pytest.raises(ZeroDivisionError), one_moment():
            print(1 / Job.objects.count())
    with one_moment():
        assert list(Job.objects.all()) == []
    assert not connection.in_atomic_block
    start_job(kind="try", title="x", subjects=["a"], by=people.hoda.user, at=NOON)
    assert Job.objects.count() == 1
