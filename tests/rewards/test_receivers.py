"""Real evaluations all the way: what is collected from them, what a dispute and a correction do to a reward."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluations import actions as evaluating
from evaluations.models import Criterion
from playbook.actions import sign_standard
from rewards.actions import freeze_run
from rewards.computation.inputs import collect
from rewards.formula.gates import GATES
from rewards.models import CorrectionFlag, Hold
from rewards.runs.holds import own_holdings
from rewards.statements.explanation import explained
from rewards.statements.remedies import way_of
from rewards.statements.reward import present_reward
from rewards.verification import balance_of, problems
from tests.factories import evaluations as ev
from tests.factories import rewards as made
from tests.factories.people import StaffFactory
from tests.factories.playbook import frozen_edition
from tests.factories.rewards import NOW, TOMAN
from tests.worlds import built_once


@built_once
def edition(people):
    return frozen_edition(standards=2)


@built_once
def cycle(edition):
    return ev.open_cycle(edition)


@built_once
def evaluation(people, cycle):
    """Narges: full marks on DUR-01, three quarters on DUR-02: 87.5."""
    return ev.released(ev.assign(cycle, subject=people.narges, evaluator=people.saeed), [10000, 7500])


@built_once
def plan(people, cycle, evaluation):
    return made.published_plan(cycle, by=people.hoda.user, roles=[people.barista], gate_signed=False)


def test_what_is_collected_comes_from_the_evaluations(people, plan):
    inputs = collect(plan, [people.narges], NOW.date())[people.narges.pk]
    assert (inputs["score"], inputs["n"], inputs["has_fail"]) == (8750, 1, False)
    assert inputs["standards"] == [
        {"code": "DUR-01", "weight": 5000, "earned": 5000},
        {"code": "DUR-02", "weight": 5000, "earned": 3750},
    ]
    assert inputs["signed"] == {"required": 2, "signed": 0, "later": inputs["signed"]["later"]}
    assert inputs["training"] == {"valid": True, "done": 0, "assigned": 0}
    assert (inputs["days"], inputs["contract_share"]) == (90, 10000)


def test_a_signature_counts_at_once(people, plan, edition):
    for standard in edition.standards.all():
        sign_standard(standard=standard, staff=people.narges, by=people.narges.user, at=NOW)
    inputs = collect(plan, [people.narges], NOW.date())[people.narges.pk]
    assert inputs["signed"] == {"required": 2, "signed": 2, "later": 0}


def test_the_present_reward_follows_the_present_score(people, cycle, evaluation):
    made.published_plan(cycle, by=people.hoda.user, roles=[people.barista], gate_signed=False, **made.RUNNING)
    present = present_reward(people.narges, NOW)
    assert not present.is_final
    assert present.amount == 6_750_000 * TOMAN
    assert present.next.to == 9500
    assert [row.code for row in present.standards] == ["DUR-02", "DUR-01"]
    assert present_reward(people.mina, NOW) is None


def test_collecting_asks_as_often_for_thirty_as_for_one(people, plan, cycle):
    collect(plan, [people.narges], NOW.date())
    counts = []
    for joiners in (1, 30):
        for staff in StaffFactory.create_batch(joiners, team=people.day_shift, job_role=people.barista):
            ev.released(ev.assign(cycle, subject=staff, evaluator=people.saeed), [10000, 5000])
        staff = list(plan.population())
        with CaptureQueriesContext(connection) as queries:
            collect(plan, staff, NOW.date())
        counts.append(len(queries))
    assert counts[0] == counts[1]


def disputed(evaluation, people):
    criterion = Criterion.objects.filter(section__scorecard=evaluation.scorecard).last()
    return evaluating.open_dispute(
        evaluation=evaluation, points={criterion.key: "آن روز سر کار نبودم"}, by=people.narges.user, at=NOW
    )


def test_a_dispute_holds_the_reward_and_its_rejection_lets_it_go(people, plan, evaluation):
    run = made.approved(plan, people.hoda.user, people.armin.user)
    dispute = disputed(evaluation, people)
    assert Hold.objects.open().get().staff == people.narges
    freeze_run(run=run, by=people.hoda.user, at=NOW)
    assert balance_of(people.narges) == {}
    evaluating.resolve_dispute(
        dispute=dispute, is_accepted=False, resolution="دفتر حضور و غیاب را دیدیم", by=people.armin.user, at=NOW
    )
    assert balance_of(people.narges) == {"money": 6_750_000 * TOMAN}
    assert list(problems()) == []


def test_a_dispute_that_is_open_when_computing_holds_too(people, plan, evaluation):
    disputed(evaluation, people)
    run = made.computed(plan, people.hoda.user)
    assert run.rows.with_hold().get(staff=people.narges).is_held


def test_an_evaluation_corrected_after_freezing_asks_for_a_correction(people, plan, evaluation):
    run = made.frozen(plan, people.hoda.user, people.armin.user)
    evaluating.correct_evaluation(
        evaluation=evaluation,
        answers=ev.given_answers(evaluation.scorecard, [10000, 10000]),
        reason="آن روز سر کار نبود",
        by=people.hoda.user,
        at=NOW,
    )
    flag = CorrectionFlag.objects.get()
    assert (flag.run, flag.staff) == (run, people.narges)
    assert present_reward(people.narges, NOW - timedelta(days=5)).amount == 6_750_000 * TOMAN


# A dispute is said wherever somebody meets it, and a condition leads to what would meet it


def page(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_reward_on_hold_says_why_and_who_and_leads_both_ways(client_for, people, plan, evaluation):
    dispute = disputed(evaluation, people)
    run = made.frozen(plan, people.hoda.user, people.armin.user)
    row = run.rows.get(staff=people.narges)
    client = client_for(people.narges)
    client.cookies["language"] = "en"
    shown = page(client, row.get_absolute_url())
    assert evaluation.get_absolute_url() in shown and dispute.get_absolute_url() in shown
    assert evaluation.number in shown and people.hoda.name_in(people.narges.user.language) in shown
    assert row.get_absolute_url() in page(client, evaluation.get_absolute_url())
    assert row.get_absolute_url() in page(client_for(people.hoda), evaluation.get_absolute_url())
    assert row.get_absolute_url() not in page(client_for(people.saeed), evaluation.get_absolute_url())


def test_before_a_run_an_objection_says_that_it_will_hold_the_reward(client_for, people, cycle, evaluation):
    plan = made.published_plan(cycle, by=people.hoda.user, roles=[people.barista], gate_signed=False, **made.RUNNING)
    assert present_reward(people.narges, NOW).may_be_held is False
    dispute = disputed(evaluation, people)
    assert present_reward(people.narges, NOW).may_be_held is True
    assert own_holdings(present_reward(people.narges, NOW), people.narges, people.narges.user)[0].is_dispute
    evaluating.withdraw_dispute(dispute=dispute, by=people.narges.user, at=NOW)
    assert present_reward(people.narges, NOW).may_be_held is False and plan.is_published


def test_a_condition_that_is_not_met_leads_to_what_would_meet_it(people, cycle, evaluation):
    given = {"by": people.hoda.user, "roles": [people.barista], "least_evaluations": 3, **made.RUNNING}
    plan = made.published_plan(cycle, gate_criticals=True, **given)
    ways = {gate: way_of(gate, plan, people.narges, NOW.date())[0] for gate in GATES}
    assert ways == {
        "signed": reverse("playbook:sign"),
        "training": reverse("training:mine"),
        "evaluations": reverse("evaluations:mine"),
        "no_fail": reverse("evaluations:mine"),
        "criticals": reverse("evaluations:mine"),
    }
    present = present_reward(people.narges, NOW)
    [conditions] = [line for line in explained(present, owner=people.narges)["lines"] if line.gates]
    assert [gate.url for gate in conditions.gates if not gate.passed and gate.name == "evaluations"] == [
        reverse("evaluations:mine")
    ]
    assert not any(gate.url for line in explained(present)["lines"] for gate in line.gates)


def test_a_critical_that_cost_a_section_fails_the_gate_that_counts_it(people):
    card = ev.published_scorecard(frozen_edition(standards=2), criteria={"critical": "section"})
    cycle = ev.open_cycle(card.edition)
    asked = ev.assign(cycle, subject=people.narges, evaluator=people.saeed, scorecard=card)
    missed = ev.released(asked, [10000, 0])
    given = {"by": people.hoda.user, "roles": [people.barista], "gate_signed": False, **made.RUNNING}
    plan = made.published_plan(cycle, gate_criticals=True, **given)
    present = present_reward(people.narges, NOW)
    gates = {row.gate: row for row in present.steps.gates.results}
    assert (gates["no_fail"].passed, gates["criticals"].passed) == (True, False)
    assert len(gates["criticals"].codes) == 1
    assert way_of("criticals", plan, people.narges, NOW.date())[0] == missed.get_absolute_url()
    assert collect(plan, [people.narges], NOW.date())[people.narges.pk] == present.inputs


def test_a_deadline_of_signing_that_is_still_to_come_keeps_nobody_out(people, cycle, edition, evaluation):
    edition.standards.update(binds_from=NOW.date())
    made.published_plan(cycle, by=people.hoda.user, roles=[people.barista], **made.RUNNING)
    present = present_reward(people.narges, NOW)
    assert present.inputs["signed"] == {"required": 2, "signed": 0, "later": 2}
    assert present.amount > 0
    edition.standards.update(binds_from=NOW.date() - timedelta(days=30))
    assert present_reward(people.narges, NOW).amount == 0
