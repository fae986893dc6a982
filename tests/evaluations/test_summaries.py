"""The summaries of a cycle: who may have them, what they rest on, and that nobody is ranked who need not be."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from evaluations import actions
from evaluations.documents.summary_archive import export_summaries
from evaluations.models import CycleSource
from evaluations.results.summaries import PersonSummary, TeamSummary
from evaluations.scoring.ranking import groups_apart
from kit.audit.models import AuditEntry
from kit.documents.creation import make_paper, stored_paper
from kit.documents.kinds import paper_of
from kit.documents.models import StoredDocument
from kit.documents.store import read_document
from kit.jobs.models import Job
from kit.jobs.runner import run_turn
from people.models import StaffMember
from tests.documents.reading import attached, text_of
from tests.factories.evaluations import assign, given_answers, open_cycle, released
from tests.worlds import built_once

LATER = datetime(2026, 12, 25, 8, tzinfo=UTC)
PERSON, TEAM = "cycle-summary", "team-summary"


@built_once
def cycle(people):
    """Narges was seen three times, Parisa once."""
    cycle = open_cycle()
    seen = assign(cycle, subject=people.narges, evaluator=people.saeed, wanted=3)
    for values in ([10000, 5000, None], [10000, 7500, 10000], [10000, 5000, 7500]):
        released(seen, values)
    released(assign(cycle, subject=people.parisa, evaluator=people.mina), [5000, 2500, 5000])
    return cycle


def of_person(cycle, staff):
    return PersonSummary(cycle, StaffMember.objects.get(pk=staff.pk))


def of_team(cycle, team):
    return TeamSummary(cycle, team)


def printed(kind, summary, language):
    return read_document(make_paper(paper_of(kind), summary, language=language, at=LATER))


def readers(client_for, people, kind, key):
    address = reverse("kit:paper", args=[kind, key, "fa"])
    everybody = ("narges", "parisa", "saeed", "kaveh", "mina", "hoda", "armin")
    return {name for name in everybody if client_for(getattr(people, name)).get(address).status_code == 200}


def test_a_persons_summary_is_theirs_their_leads_and_hrs(client_for, people, cycle):
    assert readers(client_for, people, PERSON, of_person(cycle, people.narges).key) == {"narges", "saeed", "hoda"}


def test_a_teams_summary_is_its_leads_and_hrs(client_for, people, cycle):
    key = of_team(cycle, people.day_shift).key
    assert readers(client_for, people, TEAM, key) == {"saeed", "hoda"}


def test_a_move_since_takes_nothing_from_the_lead_of_the_days_nor_gives_it_to_the_new_one(client_for, people, cycle):
    StaffMember.objects.filter(pk=people.parisa.pk).update(team=people.tajrish_shift)
    assert readers(client_for, people, TEAM, of_team(cycle, people.day_shift).key) == {"saeed", "hoda"}
    assert readers(client_for, people, PERSON, of_person(cycle, people.parisa).key) == {"parisa", "saeed", "hoda"}


def test_without_a_score_there_is_none(client_for, people, cycle):
    for thing, kind in ((people.kaveh, PERSON), (people.tajrish_shift, TEAM)):
        assert readers(client_for, people, kind, f"{cycle.key}.{thing.key}") == set()
    for key in ("none", f"{cycle.key}.none", f"none.{people.narges.key}", cycle.key):
        assert readers(client_for, people, PERSON, key) == set()


def test_a_person_reads_score_count_interval_and_weak_standards(people, cycle):
    text = text_of(printed(PERSON, of_person(cycle, people.narges), "en"))
    summary = of_person(cycle, people.narges)
    assert [(row.code, row.score, row.n) for row in summary.standards] == [
        ("DUR-02", 5833, 3),
        ("DUR-03", 8750, 2),
        ("DUR-01", 10000, 3),
    ]
    for words in (
        "Narges Ahmadi",
        "from 3 evaluations",
        "Too few yet: 3, about",
        "Standards to work on",
        "DUR-02",
        "58.3%",
        "so far",
    ):
        assert words in text
    assert "Parisa" not in text
    numbers = [row.number for row in summary.listed]
    assert len(numbers) == 3 and all(number in text for number in numbers)


def test_the_persian_summaries_read_in_logical_order(people, cycle):
    text = text_of(printed(PERSON, of_person(cycle, people.narges), "fa"))
    for words in ("نرگس احمدی", "سعید رضایی", "سفارش و صندوق", "پاییز", "DUR-02", "پیش از ثبت"):
        assert words in text
    text = text_of(printed(TEAM, of_team(cycle, people.day_shift), "fa"))
    for words in ("شیفت روز ولیعصر", "نرگس احمدی", "پریسا کریمی"):
        assert words in text


def test_a_team_reads_everybody_with_counts_and_ranks_nobody(people, cycle):
    summary = of_team(cycle, people.day_shift)
    assert [(line.staff, line.score.n) for line in summary.people] == [(people.narges, 3), (people.parisa, 1)]
    assert summary.score.n == 4
    text = text_of(printed(TEAM, summary, "en"))
    for words in ("Narges Ahmadi", "Parisa Karimi", "too few evaluations to rank anybody", "2 people"):
        assert words in text


def test_figures_are_inside_as_they_were(people, cycle):
    [(name, value)] = attached(printed(PERSON, of_person(cycle, people.narges), "en")).items()
    assert name == "cycle-summary.json"
    value = value["state"]
    assert (value["n"], value["staff"], value["is_closed"]) == (3, people.narges.key, False)


def test_a_correction_makes_a_new_one_that_names_the_old(people, cycle):
    first = make_paper(paper_of(PERSON), of_person(cycle, people.narges), language="fa", at=LATER)
    again = make_paper(paper_of(PERSON), of_person(cycle, people.narges), language="fa", at=LATER)
    old = of_person(cycle, people.narges).counted[0]
    answers = given_answers(old.scorecard, [10000, 10000, None], "دوباره دیده شد.")
    actions.correct_evaluation(evaluation=old, answers=answers, reason="جابه‌جا", by=people.hoda.user, at=LATER)
    summary = of_person(cycle, people.narges)
    assert first == again and stored_paper(paper_of(PERSON), summary, "fa") is None
    second = make_paper(paper_of(PERSON), summary, language="fa", at=LATER)
    assert second.supersedes == first


def test_closing_makes_everybodys_and_the_teams(people, cycle, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.close_cycle(cycle=cycle, by=people.hoda.user, at=LATER)
    made = StoredDocument.objects.order_by("kind").values_list("kind", flat=True)
    assert list(made) == [PERSON, PERSON, TEAM]
    old = of_person(cycle, people.parisa).counted[0]
    answers = given_answers(old.scorecard, [10000, 10000, 10000], "دوباره دیده شد.")
    with django_capture_on_commit_callbacks(execute=True):
        actions.correct_evaluation(evaluation=old, answers=answers, reason="جابه‌جا", by=people.hoda.user, at=LATER)
    assert StoredDocument.objects.filter(kind=PERSON, supersedes__isnull=False).count() == 1
    assert StoredDocument.objects.filter(kind=TEAM, supersedes__isnull=False).count() == 1


def test_voiding_after_the_end_renews_them(people, cycle, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.close_cycle(cycle=cycle, by=people.hoda.user, at=LATER)
    old = of_person(cycle, people.narges).counted[0]
    with django_capture_on_commit_callbacks(execute=True):
        actions.void_evaluation(evaluation=old, reason="روز مرخصی", by=people.hoda.user, at=LATER)
    renewed = StoredDocument.objects.filter(supersedes__isnull=False)
    cycle.refresh_from_db()
    assert sorted(renewed.values_list("kind", flat=True)) == [PERSON, TEAM]
    assert stored_paper(paper_of(PERSON), of_person(cycle, people.narges), "fa").supersedes is not None
    assert StoredDocument.objects.filter(kind="evaluation", object_key=old.key).count() == 1


def test_voiding_before_the_end_makes_none(people, cycle, django_capture_on_commit_callbacks):
    old = of_person(cycle, people.narges).counted[0]
    with django_capture_on_commit_callbacks(execute=True):
        actions.void_evaluation(evaluation=old, reason="روز مرخصی", by=people.hoda.user, at=LATER)
    assert not StoredDocument.objects.filter(kind__in=[PERSON, TEAM]).exists()


@pytest.mark.parametrize("is_over", [False, True])
def test_with_the_last_score_the_summaries_are_withdrawn(client, client_for, people, cycle, is_over):
    client.cookies["language"] = "en"
    documents = [
        make_paper(paper_of(kind), summary, language=language, at=LATER)
        for kind, summary in ((PERSON, of_person(cycle, people.parisa)), (TEAM, of_team(cycle, people.day_shift)))
        for language in ("fa", "en")
    ]
    others = make_paper(paper_of(PERSON), of_person(cycle, people.narges), language="fa", at=LATER)
    if is_over:
        actions.close_cycle(cycle=cycle, by=people.hoda.user, at=LATER)
    only = of_person(cycle, people.parisa).counted[0]
    actions.void_evaluation(evaluation=only, reason="روز مرخصی", by=people.hoda.user, at=LATER)
    for document in documents:
        page = client.get(document.get_absolute_url()).content.decode()
        assert "withdrawn since" in page and "genuine" not in page
    others.refresh_from_db()
    assert others.withdrawn_at is None or is_over  # closing is news in itself
    page = client_for(people.hoda).get(reverse("evaluations:cycle_summaries", args=[cycle.key])).content.decode()
    assert people.parisa.key not in page and people.narges.key in page


def test_nobody_without_a_score_stands_in_the_list(client_for, people):
    cycle = open_cycle()
    CycleSource.objects.create(cycle=cycle, source="peer", weight=100, threshold=3)
    released(assign(cycle, subject=people.narges, evaluator=people.saeed), [None, None, None])
    released(assign(cycle, subject=people.parisa, evaluator=people.kaveh, source="peer"), [10000, 10000, 10000])
    page = client_for(people.hoda).get(reverse("evaluations:cycle_summaries", args=[cycle.key])).content.decode()
    assert "kit/paper" not in page and PERSON not in page and TEAM not in page


def test_a_source_below_its_threshold_leaves_no_trace(people, cycle):
    """One colleague where three are needed: neither the score, nor a mean, nor a line, nor a count tells of it."""
    CycleSource.objects.create(cycle=cycle, source="peer", weight=100, threshold=3)
    before = of_person(cycle, people.narges).content()
    peer = assign(cycle, subject=people.narges, evaluator=people.kaveh, source="peer")
    released(peer, [0, 0, 0])
    summary = of_person(cycle, people.narges)
    assert summary.content() == before
    assert "Kaveh" not in text_of(printed(PERSON, summary, "en"))


def test_the_page_of_summaries_is_for_hr_and_leads_each_with_theirs(client_for, people, cycle):
    address = reverse("evaluations:cycle_summaries", args=[cycle.key])
    for who, names in ((people.hoda, {"نرگس احمدی", "پریسا کریمی"}), (people.saeed, {"نرگس احمدی", "پریسا کریمی"})):
        answer = client_for(who).get(address)
        page = answer.content.decode()
        assert all(name in page for name in names)
        assert of_person(cycle, people.narges).key in page and of_team(cycle, people.day_shift).key in page
    own = client_for(people.narges).get(address).content.decode()
    assert of_person(cycle, people.narges).key in own
    assert of_person(cycle, people.parisa).key not in own and of_team(cycle, people.day_shift).key not in own
    assert [client_for(who).get(address).status_code for who in (people.mina, people.armin)] == [200, 404]


def test_my_evaluations_lead_to_my_summary(client_for, people, cycle):
    page = client_for(people.narges).get(reverse("evaluations:mine")).content.decode()
    assert reverse("kit:paper", args=[PERSON, of_person(cycle, people.narges).key, "fa"]) in page


def test_queries_do_not_grow_with_the_people(people, cycle, django_assert_num_queries):
    with django_assert_num_queries(3):
        of_team(cycle, people.day_shift).content()


@pytest.mark.parametrize(
    ("bounds", "groups"),
    [
        ([], []),
        ([("a", 70, 80), ("b", 75, 90)], [["a", "b"]]),
        ([("a", 70, 80), ("b", 81, 90)], [["b"], ["a"]]),
        ([("a", 70, 80), ("b", 80, 90)], [["a", "b"]]),
        ([("a", 10, 20), ("b", 15, 40), ("c", 35, 60), ("d", 70, 70)], [["d"], ["a", "b", "c"]]),
    ],
)
def test_groups_apart(bounds, groups):
    assert groups_apart(bounds) == groups


# All of a cycle in one ZIP


def zipped(client, cycle, capture, language="fa"):
    with capture(execute=True):
        answer = client.post(reverse("evaluations:summary_documents", args=[cycle.key, language]))
    return answer, Job.objects.order_by("-pk").first()


def test_hr_gets_all_summaries_in_one_zip(client_for, people, cycle, django_capture_on_commit_callbacks):
    client = client_for(people.hoda)
    answer, job = zipped(client, cycle, django_capture_on_commit_callbacks)
    assert (answer.url, job.state, job.done, job.failed) == (job.get_absolute_url(), "done", 3, 0)
    answer = client.post(reverse("kit:job_download", args=[job.key]))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as bundle:
        pdfs = sorted(name for name in bundle.namelist() if name.endswith(".pdf"))
        index = bundle.read("index.html").decode()
    team = people.day_shift.name_fa
    for part in (people.narges.code, people.parisa.code, f"/{team}.pdf"):
        assert any(part in name for name in pdfs)
    assert [name.rpartition("/")[0] for name in pdfs].count(team) == 2
    assert "نرگس احمدی" in index
    assert AuditEntry.objects.filter(verb="cycle.summaries_exported").count() == 1
    assert StoredDocument.objects.filter(kind__in=[PERSON, TEAM]).count() == 3


def test_the_zip_of_summaries_is_hrs_alone(client_for, people, cycle, django_capture_on_commit_callbacks):
    for who in (people.saeed, people.narges):
        answer, job = zipped(client_for(who), cycle, django_capture_on_commit_callbacks)
        assert answer.status_code == 403 and job is None
    answer, job = zipped(client_for(people.hoda, just_signed_in=False), cycle, django_capture_on_commit_callbacks)
    assert "reauthenticate" in answer.url and job is None


def test_without_scores_there_is_no_zip(client_for, people, django_capture_on_commit_callbacks):
    cycle = open_cycle()
    answer, job = zipped(client_for(people.hoda), cycle, django_capture_on_commit_callbacks)
    assert answer.url == cycle.get_absolute_url() and job is None


def test_a_role_lost_meanwhile_makes_no_summary(people, cycle):
    job = export_summaries(cycle=cycle, language="en", by=people.hoda.user, at=LATER)
    assert export_summaries(cycle=cycle, language="en", by=people.hoda.user, at=LATER) == job
    people.hoda.user.groups.clear()
    while run_turn(job.pk):
        pass
    job.refresh_from_db()
    assert (job.state, job.done) == ("failed", 0)
