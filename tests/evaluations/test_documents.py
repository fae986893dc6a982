"""The record of an evaluation: who may open it, when it is made anew, what stands in it, and a cycle's in one ZIP."""

import io
import json
import zipfile
from datetime import UTC, date, datetime

import pypdf
import pytest
from django.urls import reverse

from evaluations import actions
from evaluations.bulk import READY
from evaluations.content import evaluation_content
from evaluations.documents import NotReleased, make_document, stored_document
from evaluations.models import Evaluation
from kit.audit.models import AuditEntry
from kit.canonical import canonical_json
from kit.documents.models import StoredDocument
from kit.documents.storing import read_document
from kit.jobs.models import Job
from tests.documents.reading import attached, text_of
from tests.factories.evaluations import assign, given_answers, open_cycle, released, submitted

LATER = datetime(2026, 12, 5, 8, tzinfo=UTC)


@pytest.fixture
def assignment(people):
    return assign(open_cycle(), subject=people.narges, evaluator=people.saeed)


@pytest.fixture
def evaluation(assignment):
    return released(assignment, [10000, 5000, None])


def url(evaluation, name="document", language="fa"):
    return reverse(f"evaluations:{name}", args=[evaluation.key, language])


def made(evaluation, language="fa"):
    return make_document(evaluation=evaluation, language=language, at=LATER)


def final(evaluation):
    actions.finalise_due(on=date(2027, 1, 31), at=LATER)
    return Evaluation.objects.get(pk=evaluation.pk)


# Who may open it


def test_both_sides_and_hr_open_the_same_file(client_for, people, evaluation):
    kept = read_document(made(evaluation))
    for person in (people.narges, people.saeed, people.hoda):
        answer = client_for(person).get(url(evaluation))
        assert answer["Content-Type"] == "application/pdf"
        assert b"".join(answer.streaming_content) == kept


def test_to_everybody_else_it_does_not_exist(client_for, people, evaluation):
    made(evaluation)
    for person in (people.parisa, people.kaveh, people.mina, people.armin):
        assert client_for(person).get(url(evaluation)).status_code == 404
        assert client_for(person).post(url(evaluation, "make_document")).status_code == 404


def test_before_release_there_is_none(client_for, people, assignment):
    evaluation = submitted(assignment)
    for person in (people.narges, people.saeed, people.hoda):
        assert client_for(person).get(url(evaluation)).status_code == 404
    with pytest.raises(NotReleased):
        made(evaluation)
    assert not StoredDocument.objects.exists()


def test_a_language_that_is_none_is_not_found(client_for, people, evaluation):
    assert client_for(people.narges).get(url(evaluation, language="de")).status_code == 404


# When it is made


def test_the_page_waits_until_the_worker_made_it(client_for, people, evaluation):
    client = client_for(people.narges)
    assert "evaluations/document_wait.html" in [t.name for t in client.get(url(evaluation)).templates]
    assert client.get(url(evaluation, "document_ready")).status_code == 204
    assert client.post(url(evaluation, "make_document")).url == url(evaluation)
    assert client.get(url(evaluation, "document_ready"))["HX-Redirect"] == url(evaluation)
    assert client.get(url(evaluation))["Content-Type"] == "application/pdf"


