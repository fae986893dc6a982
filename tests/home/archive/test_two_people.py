"""The company's archive: asked for by HR, confirmed by a second person, whole, without secrets, gone after a day."""

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import FileField, Sum
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from home.archive.job import job_of
from home.archive.tables import archived, tables, undecided
from home.archive.verification import archive_problems
from home.archive.writer import write_archive
from home.checks.cases import cases
from kit.audit.models import AuditEntry
from kit.documents.models import StoredDocument
from kit.files.storage import private_storage, random_name
from kit.jobs import runner
from kit.jobs.actions import expire_jobs
from kit.jobs.models import Job
from kit.values.keys import Keyed
from people import errors
from people.actions import (
    ask_for_archive,
    confirm_account_request,
    name_outside_person,
    refuse_account_request,
    withdraw_account_request,
)
from people.models import AccountRequest, SignInLink, StaffMember, User
from people.notices.kinds import words_of
from tests.factories.people import StaffFactory, UserFactory
from tests.safety.evidence_world import make_world
from tests.second_factor import SECRET as OTP
from tests.second_factor import set_up_second_factor
from tests.worlds import built_once

NOW = datetime.now(UTC)


@built_once
def sara(people):
    """A second person in HR."""
    return StaffFactory(user__username="sara", user__groups=["hr"], team=people.office, code="P-sara")


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


def rows_of(bundle, label):
    return [json.loads(line) for line in bundle.read(f"tables/{label}.jsonl").splitlines()]


def written(**more):
    file = io.BytesIO()
    write_archive(file, at=NOW, company="کافه", **more)
    return zipfile.ZipFile(file)


# What is inside --------------------------------------------------------------------------------------------------


def test_every_table_and_column_is_in_the_archive_or_left_out_with_a_reason():
    assert undecided() == ({}, {}, [])
    reasons = [table.left_out or "x" for table in tables()]
    reasons += [reason for table in tables() for reason in table.without.values()]
    assert all(len(reason.strip()) > 0 for reason in reasons)


def test_a_new_table_and_a_new_column_are_decided_about_by_nobody(monkeypatch):
    less = [table for table in tables() if table.label not in ("people.Team", "people.Branch")]
    branch = next(table for table in tables() if table.label == "people.Branch")
    thin = type(branch)("people.Branch", columns=("key", "name_fa"), without=branch.without)
    monkeypatch.setattr("home.archive.tables.tables", lambda: [*less, thin])
    missing, columns, _gone = undecided()
    assert (list(missing), columns) == (["people.Team"], {"people.Branch": ["code", "name_en"]})


SECRET = ("password", "secret", "token", "session", "seed", "otp")
NO_SECRET = {"people.User.sessions_ended_at"}


def test_no_column_whose_name_tells_of_a_secret_is_written():
    named = [f"{table.label}.{column}" for table in archived() for column in table.columns]
    told = [name for name in named if any(word in name.rpartition(".")[2] for word in SECRET)]
    assert set(told) == NO_SECRET


def test_secrets_stand_nowhere_in_it(people):
    set_up_second_factor(people.hoda.user, OTP)
    bundle = written()
    everything = b"".join(bundle.read(name) for name in bundle.namelist())
    hashed = User.objects.get(pk=people.hoda.user.pk).password
    for secret in (OTP, hashed, settings.SECRET_KEY):
        assert secret.encode() not in everything


def test_it_is_read_back_and_is_what_the_database_has(db):
    make_world()
    bundle = written()
    manifest = json.loads(bundle.read("manifest.json"))
    for table in archived():
        rows = rows_of(bundle, table.label)
        assert len(rows) == table.model._base_manager.count() == manifest["tables"][table.label]["rows"]
        assert all(list(row) == list(table.columns) for row in rows)
    ledger = rows_of(bundle, "rewards.LedgerLine")
    amounts = apps.get_model("rewards.LedgerLine").objects.aggregate(sum=Sum("amount"))["sum"]
    assert ledger and sum(row["amount"] for row in ledger) == amounts
    answers = rows_of(bundle, "evaluations.Answer")
    assert (
        sum(row["value"] or 0 for row in answers)
        == apps.get_model("evaluations.Answer").objects.aggregate(sum=Sum("value"))["sum"]
    )
    assert answers[0]["evaluation"] in {row["key"] for row in rows_of(bundle, "evaluations.Evaluation")}


