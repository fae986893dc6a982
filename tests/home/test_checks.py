"""Everything is proved again at the press of a button: one at a time, with progress, and what was found stays."""

import ast
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import translation

from evaluations.models import Evaluation
from home.checks import job as running
from home.checks.areas import AREAS
from home.checks.findings import in_words, thing_in
from home.checks.job import CheckRunning, checks_done, count_of, running_check, start_check
from kit.audit.chain import chain_problems, record
from kit.audit.first_seals import seal_found
from kit.jobs.actions import cancel_job, resume_jobs
from kit.jobs.leases import Beat
from kit.jobs.models import Job, JobItem
from kit.jobs.runner import run_turn
from kit.models import AuditEntry
from tests.factories.people import UserFactory
from tests.test_architecture import TREES, name_of

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture
def armin(people):
    people.armin.user.language = "en"
    people.armin.user.save()
    return people.armin


@pytest.fixture
def client(armin, client_for):
    return client_for(armin)


def begun(by):
    """A check that waits for a worker."""
    return start_check(by=by.user, at=AT)


def done(by):
    job = begun(by)
    while run_turn(job.pk):
        pass
    job.refresh_from_db()
    return job


def test_a_true_company_adds_up_and_who_asked_hears_it(armin, client):
    seal_found(at=AT, again="written by factories")
    job = done(armin)
    entry = checks_done().get()
    assert (job.state, entry.actor_key, entry.detail["areas"]) == ("done", armin.user.key, {area: [] for area in AREAS})
    assert list(armin.user.notices.values_list("kind", "url")) == [
        ("home.check_clean", reverse("home:check", args=[job.key]))
    ]
    page = client.get(reverse("home:check", args=[job.key])).content.decode()
    assert "Everything adds up" in page
    assert client.get(reverse("home:checks")).context["newest"] == entry


def test_what_was_changed_past_the_product_is_named_without_its_figures(autumn, armin, client):
    seal_found(at=AT, again="written by factories")
    second = UserFactory(groups=["administrator"])
    row = autumn.narges_evaluation
    Evaluation.objects.filter(pk=row.pk).update(score=9911)
    job = done(armin)
    entry = checks_done().get()
    assert count_of(entry) > 0
    page = client.get(reverse("home:check", args=[job.key])).content.decode()
    assert f"The evaluation {row.number}: " in page
    assert "9911" not in page
    assert "9,911" not in page
    kinds = {user.pk: list(user.notices.values_list("kind", flat=True)) for user in (armin.user, second)}
    assert kinds == {armin.user.pk: ["home.check_found"], second.pk: ["home.check_found"]}


def test_there_are_never_two_at_once_whoever_asks(armin, client_for):
    other = UserFactory(groups=["administrator"])
    begun(armin)
    with pytest.raises(CheckRunning):
        start_check(by=other, at=AT)
    answer = client_for(other).post(reverse("home:start_check"), follow=True)
    assert [str(message) for message in answer.context["messages"]] != []
    assert Job.objects.filter(kind=running.KIND).count() == 1


def test_one_may_leave_and_come_back_and_others_see_it_too(armin, client, client_for):
    job = begun(armin)
    other = client_for(UserFactory(groups=["administrator"]))
    for each in (client, other):
        page = each.get(reverse("home:checks"))
        assert page.context["job"] == job
        assert reverse("home:check_progress") in page.content.decode()
    assert client.get(job.get_absolute_url())["Location"] == reverse("home:checks")
    assert other.get(reverse("home:checks")).context["is_mine"] is False
    while run_turn(job.pk):
        pass
    after = client.get(reverse("home:check_progress"))
    assert after.context["job"] is None
    assert "every 2s" not in after.content.decode()
    assert client.get(job.get_absolute_url())["Location"] == reverse("home:check", args=[job.key])


def test_progress_is_said_area_by_area(armin, client):
    job = begun(armin)
    JobItem.objects.filter(job=job, subject="audit log").update(state="done", name="x")
    JobItem.objects.filter(job=job, subject="people").update(state="leased")
    Job.objects.filter(pk=job.pk).update(done=1, state="running")
    page = client.get(reverse("home:check_progress")).content.decode()
    assert [page.count(word) for word in (">checked", ">at it", ">waits")] != [0, 0, 0]
    assert "The audit log: is the chain whole?" in page


def test_a_stopped_check_leaves_nothing_and_the_next_can_begin(armin):
    job = begun(armin)
    cancel_job(job=job, by=armin.user, at=AT)
    assert running_check() is None
    run_turn(job.pk)
    assert checks_done().count() == 0
    assert begun(armin) != job