def test_release_makes_it_in_the_subjects_language(people, assignment, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        released(assignment)
    assert [row.language for row in StoredDocument.objects.all()] == ["fa"]


def test_it_is_made_once(evaluation):
    first, again = made(evaluation), made(evaluation)
    assert first == again
    assert StoredDocument.objects.count() == 1


def test_when_final_a_new_one_names_the_old(evaluation):
    first = made(evaluation)
    second = made(final(evaluation))
    assert second.supersedes == first
    assert stored_document(final(evaluation), "fa") == second
    assert first.code not in text_of(read_document(second))


def test_a_correction_names_the_document_of_the_old_revision(people, evaluation):
    first = made(evaluation)
    new = actions.correct_evaluation(
        evaluation=evaluation,
        answers=given_answers(evaluation.scorecard, [10000, 10000, None], "دوباره دیدم."),
        reason="جابه‌جا ثبت شده بود.",
        by=people.hoda.user,
        at=LATER,
    )
    second = made(new)
    assert second.supersedes == first
    assert evaluation.number in text_of(read_document(second))


# What stands in it


def test_english_record_says_all(evaluation):
    text = text_of(read_document(made(evaluation, "en")))
    for words in (
        "Narges Ahmadi",
        "Saeed Rezaei",
        "Autumn 2026",
        evaluation.number,
        "75.00%",
        "DUR-01",
        "Repeats order 2 before entering it.",
        "Sometimes",
        "Did not arise",
        evaluation.edition.content_hash[:4],
        made(evaluation, "en").code,
        "Page 1 of 1",
    ):
        assert words in text


def test_persian_record_reads_in_logical_order(evaluation):
    text = text_of(read_document(made(evaluation)))
    for words in ("نرگس احمدی", "سعید رضایی", "هنگام خرید", "دو بار دیده شد", "همیشه", "DUR-01"):
        assert words in text


def test_the_sealed_content_is_inside(evaluation):
    [(name, value)] = attached(read_document(made(evaluation))).items()
    evaluation = Evaluation.objects.get(pk=evaluation.pk)
    answers = evaluation.answers.select_related("criterion__standard", "outcome")
    assert name == f"{evaluation.number}.json"
    assert value == json.loads(canonical_json(evaluation_content(evaluation, answers)))


# A cycle's in one ZIP


@pytest.fixture
def cycle(people):
    cycle = open_cycle()
    for subject in (people.narges, people.parisa):
        released(assign(cycle, subject=subject, evaluator=people.saeed))
    submitted(assign(cycle, subject=people.kaveh, evaluator=people.mina))
    return cycle


def exported(client, cycle, capture, language="fa"):
    with capture(execute=True):
        return client.post(reverse("evaluations:cycle_documents", args=[cycle.key, language]))


def test_the_password_is_asked_for_again(client_for, people, cycle, django_capture_on_commit_callbacks):
    client = client_for(people.hoda, just_signed_in=False)
    answer = exported(client, cycle, django_capture_on_commit_callbacks)
    assert answer.status_code == 302 and "reauthenticate" in answer.url
    assert not Job.objects.exists()


def test_hoda_exports_what_is_released(client_for, people, cycle, django_capture_on_commit_callbacks):
    client = client_for(people.hoda)
    page = exported(client, cycle, django_capture_on_commit_callbacks)
    job = Job.objects.get()
    assert (page.url, job.state, job.done, job.failed) == (job.get_absolute_url(), "done", 2, 0)
    answer = client.post(reverse("kit:job_download", args=[job.key]))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as bundle:
        names = bundle.namelist()
        pdfs = [name for name in names if name.endswith(".pdf")]
        assert [name.split(" EV")[0] for name in pdfs] == [
            "شیفت روز ولیعصر/نرگس احمدی",
            "شیفت روز ولیعصر/پریسا کریمی",
        ]
        assert names[2:] == ["index.html", "index.xlsx", "manifest.txt"]
        assert "نرگس احمدی" in bundle.read("index.html").decode()
        hashes = dict(line.split("  ")[::-1] for line in bundle.read("manifest.txt").decode().splitlines())
        for name in pdfs:
            assert pypdf.PdfReader(io.BytesIO(bundle.read(name))).pages
            assert StoredDocument.objects.filter(sha256=hashes[name]).exists()
    assert people.hoda.user.notices.filter(kind=READY).count() == 1
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"cycle.documents_exported", "job.started", "job.downloaded"} <= verbs


def test_nobody_else_gets_the_zip(client_for, people, cycle, django_capture_on_commit_callbacks):
    exported(client_for(people.hoda), cycle, django_capture_on_commit_callbacks)
    job = Job.objects.get()
    assert client_for(people.armin).post(reverse("kit:job_download", args=[job.key])).status_code == 404
    people.hoda.user.groups.clear()
    assert client_for(people.hoda).post(reverse("kit:job_download", args=[job.key])).status_code == 403
    assert (
        client_for(people.saeed).post(reverse("evaluations:cycle_documents", args=[cycle.key, "fa"])).status_code == 403
    )


def test_with_nothing_released_there_is_nothing_to_export(client_for, people):
    cycle = open_cycle()
    answer = client_for(people.hoda).post(reverse("evaluations:cycle_documents", args=[cycle.key, "fa"]))
    assert answer.url == cycle.get_absolute_url()
    assert not Job.objects.exists()