def test_who_has_a_key_is_spoken_of_by_it(people):
    bundle = written()
    narges = next(row for row in rows_of(bundle, "people.StaffMember") if row["code"] == "P-narges")
    assert (narges["user"], narges["team"]) == (people.narges.user.key, people.day_shift.key)
    assert "id" not in narges and narges["family_name_fa"] == "احمدی"
    for table in archived():
        assert not issubclass(table.model, Keyed) or "key" in table.columns


def test_every_file_is_in_it_once_under_its_hash(db):
    make_world()
    bundle = written()
    told = [json.loads(line) for line in bundle.read("files.jsonl").splitlines()]
    documents = {row["row"]: row for row in told if row["table"] == "kit.StoredDocument"}
    assert set(documents) == set(StoredDocument.objects.values_list("key", flat=True))
    for document in StoredDocument.objects.all():
        with document.open() as file:
            assert bundle.read(f"files/{document.sha256[:2]}/{document.sha256}") == file.read()
    evidence = [row for row in told if row["table"] == "evaluations.EvaluationEvidence"]
    assert len(evidence) == apps.get_model("evaluations.EvaluationEvidence").objects.count()


def test_files_that_are_written_as_file_fields_are_named():
    for table in archived():
        for column in table.columns:
            if isinstance(table.model._meta.get_field(column), FileField):
                assert column in table.files, f"{table.label}.{column}"


# Whether it is whole ---------------------------------------------------------------------------------------------


@pytest.fixture
def archive(people, tmp_path):
    company, content = people.company, b"logo"
    company.logo = private_storage().save(random_name("logo", ".png"), ContentFile(content))
    company.save()
    path = tmp_path / "archive.zip"
    with path.open("w+b") as file:
        write_archive(file, at=NOW, company="Café")
    return path


def test_the_command_says_that_all_adds_up(archive, capsys):
    call_command("check_archive", str(archive))
    said = capsys.readouterr().out
    assert "everything adds up" in said and "1 files" in said


def rewritten(path, change):
    """The same archive with some entries changed: `change(name, content)` gives bytes, or None to leave it out."""
    with zipfile.ZipFile(path) as bundle:
        content = {name: change(name, bundle.read(name)) for name in bundle.namelist()}
    with zipfile.ZipFile(path, "w") as bundle:
        for name, found in content.items():
            if found is not None:
                bundle.writestr(name, found)
    return list(archive_problems(path))


STAFF = "tables/people.StaffMember.jsonl"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda name, found: found.replace(b"P-narges", b"P-nobody") if name == STAFF else found, "not what was writ"),
        (lambda name, found: found.split(b"\n", 1)[1] if name == STAFF else found, "rows, and the manifest says"),
        (lambda name, found: found + b"[1]\n" if name == STAFF else found, "line 9 is no JSON object"),
        (lambda name, found: None if name == STAFF else found, "cannot be read"),
        (lambda name, found: b"other" if name.startswith("files/") else found, "is not what was written"),
        (lambda name, found: None if name.startswith("files/") else found, "is missing"),
        (lambda name, found: found + b"\n" if name == "files.jsonl" else found, "files.jsonl is not what"),
    ],
)
def test_whatever_was_changed_is_named(archive, change, said):
    assert any(said in problem for problem in rewritten(archive, change))


def test_what_was_slipped_in_is_named(archive):
    with zipfile.ZipFile(archive, "a") as bundle:
        bundle.writestr("files/00/slipped", b"x")
    assert list(archive_problems(archive)) == ["files/00/slipped is named nowhere"]


