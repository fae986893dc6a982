"""What the database, the hashes and `verify` hold."""

import threading
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from evaluations import actions
from evaluations.actions.answers import GivenAnswer
from evaluations.errors import ConflictOfInterest, CycleNotReady, ScaleNotReady, StaleVersion, WrongState
from evaluations.models import Answer, Criterion, CriterionSummary, Evaluation, Scorecard
from evaluations.results.scores import heat_map, person_scores, standard_scores
from evaluations.verification import problems
from playbook.models import FrozenStandard
from tests.factories.evaluations import (
    NOW,
    assign,
    draft,
    drafted_scorecard,
    five_steps,
    given_answers,
    open_cycle,
    published_scorecard,
    released,
    submitted,
)
from tests.factories.playbook import frozen_edition
from tests.worlds import built_once


@built_once
def evaluation(people):
    return released(assign(open_cycle(), subject=people.narges, evaluator=people.saeed), [10000, 5000, None])


def test_all_is_well(evaluation):
    assert list(problems()) == []


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Evaluation, {"score": 9999}),
        (Evaluation, {"observed_on": "2026-01-01"}),
        (Answer, {"comment": "چیز دیگر"}),
        (Answer, {"contribution": 1}),
        (Answer, {"applied_weight": 1}),
        (Criterion, {"weight": 7}),
        (Criterion, {"text_fa": "چیز دیگر"}),
        (Scorecard, {"fail_zeroes_score": False}),
        (CriterionSummary, {"total": 1}),
        (FrozenStandard, {"content_hash": "0" * 64}),
    ],
)
def test_verify_names_what_was_tampered_with(evaluation, model, change):
    model.objects.filter(pk=model.objects.order_by("pk").first().pk).update(**change)
    assert list(problems()) != []


def test_new_edition_changes_no_score(evaluation):
    before = Evaluation.objects.values_list("score", "content_hash").get()
    frozen_edition(standards=2)
    assert Evaluation.objects.values_list("score", "content_hash").get() == before
    assert list(problems()) == []