def test_the_result_is_written_down_once_though_the_last_step_is_done_twice(armin, tmp_path):
    job = done(armin)
    with open(tmp_path / "again", "wb") as file:
        running.keep_result(job, job.items.filter(state="done"), file)
    assert checks_done().count() == 1


def test_an_area_that_breaks_is_said_and_the_others_are_checked(armin, client, monkeypatch):
    def broken():
        raise RuntimeError("x")

    monkeypatch.setitem(AREAS, "training", broken)
    job = done(armin)
    entry = checks_done().get()
    assert entry.detail["areas"]["training"] is None
    assert "could not be checked" in client.get(reverse("home:check", args=[job.key])).content.decode()
    assert armin.user.notices.get().kind == "home.check_found"


def test_what_is_there_only_for_a_moment_is_no_finding(armin, monkeypatch):
    """Between two questions somebody does something: the second look does not see it."""
    looks = iter([["edition 1: its content does not give its content hash"], []])
    monkeypatch.setitem(AREAS, "folder", lambda: iter(next(looks)))
    done(armin)
    assert checks_done().get().detail["areas"]["folder"] == []


def test_its_file_is_no_download(armin, client):
    """The technical sentences hold figures that an administrator does not see elsewhere."""
    job = done(armin)
    assert client.post(reverse("kit:job_download", args=[job.key])).status_code == 404
    assert client.get(reverse("kit:jobs")).context["jobs"] == []


def test_a_killed_worker_loses_nothing(armin):
    job = begun(armin)
    JobItem.objects.filter(job=job, subject="people").update(
        state="leased", holder="gone", fence=1, tries=1, lease_until=AT - timedelta(hours=1)
    )
    resume_jobs(at=AT + timedelta(hours=1))
    while run_turn(job.pk):
        pass
    assert checks_done().get().detail["areas"]["people"] is not None


def test_a_long_item_keeps_its_lease_while_it_asks_the_database(armin):
    job = begun(armin)
    from kit.processes.holders import this_process

    JobItem.objects.filter(job=job, subject="people").update(
        state="leased", holder=this_process(), lease_until=AT, fence=1
    )
    now = iter([0, 5, 30])
    with connection.execute_wrapper(Beat(job, "people", clock=lambda: next(now, 31))):
        AuditEntry.objects.count()
        AuditEntry.objects.count()
        assert JobItem.objects.get(job=job, subject="people").lease_until > AT


def test_a_deed_between_the_last_portion_and_the_head_is_no_finding(people, monkeypatch):
    from kit.audit import chain

    record(verb="staff.added", on=people.narges, at=AT)
    true_head = chain.head

    def late_head():
        monkeypatch.setattr(chain, "head", true_head)
        record(verb="staff.changed", on=people.narges, at=AT)
        return true_head()

    monkeypatch.setattr(chain, "head", late_head)
    assert list(chain_problems()) == []


def test_only_administrators_press_it(people, client_for):
    for person in (people.hoda, people.mina, people.narges):
        assert client_for(person).post(reverse("home:start_check")).status_code == 403
    assert Job.objects.count() == 0


# Words of what was found


def sentences_of_the_code():
    """Every sentence that a verification may yield, with something in the places."""
    for path, tree in TREES.items():
        if not re.search(r"((?<!archive/)verification|audit/chain|documents/store)\.py$", name_of(path)):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Yield) and isinstance(node.value, ast.JoinedStr):
                yield name_of(path), _filled(node.value)


def _filled(text):
    return "".join(
        part.value if isinstance(part, ast.Constant) else NAMES.get(ast.unparse(part.value), "7")
        for part in text.values
    )


NAMES = {"_named(edition)": "edition 3", "name": "evaluation EV-1"}


def test_every_sentence_of_the_code_has_words_in_both_languages():
    found = list(sentences_of_the_code())
    assert len(found) > 45
    assert [(path, sentence) for path, sentence in found if thing_in(sentence) is None] == []
    for _path, sentence in found:
        with translation.override("fa"):
            assert not re.search("[a-z]{3}", in_words(sentence)), sentence


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("audit entry 5 is missing", "Entry 5 of the audit log: it is missing, somebody removed it past the product."),
        ("audit entry 5 (x.y) was changed after it was written", "somebody changed it past the product"),
        ("staff member 1001 (kq3) was changed after an action left it (audit entry 3)", "somebody 1001: "),
        ("evaluation EV-1: the stored score 8300 is not the computed 8400", "what is stored is not what is computed"),
        ("1001: two periods of work have days in common", "The work of the person with the code 1001: what is stored"),
        ("hold 12 was written by no action", "nobody did this in the product"),
        ("something nobody thought of", "A row: what is stored"),
    ],
)
def test_what_was_found_reads_as_a_sentence(sentence, words):
    with translation.override("en"):
        assert words in in_words(sentence)
        assert "8300" not in in_words(sentence)