def test_a_file_that_the_store_lost_is_told(people, tmp_path, capsys):
    people.company.logo = "logo/00/gone.png"
    people.company.save()
    path = tmp_path / "archive.zip"
    with path.open("w+b") as file:
        manifest = write_archive(file, at=NOW, company="Café")
    assert manifest["files"]["missing"] == 1
    with pytest.raises(CommandError, match="was missing when the archive was made"):
        call_command("check_archive", str(path))


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip at all"])
def test_no_archive_at_all_is_said_to_be_none(tmp_path, content):
    path = tmp_path / "archive.zip"
    path.write_bytes(content)
    with pytest.raises(CommandError, match="no archive"):
        call_command("check_archive", str(path))


# Two people ------------------------------------------------------------------------------------------------------


def test_nothing_is_made_until_a_second_person_confirms(hoda, armin):
    request = ask(hoda)
    assert (request.state, Job.objects.count()) == ("waiting", 0)
    request = confirm_account_request(request=request, by=armin.user, at=NOW)
    job = made(request)
    assert (job.state, job.requester_key, job.expires_at) == ("done", hoda.user.key, NOW + timedelta(hours=24))
    assert opened(job).testzip() is None


def test_another_in_hr_and_the_outside_person_may_confirm(hoda, sara):
    assert confirm_account_request(request=ask(hoda), by=sara.user, at=NOW).state == "confirmed"
    outsider = UserFactory(username="nader", groups=["witness"])
    assert confirm_account_request(request=ask(hoda), by=outsider, at=NOW).state == "confirmed"


@pytest.mark.parametrize("who", ["armin", "mina", "saeed", "narges"])
def test_only_hr_asks_never_the_administrator_alone(people, who):
    with pytest.raises(errors.HRAlone):
        ask(getattr(people, who))
    assert not AccountRequest.objects.exists()


@pytest.mark.parametrize("who", ["mina", "saeed", "narges", "kaveh"])
def test_staff_authors_and_leads_do_not_confirm(people, who):
    with pytest.raises(errors.NotTheSecondPerson):
        confirm_account_request(request=ask(people.hoda), by=getattr(people, who).user, at=NOW)
    assert not Job.objects.exists()


def test_who_asked_does_not_confirm(hoda):
    request = ask(hoda)
    for action in (confirm_account_request, refuse_account_request):
        with pytest.raises(errors.SamePerson):
            action(request=request, by=hoda.user, at=NOW)


def test_who_was_let_in_by_the_asker_does_not_confirm_for_a_day(people, hoda):
    outsider = name_outside_person(name="Nader", email="nader@x.example", by=hoda.user, at=NOW)
    with pytest.raises(errors.RecentlyHelped):
        confirm_account_request(request=ask(hoda), by=outsider, at=NOW + timedelta(hours=1))
    assert not Job.objects.exists()


