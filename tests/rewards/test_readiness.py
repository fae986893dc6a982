"""A run over days that are not over, or with evaluations to come, is a preview and goes no further."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from evaluations import actions as evaluating
from evaluations.errors import ConflictOfInterest
from evaluations.models import Evaluation
from kit.audit.models import AuditEntry
from kit.reader import reading_as
from rewards import actions, errors
from rewards.duties import duties_of_user
from rewards.models import LedgerLine, Run, RunState
from rewards.runs.readiness import Outstanding, outstanding
from rewards.verification import problems
from tests import personas
from tests.factories import evaluations as ev
from tests.factories import rewards as made
from tests.factories.playbook import frozen_edition
from tests.factories.rewards import NOW, RUNNING, scores
from tests.rewards.test_races import in_threads, shared_by_threads
from tests.worlds import built_once

STEPS = {
    "send_run": RunState.COMPUTED,
    "approve_run": RunState.SENT,
    "freeze_run": RunState.APPROVED,
    "pay_run": RunState.FROZEN,
}
BRING = {
    RunState.COMPUTED: lambda plan, people: made.computed(plan, people.hoda.user),
    RunState.SENT: lambda plan, people: made.sent(plan, people.hoda.user),
    RunState.APPROVED: lambda plan, people: made.approved(plan, people.hoda.user, people.armin.user),
    RunState.FROZEN: lambda plan, people: made.frozen(plan, people.hoda.user, people.armin.user),
}
# In Tehran the 19th, the plan's last day, ends at 20:30 UTC.
LAST_MOMENT = datetime(2026, 11, 19, 20, 29, 59, tzinfo=UTC)
FIRST_MOMENT = datetime(2026, 11, 19, 20, 30, tzinfo=UTC)

every_step = pytest.mark.parametrize(("act", "before"), STEPS.items())


@built_once
def cycle(people):
    return ev.open_cycle(frozen_edition(standards=2))


@built_once
def plan(people, cycle):
    return made.published_plan(cycle, by=people.hoda.user, roles=[people.barista, people.server])


@pytest.fixture
def scored(people):
    with scores({people.narges: 8500, people.parisa: 9000}):
        yield people


def do(act, run, people, at):
    by = people.armin.user if act == "approve_run" else people.hoda.user
    return getattr(actions, act)(run=run, by=by, at=at)


def untouched(run):
    now = Run.objects.get(pk=run.pk)
    lines = list(LedgerLine.objects.filter(run=run).values_list("pk", flat=True))
    return now.state, lines, AuditEntry.objects.filter(object_key=run.key).count()


# The period ----------------------------------------------------------------------------------------------------------


@every_step
def test_on_the_last_day_of_the_period_every_step_is_refused(plan, scored, people, act, before):
    run = BRING[before](plan, people)
    was = untouched(run)
    with pytest.raises(errors.PeriodNotOver) as refused:
        do(act, run, people, LAST_MOMENT)
    assert refused.value.day == plan.ends_on
    assert untouched(run) == was


@every_step
def test_from_the_first_day_after_the_period_on_every_step_is_possible(plan, scored, people, act, before):
    run = BRING[before](plan, people)
    do(act, run, people, FIRST_MOMENT)
    run.refresh_from_db()
    assert run.state != before


def test_a_run_over_days_to_come_is_computed_as_a_preview(cycle, scored, people):
    plan = made.published_plan(cycle, by=people.hoda.user, roles=[people.barista, people.server], **RUNNING)
    run = made.computed(plan, people.hoda.user)
    assert actions.compute_run(run=run, by=people.hoda.user, at=NOW).state == RunState.COMPUTED
    assert run.total > 0


def test_who_may_not_approve_hears_that_first(plan, scored, people):
    run = made.sent(plan, people.hoda.user)
    with pytest.raises(errors.SamePerson):
        actions.approve_run(run=run, by=people.hoda.user, at=LAST_MOMENT)


# Evaluations to come -------------------------------------------------------------------------------------------------


@every_step
def test_one_evaluation_that_is_still_to_do_stops_every_step(plan, cycle, scored, people, act, before):
    run = BRING[before](plan, people)
    assignment = ev.assign(cycle, subject=people.narges, evaluator=people.saeed)
    was = untouched(run)
    with pytest.raises(errors.EvaluationsOutstanding) as refused:
        do(act, run, people, NOW)
    assert refused.value.n == 1
    assert untouched(run) == was
    ev.released(assignment)
    do(act, run, people, NOW)
    run.refresh_from_db()
    assert run.state != before


def test_what_is_outstanding_is_counted_by_what_it_waits_for(plan, cycle, scored, people):
    run = made.computed(plan, people.hoda.user)
    assert outstanding(run) == Outstanding()
    both = ev.assign(cycle, subject=people.narges, evaluator=people.saeed, wanted=2)
    assert outstanding(run) == Outstanding(to_do=2)
    begun = ev.draft(both)
    assert outstanding(run) == Outstanding(to_do=2)
    evaluating.void_evaluation(evaluation=begun, reason="اشتباه", by=people.saeed.user, at=NOW)
    assert outstanding(run) == Outstanding(to_do=1)
    handed_in = ev.submitted(both)
    assert outstanding(run) == Outstanding(to_release=1)
    evaluating.release_evaluation(evaluation=handed_in, by=people.hoda.user, at=NOW)
    assert outstanding(run) == Outstanding()


def test_a_void_evaluation_that_is_begun_anew_is_outstanding_again(plan, cycle, scored, people):
    run = made.computed(plan, people.hoda.user)
    assignment = ev.assign(cycle, subject=people.narges, evaluator=people.saeed)
    evaluation = ev.released(assignment)
    evaluating.void_evaluation(evaluation=evaluation, reason="روز دیگری بود", by=people.hoda.user, at=NOW)
    assert outstanding(run) == Outstanding()
    ev.draft(assignment)
    assert outstanding(run) == Outstanding(to_do=1)


def test_only_evaluations_of_people_in_the_plan_and_of_its_cycle_count(plan, cycle, scored, people):
    run = made.computed(plan, people.hoda.user)
    ev.draft(ev.assign(cycle, subject=people.mina, evaluator=people.saeed))
    another = ev.open_cycle(cycle.edition, title="چرخهٔ دیگر")
    ev.draft(ev.assign(another, subject=people.narges, evaluator=people.saeed))
    assert outstanding(run) == Outstanding()


def test_a_closed_cycle_waits_for_nothing(plan, cycle, scored, people):
    run = made.computed(plan, people.hoda.user)
    ev.draft(ev.assign(cycle, subject=people.narges, evaluator=people.saeed, wanted=3))
    assert outstanding(run) == Outstanding(to_do=3)
    evaluating.close_cycle(cycle=cycle, by=people.hoda.user, at=NOW)
    assert Evaluation.objects.get().state == "void"
    actions.send_run(run=run, by=people.hoda.user, at=NOW)


def test_a_correction_after_approval_is_released_at_once_and_stops_nothing(plan, cycle, scored, people):
    evaluation = ev.released(ev.assign(cycle, subject=people.narges, evaluator=people.saeed), [10000, 7500])
    run = made.approved(plan, people.hoda.user, people.armin.user)
    evaluating.correct_evaluation(
        evaluation=evaluation,
        answers=ev.given_answers(evaluation.scorecard, [10000, 10000]),
        reason="آن روز سر کار نبود",
        by=people.hoda.user,
        at=NOW,
    )
    assert outstanding(run) == Outstanding()
    assert actions.freeze_run(run=run, by=people.hoda.user, at=NOW).state == RunState.FROZEN


def test_a_dispute_holds_one_reward_and_stops_nobody_elses(plan, cycle, scored, people):
    evaluation = ev.released(ev.assign(cycle, subject=people.narges, evaluator=people.saeed), [10000, 7500])
    run = made.approved(plan, people.hoda.user, people.armin.user)
    criterion = evaluation.answers.first().criterion
    evaluating.open_dispute(
        evaluation=evaluation, points={criterion.key: "آن روز سر کار نبودم"}, by=people.narges.user, at=NOW
    )
    run = actions.freeze_run(run=run, by=people.hoda.user, at=NOW)
    assert {line.staff for line in run.lines.all()} == {people.parisa}
    assert list(problems()) == []


def test_a_run_of_differences_waits_as_well(plan, cycle, scored, people):
    run = made.frozen(plan, people.hoda.user, people.armin.user)
    with scores({people.narges: 9000, people.parisa: 9000}):
        new = actions.correct_run(run=run, by=people.hoda.user, at=NOW, reason="اصلاح")
        new = actions.compute_run(run=new, by=people.hoda.user, at=NOW)
    ev.assign(cycle, subject=people.narges, evaluator=people.saeed)
    with pytest.raises(errors.EvaluationsOutstanding):
        actions.send_run(run=new, by=people.hoda.user, at=NOW)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_whoever_assigns_while_a_run_is_sent_comes_before_or_after_it(tmp_path):
    people = personas.make_people()
    cycle = ev.open_cycle(frozen_edition(standards=2))
    card = ev.published_scorecard(cycle.edition)
    plan = made.published_plan(cycle, by=people.hoda.user, roles=[people.barista, people.server])
    with scores({people.narges: 8500, people.parisa: 9000}):
        run = made.computed(plan, people.hoda.user)
    turns = iter(["send", "assign"] * 8)

    def act():
        if next(turns) == "send":
            return actions.send_run(run=run, by=people.hoda.user, at=NOW).state
        try:
            ev.assign(cycle, subject=people.narges, evaluator=people.saeed, scorecard=card, by=people.hoda.user)
        except ConflictOfInterest:
            return "assigned before"
        return "assigned"

    with shared_by_threads(tmp_path):
        came_to = in_threads(16, act)
        (entries,) = in_threads(1, lambda: _order(run))
    assert came_to.count("assigned") == 1
    assert came_to.count(RunState.SENT) == entries.count("reward_run.sent") <= 1
    if came_to.count(RunState.SENT):
        assert entries == ["reward_run.sent", "cycle.assigned"]


def _order(run):
    verbs = AuditEntry.objects.filter(verb__in=["reward_run.sent", "cycle.assigned"]).order_by("number")
    return list(verbs.values_list("verb", flat=True))


# Screens and duties --------------------------------------------------------------------------------------------------


def english(staff):
    staff.user.language, staff.user.digits, staff.user.calendar = "en", "en", "gregorian"
    staff.user.save(update_fields=["language", "digits", "calendar"])
    return staff


def page_of(run, client):
    page = client.get(run.get_absolute_url())
    assert page.status_code == 200
    return page.content.decode()


def test_the_page_says_from_which_day_on_and_offers_no_step(cycle, scored, people, client_for, time_machine):
    plan = made.published_plan(cycle, by=people.hoda.user, roles=[people.barista, people.server], **RUNNING)
    time_machine.move_to(NOW)
    run = made.started(plan, people.hoda.user)
    says = "The period is not over: this is a preview. Sending, approving and paying start on 22 December 2026."
    assert says in page_of(run, client_for(english(people.hoda)))
    run = made.computed(plan, people.hoda.user)
    page = page_of(run, client_for(people.hoda))
    assert says in page
    assert reverse("rewards:send_run", args=[run.key]) not in page
    assert reverse("rewards:compute_run", args=[run.key]) in page


def test_the_page_counts_what_is_outstanding_and_leads_there(plan, cycle, scored, people, client_for, time_machine):
    time_machine.move_to(NOW)
    run = made.computed(plan, people.hoda.user)
    ev.submitted(ev.assign(cycle, subject=people.narges, evaluator=people.saeed))
    ev.assign(cycle, subject=people.parisa, evaluator=people.saeed, wanted=2)
    hr, administrator = (page_of(run, client_for(english(one))) for one in (people.hoda, people.armin))
    waiting = f"{reverse('evaluations:list')}?cycle={cycle.key}&amp;state=submitted"
    for page in (hr, administrator):
        assert "2 evaluations of people in this run are still to be done." in page
        assert "1 evaluation of people in this run is handed in and not released." in page
        assert reverse("rewards:send_run", args=[run.key]) not in page
    assert waiting in hr
    assert cycle.get_absolute_url() in hr
    assert waiting not in administrator
    assert cycle.get_absolute_url() not in administrator


@every_step
def test_a_step_that_is_posted_all_the_same_is_refused_in_words(
    plan, cycle, scored, people, client_for, time_machine, act, before
):
    time_machine.move_to(NOW)
    run = BRING[before](plan, people)
    ev.assign(cycle, subject=people.narges, evaluator=people.saeed)
    client = client_for(english(people.armin if act == "approve_run" else people.hoda))
    answer = client.post(reverse(f"rewards:{act}", args=[run.key]), follow=True)
    assert "1 evaluation of people in this run is not released yet. Nothing was changed." in answer.content.decode()
    run.refresh_from_db()
    assert run.state == before


def test_before_the_day_it_is_refused_in_words_with_the_day(plan, scored, people, client_for, time_machine):
    run = made.computed(plan, people.hoda.user)
    time_machine.move_to(LAST_MOMENT)
    answer = client_for(english(people.hoda)).post(reverse("rewards:send_run", args=[run.key]), follow=True)
    says = "The period of this plan is not over: this is possible from 20 November 2026 on. Nothing was changed."
    assert says in answer.content.decode()


def test_nobody_is_reminded_of_a_step_before_its_day(plan, scored, people):
    run = made.computed(plan, people.hoda.user)
    with reading_as("en"):
        early = duties_of_user(people.hoda.user, plan.ends_on - timedelta(days=1))
        (duty,) = duties_of_user(people.hoda.user, plan.ends_on)
        assert early == []
        assert duty.title == f"Review “{run.title}” and send it for approval"
