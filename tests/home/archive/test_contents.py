"""The company's archive is whole and without secrets: every table, column and file is in it once."""

import io
import json
import zipfile

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import FileField, Sum
from django.test.utils import CaptureQueriesContext

from home.archive.tables import archived, tables, undecided
from home.archive.writer import write_archive
from kit.documents.models import StoredDocument
from kit.values.keys import Keyed
from people.models import StaffMember, User
from tests.factories.people import StaffFactory
from tests.home.archive.world import NOW
from tests.safety.evidence_world import make_world
from tests.second_factor import SECRET as OTP
from tests.second_factor import set_up_second_factor


def rows_of(bundle, label):
    return [json.loads(line) for line in bundle.read(f"tables/{label}.jsonl").splitlines()]


def written(**more):
    file = io.BytesIO()
    write_archive(file, at=NOW, company="کافه", **more)
    return zipfile.ZipFile(file)


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


def test_it_takes_the_same_questions_for_many_rows(people):
    with CaptureQueriesContext(connection) as few:
        written()
    for number in range(30):
        StaffFactory(user=None, code=f"X-{number}", team=people.office)
    with CaptureQueriesContext(connection) as many:
        written()
    assert len(few) == len(many)
    assert StaffMember.objects.count() == 38
