"""Each guard of an evaluation by itself: the rule without the action, the action without the rule."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from evaluations import actions
from evaluations.errors import ConflictOfInterest, NotYours
from evaluations.models import Dispute, Evaluation, Releaser
from evaluations.records.content import evaluation_hash
from evaluations.results.summaries import PersonSummary
from evaluations.verification import problems
from tests.factories.evaluations import NOW, assign, draft, filled, given_answers, open_cycle, released, submitted
from tests.factories.people import StaffFactory
from tests.rule_open import fresh, make_lead, may, rule_open
from tests.worlds import built_once

RELEASE, RESOLVE, VOID, CORRECT = (
    f"evaluations.{deed}" for deed in ("release_evaluation", "resolve_dispute", "void_evaluation", "correct_evaluation")
)


@built_once
def other_hr(people):
    return StaffFactory(user__groups=["hr"], team=people.tajrish_shift, job_role=people.manager)


def state_of(row):
    return Evaluation.objects.get(pk=row.pk).state


# Releasing -----------------------------------------------------------------------------------------------------------


@built_once
def about_hoda(people):
    return submitted(assign(open_cycle(), subject=people.hoda, evaluator=people.armin))


def test_the_rule_lets_hr_release_but_not_what_is_said_of_herself(people, other_hr, about_hoda):
    assert not may(people.hoda, RELEASE, about_hoda)
    assert may(other_hr, RELEASE, about_hoda)


def test_the_action_lets_nobody_release_what_is_said_of_them(people, other_hr, about_hoda):
    with pytest.raises(ConflictOfInterest):
        actions.release_evaluation(evaluation=about_hoda, by=people.hoda.user, at=NOW)
    assert state_of(about_hoda) == "submitted"
    assert actions.release_evaluation(evaluation=about_hoda, by=other_hr.user, at=NOW).is_released


def test_releasing_together_leaves_what_is_said_of_oneself(people, other_hr, about_hoda):
    cycle = about_hoda.cycle
    other = submitted(assign(cycle, subject=people.narges, evaluator=people.saeed))
    assert actions.release_evaluations(evaluations=cycle.evaluations.all(), by=people.hoda.user, at=NOW) == [other]
    assert state_of(about_hoda) == "submitted"
    assert actions.release_evaluations(evaluations=cycle.evaluations.all(), by=other_hr.user, at=NOW) == [about_hoda]


def test_with_the_rule_open_the_page_still_releases_nothing_of_oneself(people, client_for, about_hoda):
    with rule_open(RELEASE):
        client_for(people.hoda).post(reverse("evaluations:release", args=[about_hoda.key]))
    assert state_of(about_hoda) == "submitted"


@pytest.mark.parametrize(("releaser", "answer"), [(Releaser.LEAD, True), (Releaser.HR, False)])
def test_a_lead_releases_where_the_cycle_says_so(people, releaser, answer):
    row = submitted(assign(open_cycle(releaser=releaser), subject=people.narges, evaluator=people.mina))
    assert may(people.saeed, RELEASE, row) is answer
    assert may(people.hoda, RELEASE, row)


def test_no_other_lead_and_no_colleague_releases(people):
    row = submitted(assign(open_cycle(releaser=Releaser.LEAD), subject=people.narges, evaluator=people.mina))
    for who in (people.kaveh, people.parisa, people.narges, people.mina, people.armin):
        assert not may(who, RELEASE, row), who
    about_lead = submitted(assign(row.cycle, subject=people.saeed, evaluator=people.hoda))
    assert not may(people.saeed, RELEASE, about_lead)


def test_a_lead_releases_up_to_the_day_before_their_lead_ends(people):
    assignment = assign(open_cycle(releaser=Releaser.LEAD), subject=people.narges, evaluator=people.saeed)
    row = submitted(assignment, at=NOW - timedelta(days=5))
    until = NOW.date()
    make_lead(people.mina, people.day_shift, until=until)
    for day, answer in ((until - timedelta(days=1), True), (until, False), (until + timedelta(days=1), False)):
        with time_machine.travel(f"{day}T08:00:00Z", tick=False):
            assert may(people.mina, RELEASE, row) is answer, day


# Objections ----------------------------------------------------------------------------------------------------------


def disputed(subject, evaluator):
    row = released(assign(open_cycle(), subject=subject, evaluator=evaluator))
    first = next(iter(given_answers(row.scorecard)))
    return actions.open_dispute(evaluation=row, points={first: "چرا؟"}, by=subject.user, at=NOW)


def about_the_judge(people):
    return disputed(people.hoda, people.armin)


def by_the_judge(people):
    return disputed(people.narges, people.hoda)


def led_by_the_judge(people):
    make_lead(people.hoda, people.day_shift)
    return disputed(people.narges, people.saeed)


PARTIAL = [about_the_judge, by_the_judge, led_by_the_judge]


@pytest.mark.parametrize("tie", PARTIAL)
def test_the_rule_lets_hr_decide_but_not_where_she_is_no_stranger(people, other_hr, tie):
    dispute = tie(people)
    assert not may(people.hoda, RESOLVE, dispute)
    assert may(other_hr, RESOLVE, dispute)


@pytest.mark.parametrize("is_accepted", [True, False])
@pytest.mark.parametrize("tie", PARTIAL)
def test_the_action_lets_only_a_stranger_decide(people, other_hr, tie, is_accepted):
    dispute = tie(people)
    decision = {"dispute": dispute, "is_accepted": is_accepted, "resolution": "دلیل", "at": NOW}
    with pytest.raises(ConflictOfInterest):
        actions.resolve_dispute(by=fresh(people.hoda), **decision)
    assert Dispute.objects.get().is_open
    assert not actions.resolve_dispute(by=fresh(other_hr), **decision).is_open


@pytest.mark.parametrize("tie", PARTIAL)
def test_with_the_rule_open_the_page_still_decides_nothing(people, client_for, tie):
    url = reverse("evaluations:dispute_detail", args=[tie(people).key])
    with rule_open(RESOLVE):
        client_for(people.hoda).post(url, {"decision": "rejected", "resolution": "نه"})
    assert Dispute.objects.get().is_open


def test_only_hr_decides(people):
    dispute = disputed(people.narges, people.saeed)
    assert may(people.hoda, RESOLVE, dispute)
    for who in (people.kaveh, people.mina, people.armin, people.parisa):
        assert not may(who, RESOLVE, dispute), who


# Declaring void, correcting ------------------------------------------------------------------------------------------


def test_an_evaluator_takes_back_what_nobody_has_read_yet_and_no_more(people):
    row = submitted(assign(open_cycle(), subject=people.narges, evaluator=people.saeed))
    assert may(people.saeed, VOID, row)
    shown = actions.release_evaluation(evaluation=row, by=people.hoda.user, at=NOW)
    assert not may(people.saeed, VOID, shown)
    assert may(people.hoda, VOID, shown)


def test_the_action_lets_the_evaluator_void_before_release_alone(people):
    cycle = open_cycle()
    early = submitted(assign(cycle, subject=people.narges, evaluator=people.saeed))
    late = released(assign(cycle, subject=people.parisa, evaluator=people.saeed))
    deed = {"reason": "اشتباه", "by": people.saeed.user, "at": NOW}
    with pytest.raises(ConflictOfInterest):
        actions.void_evaluation(evaluation=late, **deed)
    assert state_of(late) == "released"
    assert actions.void_evaluation(evaluation=early, **deed).is_void


def test_hr_voids_what_she_wrote_herself(people):
    row = released(assign(open_cycle(), subject=people.narges, evaluator=people.hoda))
    assert may(people.hoda, VOID, row)
    assert actions.void_evaluation(evaluation=row, reason="اشتباه", by=people.hoda.user, at=NOW).is_void


def test_with_the_rule_open_the_evaluator_still_voids_nothing(people, client_for):
    row = released(assign(open_cycle(), subject=people.narges, evaluator=people.saeed))
    with rule_open(VOID):
        client_for(people.saeed).post(reverse("evaluations:void", args=[row.key]), {"reason": "اشتباه"})
    assert state_of(row) == "released"


@pytest.mark.parametrize("permission", [VOID, CORRECT])
def test_the_rule_keeps_hr_from_changing_what_is_said_of_herself(people, other_hr, permission):
    row = released(assign(open_cycle(), subject=people.hoda, evaluator=people.armin))
    assert not may(people.hoda, permission, row)
    assert may(other_hr, permission, row)
    assert not may(people.kaveh, permission, row)


@pytest.mark.parametrize(
    ("deed", "more"), [(actions.void_evaluation, {}), (actions.correct_evaluation, {"answers": {}})]
)
def test_the_action_changes_nothing_for_the_subject(people, deed, more):
    row = released(assign(open_cycle(), subject=people.hoda, evaluator=people.armin))
    with pytest.raises(ConflictOfInterest):
        deed(evaluation=row, reason="من", by=people.hoda.user, at=NOW, **more)
    assert (state_of(row), Evaluation.objects.count()) == ("released", 1)


# What belongs to one person ------------------------------------------------------------------------------------------


def test_only_the_evaluator_writes(people):
    assignment = assign(open_cycle(), subject=people.narges, evaluator=people.saeed)
    row = filled(assignment)
    answers = given_answers(row.scorecard, comment="دیگر")
    for who in (people.hoda, people.narges, people.kaveh, people.armin):
        by = {"by": who.user, "at": NOW}
        for attempt in (
            lambda by=by: actions.start_evaluation(assignment=assignment, **by),
            lambda by=by: actions.save_answers(evaluation=row, answers=answers, version=row.version, **by),
            lambda by=by: actions.submit_evaluation(evaluation=row, **by),
            lambda by=by: add_picture(row, **by),
        ):
            with pytest.raises(NotYours):
                attempt()
    row.refresh_from_db()
    assert (row.state, row.version, row.evidence.count()) == ("draft", 2, 0)


def test_only_the_evaluator_takes_evidence_away(people):
    row = draft(assign(open_cycle(), subject=people.narges, evaluator=people.saeed))
    picture = add_picture(row, by=people.saeed.user, at=NOW)
    with pytest.raises(NotYours):
        actions.remove_evidence(evidence=picture, by=people.hoda.user, at=NOW)
    assert row.evidence.count() == 1


def test_only_the_subject_answers(people):
    row = released(assign(open_cycle(), subject=people.narges, evaluator=people.saeed))
    first = next(iter(given_answers(row.scorecard)))
    for who in (people.hoda, people.saeed, people.parisa):
        by = {"evaluation": row, "by": who.user, "at": NOW}
        for attempt in (
            lambda by=by: actions.mark_seen(**by),
            lambda by=by: actions.acknowledge_evaluation(**by),
            lambda by=by: actions.open_dispute(points={first: "چرا؟"}, **by),
        ):
            with pytest.raises(NotYours):
                attempt()
    assert (state_of(row), Dispute.objects.count()) == ("released", 0)
    dispute = actions.open_dispute(evaluation=row, points={first: "چرا؟"}, by=people.narges.user, at=NOW)
    with pytest.raises(NotYours):
        actions.withdraw_dispute(dispute=dispute, by=people.saeed.user, at=NOW)


@pytest.mark.parametrize("permission", ["start_evaluation", "save_answers", "submit_evaluation", "add_evidence"])
def test_the_rule_of_writing_names_the_evaluator_alone(people, permission):
    row = draft(assign(open_cycle(), subject=people.narges, evaluator=people.saeed))
    names = {name for name in ("narges", "parisa", "saeed", "kaveh", "mina", "hoda", "armin")
             if may(getattr(people, name), f"evaluations.{permission}", row)}  # fmt: skip
    assert names == {"saeed"}


@pytest.mark.parametrize("permission", ["mark_seen", "acknowledge_evaluation", "open_dispute"])
def test_the_rule_of_answering_names_the_subject_alone(people, permission):
    row = released(assign(open_cycle(), subject=people.narges, evaluator=people.saeed))
    names = {name for name in ("narges", "parisa", "saeed", "kaveh", "mina", "hoda", "armin")
             if may(getattr(people, name), f"evaluations.{permission}", row)}  # fmt: skip
    assert names == {"narges"}


def test_who_may_read_the_summaries(people):
    def readers(permission, row):
        return {who.given_name_en for who in people.everybody if may(who, permission, row)}

    row = released(assign(open_cycle(), subject=people.narges, evaluator=people.parisa))
    summary = PersonSummary(row.cycle, people.narges)
    assert readers("evaluations.view_person_summary", summary) == {"Narges", "Saeed", "Hoda"}
    assert readers("evaluations.view_team_summary", people.day_shift) == {"Saeed", "Hoda"}
    assert readers("evaluations.view_scorecard", None) == {"Mina", "Hoda"}
    for deed in ("view_cycle", "open_cycle", "assign_evaluators", "close_cycle", "release_evaluations"):
        assert readers(f"evaluations.{deed}", None) == {"Hoda"}, deed
    for deed in (
        "create_scale",
        "change_scale",
        "retire_scale",
        "draft_scorecard",
        "edit_scorecard",
        "publish_scorecard",
        "retire_scorecard",
    ):
        assert readers(f"evaluations.{deed}", None) == {"Mina", "Hoda"}, deed
    assert readers("evaluations.export_documents", None) == {"Hoda"}


# Evidence ------------------------------------------------------------------------------------------------------------


def add_picture(row, by, at):
    criterion = row.scorecard.sections.first().criteria.first()
    file = {"name": "bar.png", "content_type": "image/png", "content": b"picture"}
    return actions.add_evidence(evaluation=row, criterion=criterion, by=by, at=at, **file)


@pytest.fixture
def with_picture(people):
    assignment = assign(open_cycle(), subject=people.narges, evaluator=people.saeed)
    row = filled(assignment)
    add_picture(row, by=people.saeed.user, at=NOW)
    actions.submit_evaluation(evaluation=row, by=people.saeed.user, at=NOW)
    return actions.release_evaluation(evaluation=row, by=people.hoda.user, at=NOW)


def test_the_seal_holds_the_evidence(with_picture):
    row = Evaluation.objects.get(pk=with_picture.pk)
    answers = list(row.answers.select_related("criterion", "outcome"))
    evidence = list(row.evidence.select_related("criterion"))
    assert row.content_hash == evaluation_hash(row, answers, evidence)
    assert row.content_hash != evaluation_hash(row, answers, ())
    for field in ("sha256", "name"):
        changed = list(row.evidence.select_related("criterion"))
        setattr(changed[0], field, "other")
        assert row.content_hash != evaluation_hash(row, answers, changed)


def test_a_correction_keeps_the_evidence_and_seals_it(people, with_picture):
    new = actions.correct_evaluation(evaluation=with_picture, answers={}, reason="متن", by=people.hoda.user, at=NOW)
    fields = ("criterion_id", "object_key", "name", "content_type", "size", "sha256", "added_at")
    assert list(new.evidence.values(*fields)) == list(with_picture.evidence.values(*fields)) != []
    assert list(problems()) == []
    new.evidence.all().delete()
    assert any(new.number in problem for problem in problems())


def test_a_correction_by_accepting_keeps_it_too(people, with_picture):
    first = next(iter(given_answers(with_picture.scorecard)))
    dispute = actions.open_dispute(evaluation=with_picture, points={first: "چرا؟"}, by=people.narges.user, at=NOW)
    actions.resolve_dispute(dispute=dispute, is_accepted=True, resolution="بله", by=people.hoda.user, at=NOW)
    assert Evaluation.objects.get(revision=2).evidence.count() == 1
