"""The record of an evaluation: who may open it, when it is made anew, what stands in it, and a cycle's in one ZIP."""

import io
import json
import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pypdf
import pytest
from django.urls import reverse

from evaluations import actions
from evaluations.documents.record import PAPER, find_evaluation
from evaluations.documents.record_archive import export_cycle
from evaluations.models import Evaluation
from evaluations.notices import DOCUMENTS_READY
from evaluations.records.content import evaluation_content
from kit.audit.models import AuditEntry
from kit.documents import creation
from kit.documents.creation import stored_paper
from kit.documents.models import StoredDocument
from kit.documents.store import read_document
from kit.documents.tasks import make_paper_later
from kit.jobs.models import Job
from kit.jobs.runner import run_turn
from kit.pdf import render_pdf
from kit.values.canonical import canonical_json
from tests.documents.reading import attached, text_of
from tests.factories.evaluations import assign, document_of, given_answers, open_cycle, released, submitted
from tests.worlds import built_once

LATER = datetime(2026, 12, 5, 8, tzinfo=UTC)


@built_once
def assignment(people):
    return assign(open_cycle(), subject=people.narges, evaluator=people.saeed)


@built_once
def evaluation(assignment):
    return released(assignment, [10000, 5000, None])


def url(evaluation, name="document", language="fa"):
    return reverse(f"evaluations:{name}", args=[evaluation.key, language])


def door(evaluation, name, language="fa"):
    return reverse(f"kit:{name}", args=["evaluation", evaluation.key, language])


def made(evaluation, language="fa"):
    return document_of(evaluation, language, at=LATER)


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
        assert client_for(person).post(door(evaluation, "make_paper")).status_code == 404


def test_before_release_there_is_none(client_for, people, assignment):
    evaluation = submitted(assignment)
    for person in (people.narges, people.saeed, people.hoda):
        assert client_for(person).get(url(evaluation)).status_code == 404
    assert find_evaluation(evaluation.key, None) is None
    make_paper_later.call("evaluation", evaluation.key, "fa")
    assert not StoredDocument.objects.exists()


def test_a_language_that_is_none_is_not_found(client_for, people, evaluation):
    assert client_for(people.narges).get(url(evaluation, language="de")).status_code == 404


# When it is made


def test_the_page_waits_for_the_language_asked_for_not_the_readers(client_for, people, evaluation):
    page = client_for(people.narges).get(url(evaluation, language="en")).content.decode()
    assert door(evaluation, "make_paper", "en") in page and door(evaluation, "paper_ready", "en") in page
    assert door(evaluation, "make_paper", "fa") not in page


def test_the_page_waits_until_the_worker_made_it(client_for, people, evaluation):
    client = client_for(people.narges)
    assert "kit/paper_wait.html" in [t.name for t in client.get(url(evaluation)).templates]
    assert client.get(door(evaluation, "paper_ready")).status_code == 204
    assert client.post(door(evaluation, "make_paper")).url == door(evaluation, "paper")
    assert client.get(door(evaluation, "paper_ready"))["HX-Redirect"] == door(evaluation, "paper")
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
    assert stored_paper(PAPER, final(evaluation), "fa") == second
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


def test_what_was_voided_or_corrected_is_withdrawn_in_both_languages(client, people, evaluation):
    client.cookies["language"] = "en"
    before = [made(evaluation, language) for language in ("fa", "en")]
    actions.void_evaluation(evaluation=evaluation, reason="روز مرخصی", by=people.hoda.user, at=LATER)
    for document in before:
        document.refresh_from_db()
        assert document.withdrawn_at == LATER
        page = client.get(document.get_absolute_url()).content.decode()
        assert "withdrawn since" in page
    assert made(Evaluation.objects.get(pk=evaluation.pk)).withdrawn_at is None


def test_what_is_voided_while_its_document_is_made_is_withdrawn_too(people, evaluation, monkeypatch):
    def slowly(html, **rest):
        if not Evaluation.objects.get(pk=evaluation.pk).is_void:
            actions.void_evaluation(evaluation=evaluation, reason="روز مرخصی", by=people.hoda.user, at=LATER)
        return render_pdf(html, **rest)

    monkeypatch.setattr(creation, "render_pdf", slowly)
    document = StoredDocument.objects.get(pk=made(evaluation).pk)
    assert document.withdrawn_at == LATER
    assert made(Evaluation.objects.get(pk=evaluation.pk)).withdrawn_at is None


# What stands in it


def test_english_record_says_all(evaluation):
    text = text_of(read_document(made(evaluation, "en")))
    for words in (
        "Narges Ahmadi",
        "Saeed Rezaei",
        "Autumn 2026",
        evaluation.number,
        "75.0%",
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
    assert name == "evaluation.json"
    assert value["sealed"] == json.loads(canonical_json(evaluation_content(evaluation, answers)))


# A cycle's in one ZIP


@built_once
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
    assert people.hoda.user.notices.filter(kind=DOCUMENTS_READY).count() == 1
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"cycle.documents_exported", "job.started", "job.downloaded"} <= verbs


def test_nobody_else_gets_the_zip(client_for, people, cycle, django_capture_on_commit_callbacks):
    exported(client_for(people.hoda), cycle, django_capture_on_commit_callbacks)
    job = Job.objects.get()
    assert client_for(people.armin).post(reverse("kit:job_download", args=[job.key])).status_code == 404
    people.hoda.user.groups.clear()
    assert client_for(people.hoda).post(reverse("kit:job_download", args=[job.key])).status_code == 404
    assert client_for(people.hoda).get(job.get_absolute_url()).status_code == 404
    assert (
        client_for(people.saeed).post(reverse("evaluations:cycle_documents", args=[cycle.key, "fa"])).status_code == 403
    )