def test_one_waits_at_a_time_also_in_the_database(hoda, sara, armin):
    ask(hoda)
    with pytest.raises(errors.AlreadyAsked):
        ask(sara)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountRequest.objects.create(kind="archive", reason="x", asked_by=sara.user, asked_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountRequest.objects.create(kind="archive", account=armin.user, reason="x", asked_by=sara.user, asked_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountRequest.objects.create(kind="link", reason="x", asked_by=sara.user, asked_at=NOW)


def test_a_decided_request_is_not_confirmed_again_and_an_old_one_lapses(hoda, armin):
    refused = refuse_account_request(request=ask(hoda), by=armin.user, at=NOW)
    taken_back = withdraw_account_request(request=ask(hoda), by=hoda.user, at=NOW)
    done = confirmed(hoda, armin)
    for request in (refused, taken_back, done):
        with pytest.raises(errors.NotWaiting):
            confirm_account_request(request=request, by=armin.user, at=NOW)
    old = ask(hoda)
    later = NOW + timedelta(days=3)
    with pytest.raises(errors.NotWaiting):
        confirm_account_request(request=old, by=armin.user, at=later)
    assert ask(hoda, later).state == "waiting"
    old.refresh_from_db()
    assert (old.state, Job.objects.count()) == ("lapsed", 1)


def test_everybody_in_hr_and_every_administrator_is_told(hoda, sara, armin, narges):
    request = ask(hoda)
    assert {user.username for user in User.objects.filter(notices__isnull=False)} == {"sara", "armin"}
    confirm_account_request(request=request, by=armin.user, at=NOW)
    job = made(request)
    kinds = {who: set(who.user.notices.values_list("kind", flat=True)) for who in (hoda, sara, armin, narges)}
    assert kinds[narges] == set()
    assert kinds[hoda] == {"people.request_done_archive", "home.archive_ready"}
    for who in (sara, armin):
        assert kinds[who] == {"people.request_waits_archive", "people.archive_confirmed"}
    assert job.state == "done"
    for notice in hoda.user.notices.all():
        assert "%" not in "".join(words_of(notice))


def test_where_two_stood_who_were_one_it_is_worth_a_look(hoda, armin):
    request = confirmed(hoda, armin)
    an_hour_before = {"issued_at": NOW - timedelta(hours=1), "way": "paper", "is_first": False}
    SignInLink.objects.create(account=armin.user, issued_by=hoda.user, **an_hour_before)
    found = [case for case in cases(at=NOW + timedelta(minutes=1)) if case.url == request.get_absolute_url()]
    assert len(found) == 1 and "%" not in found[0].what


def test_it_is_in_the_audit_log_who_asked_confirmed_and_downloaded(hoda, armin, client_for):
    job = made(confirmed(hoda, armin))
    found = client_for(hoda).post(reverse("kit:job_download", args=[job.key]))
    assert found.status_code == 200 and b"".join(found.streaming_content)
    verbs = dict(AuditEntry.objects.values_list("verb", "actor_key"))
    assert verbs["account_request.asked"] == verbs["job.downloaded"] == hoda.user.key
    assert verbs["account_request.confirmed"] == armin.user.key
    assert armin.user.notices.filter(kind="people.archive_downloaded").count() == 1


# Who has it, and for how long ------------------------------------------------------------------------------------


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


# The page --------------------------------------------------------------------------------------------------------


def test_the_page_says_how_far_it_is_and_leads_on(hoda, sara, armin, client_for):
    url, hr = reverse("home:archive"), client_for(hoda)
    assert url in hr.get(reverse("home:hr_desk")).content.decode()
    assert url in client_for(armin).get(reverse("people:organisation")).content.decode()
    found = hr.post(url, {"reason": "برای حسابرس"})
    request = AccountRequest.objects.get()
    assert found.url == request.get_absolute_url()
    page = hr.get(url).content.decode()
    assert request.get_absolute_url() in page and 'name="reason"' not in page
    client_for(armin).post(reverse("people:confirm_request", args=[request.key]))
    job = job_of(request)
    assert job.get_absolute_url() in hr.get(url).content.decode()
    made(request, datetime.now(UTC))
    download = reverse("kit:job_download", args=[job.key])
    assert download in hr.get(url).content.decode()
    assert download not in client_for(sara).get(url).content.decode()
    Job.objects.update(expires_at=NOW - timedelta(days=1))
    assert download not in hr.get(url).content.decode()


def test_asking_wants_the_password(hoda, client_for):
    found = client_for(hoda, just_signed_in=False).post(reverse("home:archive"), {"reason": "x"})
    assert (found.status_code, AccountRequest.objects.count()) == (302, 0)


def test_the_second_person_reads_what_it_is(hoda, armin, client_for):
    request = ask(hoda)
    assert request.get_absolute_url() in client_for(armin).get(reverse("home:my_day")).content.decode()
    page = client_for(armin).get(request.get_absolute_url()).content.decode()
    assert request.reason in page
    listed = client_for(armin).get(reverse("people:requests")).content.decode()
    assert request.get_absolute_url() in listed
    assert client_for(armin).post(reverse("people:ask", args=[hoda.user.key, "archive"])).status_code == 404


def test_it_takes_the_same_questions_for_many_rows(people):
    with CaptureQueriesContext(connection) as few:
        written()
    for number in range(30):
        StaffFactory(user=None, code=f"X-{number}", team=people.office)
    with CaptureQueriesContext(connection) as many:
        written()
    assert len(few) == len(many)
    assert StaffMember.objects.count() == 38