@pytest.mark.parametrize(
    "change",
    [
        {"score": 10001},
        {"state": "draft"},
        {"released_at": None},
        {"content_hash": ""},
        {"state": "void"},
        {"state": "final"},
        {"source": "self"},
        {"revision": 2},
    ],
)
def test_database_refuses_impossible_evaluations(evaluation, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        Evaluation.objects.filter(pk=evaluation.pk).update(**change)


def test_second_draft_of_an_assignment_is_impossible(people):
    row = draft(assign(open_cycle(), subject=people.narges, evaluator=people.saeed))
    row.pk, row.key, row.number = None, "other", "EV-1"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_conflicts_are_refused(people):
    cycle = open_cycle()
    assign(cycle, subject=people.narges, evaluator=people.saeed)
    for subject, evaluator, source in (
        (people.saeed, people.narges, "lead"),
        (people.narges, people.saeed, "peer"),
        (people.kaveh, people.kaveh, "lead"),
        (people.kaveh, people.saeed, "self"),
    ):
        with pytest.raises(ConflictOfInterest):
            assign(cycle, subject=subject, evaluator=evaluator, source=source)


def test_leads_are_assigned_once(people):
    cycle = open_cycle()
    published_scorecard(cycle.edition)
    report = actions.assign_evaluators(cycle=cycle, on=NOW.date(), due_on=NOW.date(), by=people.hoda.user, at=NOW)
    assert {(row.subject, row.evaluator) for row in report.made} == {
        (people.narges, people.saeed),
        (people.parisa, people.saeed),
    }
    assert people.behnam not in report.without_lead
    assert people.saeed in report.without_lead
    again = actions.assign_evaluators(cycle=cycle, on=NOW.date(), due_on=NOW.date(), by=people.hoda.user, at=NOW)
    assert again.made == []


def test_closing_waits_for_release_and_voids_drafts(people):
    cycle = open_cycle()
    row = submitted(assign(cycle, subject=people.narges, evaluator=people.saeed))
    left = draft(assign(cycle, subject=people.parisa, evaluator=people.saeed))
    with pytest.raises(CycleNotReady):
        actions.close_cycle(cycle=cycle, by=people.hoda.user, at=NOW)
    actions.release_evaluation(evaluation=row, by=people.hoda.user, at=NOW)
    actions.close_cycle(cycle=cycle, by=people.hoda.user, at=NOW)
    left.refresh_from_db()
    assert left.state == "void"
    with pytest.raises(WrongState):
        assign(cycle, subject=people.kaveh, evaluator=people.saeed)


@pytest.mark.parametrize(
    "outcomes",
    [
        [("الف", "A", 10000, True)],
        [("الف", "A", 9000, True), ("ب", "B", 0, False)],
        [("الف", "A", 10000, True), ("ب", "B", 1, False)],
        [("الف", "A", 10000, True), ("ب", "B", 10000, True), ("پ", "C", 0, False)],
        [("الف", "A", 10000, True), ("ب", "B", 5000, False), ("پ", "C", 0, True)],
        [("الف", "A", 10000, False), ("ب", "B", 0, False)],
    ],
)
def test_scale_that_is_none(people, outcomes):
    with pytest.raises(ScaleNotReady):
        actions.create_scale(name_fa="م", name_en="S", outcomes=outcomes, by=people.hoda.user, at=NOW)


def test_published_scorecard_never_changes(people):
    card = published_scorecard(code="barista")
    with pytest.raises(WrongState):
        actions.edit_scorecard(scorecard=card, title_fa="دیگر", by=people.mina.user, at=NOW)
    following = actions.draft_next_version(scorecard=card, by=people.mina.user, at=NOW)
    assert following.version == 2
    with pytest.raises(WrongState):
        actions.draft_next_version(scorecard=card, by=people.mina.user, at=NOW)
    actions.publish_scorecard(scorecard=following, by=people.mina.user, at=NOW)
    card.refresh_from_db()
    assert card.state == "superseded"


def test_critical_standards_become_critical_criteria(db):
    card = drafted_scorecard(frozen_edition(is_critical=True))
    assert set(Criterion.objects.filter(section__scorecard=card).values_list("critical", flat=True)) == {"section"}
    assert five_steps().outcomes.count() == 5


def test_results_of_people_standards_and_teams(people):
    cycle = open_cycle()
    row = assign(cycle, subject=people.narges, evaluator=people.saeed, wanted=2)
    released(row, [10000, 5000, None])
    released(row, [10000, 7500, 0])
    score = person_scores(cycle, [people.narges.pk, people.parisa.pk])
    assert list(score) == [people.narges.pk]
    assert (score[people.narges.pk].score, score[people.narges.pk].n) == (6667, 2)
    assert score[people.narges.pk].low <= 6667 <= score[people.narges.pk].high
    assert [(s.code, s.score, s.n) for s in standard_scores(cycle)] == [
        ("DUR-03", 0, 1),
        ("DUR-02", 6250, 2),
        ("DUR-01", 10000, 2),
    ]
    assert heat_map(cycle)["DUR-02", people.day_shift.pk].n == 2


def test_summaries_are_rebuilt_equal(evaluation):
    CriterionSummary.objects.all().delete()
    said = StringIO()
    call_command("rebuild_summaries", stdout=said)
    assert said.getvalue().strip() == "3 rows made anew; 3 differed before, 0 differ now"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_parallel_saves_leave_one_winner(people):
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        _one_after_the_other(people)
        return
    evaluation = draft(assign(open_cycle(), subject=people.narges, evaluator=people.saeed))
    outcomes = _race(evaluation, people.saeed.user, 8)
    assert sorted(outcomes) == ["saved"] + ["stale"] * 7


def _one_after_the_other(people):
    """An in-memory database has one connection: the same race, in turn."""
    evaluation = draft(assign(open_cycle(), subject=people.narges, evaluator=people.saeed))
    outcomes = [_save(evaluation, people.saeed.user, number) for number in range(8)]
    assert outcomes == ["saved"] + ["stale"] * 7


def _save(evaluation, by, number):
    key = next(iter(given_answers(evaluation.scorecard)))
    try:
        actions.save_answers(
            evaluation=evaluation, answers={key: GivenAnswer(comment=f"متن {number}")}, version=1, by=by, at=NOW
        )
    except StaleVersion:
        return "stale"
    return "saved"


def _race(evaluation, by, count):
    outcomes = []

    def run(number):
        outcomes.append(_save(evaluation, by, number))
        connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