def test_with_nothing_released_there_is_nothing_to_export(client_for, people):
    cycle = open_cycle()
    answer = client_for(people.hoda).post(reverse("evaluations:cycle_documents", args=[cycle.key, "fa"]))
    assert answer.url == cycle.get_absolute_url()
    assert not Job.objects.exists()


# What the list shows, or what is ticked in it


LIST = reverse("evaluations:list_documents")


def asked(client, capture, **given):
    with capture(execute=True):
        return client.post(LIST, {"language": "fa", "scope": "all", "filters": ""} | given)


def files_of(client):
    job = Job.objects.latest("pk")
    answer = client.post(reverse("kit:job_download", args=[job.key]))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as bundle:
        return job, [name for name in bundle.namelist() if name.endswith(".pdf")], bundle.read("index.xlsx")


def names_in(names):
    return sorted(name.split("/")[1].split(" EV")[0] for name in names)


@built_once
def two_cycles(people, cycle):
    """A second one, in which Kaveh was evaluated in another branch in October."""
    other = open_cycle(cycle.edition, title="دورهٔ دیگر")
    row = released(assign(other, subject=people.kaveh, evaluator=people.mina))
    Evaluation.objects.filter(pk=row.pk).update(observed_on=date(2026, 10, 5))
    return cycle, other


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (lambda people, cycles: "", ["نرگس احمدی", "پریسا کریمی", "کاوه مرادی"]),
        (lambda people, cycles: f"cycle={cycles[0].key}", ["نرگس احمدی", "پریسا کریمی"]),
        (lambda people, cycles: f"team={people.day_shift.key}", ["نرگس احمدی", "پریسا کریمی"]),
        (lambda people, cycles: f"branch={people.tajrish.key}", ["کاوه مرادی"]),
        (lambda people, cycles: "since=1405/07/01&until=1405/07/30", ["کاوه مرادی"]),
        (lambda people, cycles: "q=پريسا", ["پریسا کریمی"]),
    ],
    ids=["all", "cycle", "team", "branch", "period", "search"],
)
def test_all_that_the_list_shows(client_for, people, two_cycles, django_capture_on_commit_callbacks, filters, names):
    client = client_for(people.hoda)
    asked(client, django_capture_on_commit_callbacks, filters=filters(people, two_cycles))
    _job, found, _index = files_of(client)
    assert names_in(found) == sorted(names)


def test_what_is_ticked_and_nothing_else(client_for, people, cycle, django_capture_on_commit_callbacks):
    client = client_for(people.hoda)
    narges = Evaluation.objects.get(subject=people.narges)
    handed_in = Evaluation.objects.get(subject=people.kaveh)
    page = client.get(reverse("evaluations:list")).content.decode()
    assert f'value="{narges.key}"' in page and f'value="{handed_in.key}"' not in page
    chosen = [narges.key, handed_in.key, "nonsense"]
    asked(client, django_capture_on_commit_callbacks, scope="chosen", chosen=chosen, language="en")
    job, names, index = files_of(client)
    assert names == [f"Valiasr day shift/Narges Ahmadi {narges.number}.pdf"]
    sheet = openpyxl.load_workbook(io.BytesIO(index)).worksheets[0]
    head, row = ([cell.value for cell in line] for line in sheet.iter_rows(max_row=2))
    assert row[head.index("Date")] == datetime(2026, 11, 21)
    assert row[head.index("Code")] and row[head.index("SHA-256")]
    assert job.title.startswith("Evaluation records, ")


def test_with_nothing_ticked_the_list_says_so(client_for, people, cycle, django_capture_on_commit_callbacks):
    answer = asked(client_for(people.hoda), django_capture_on_commit_callbacks, scope="chosen", filters="q=x")
    assert answer.url == reverse("evaluations:list") + "?q=x"
    assert not Job.objects.exists()


def test_only_hr_has_ticks_and_may_ask(client_for, people, cycle, django_capture_on_commit_callbacks):
    for who in (people.narges, people.saeed, people.mina, people.armin):
        assert 'name="chosen"' not in client_for(who).get(reverse("evaluations:list")).content.decode()
        assert asked(client_for(who), django_capture_on_commit_callbacks).status_code == 403
    assert not Job.objects.exists()


def test_the_list_asks_for_the_password_too(client_for, people, cycle, django_capture_on_commit_callbacks):
    answer = asked(client_for(people.hoda, just_signed_in=False), django_capture_on_commit_callbacks)
    assert "reauthenticate" in answer.url and not Job.objects.exists()


def test_both_languages_may_be_made_at_once(people, cycle):
    first, second = (export_cycle(cycle=cycle, language=lang, by=people.hoda.user, at=LATER) for lang in ("fa", "en"))
    assert first != second
    assert export_cycle(cycle=cycle, language="en", by=people.hoda.user, at=LATER) == second


def test_a_role_lost_meanwhile_makes_nothing_more(people, cycle):
    job = export_cycle(cycle=cycle, language="fa", by=people.hoda.user, at=LATER)
    people.hoda.user.groups.clear()
    while run_turn(job.pk):
        pass
    job.refresh_from_db()
    assert (job.state, job.done) == ("failed", 0)
    assert not people.hoda.user.notices.filter(kind=DOCUMENTS_READY).exists()


def test_a_name_with_a_slash_opens_no_folder(people, cycle, django_capture_on_commit_callbacks, client_for):
    people.day_shift.name_fa = "../../شیفت/روز"
    people.day_shift.save()
    client = client_for(people.hoda)
    exported(client, cycle, django_capture_on_commit_callbacks)
    _job, names, _index = files_of(client)
    assert all(name.count("/") == 1 and ".." not in name.split("/")[0][:2] for name in names)
