"""Who sees what of an evaluation follows the day that it is about, not today's team."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from evaluations import actions
from evaluations.documents.summaries import find_person_summary, find_team_summary
from evaluations.links.work_changes import what_rests
from evaluations.models import Cycle, Dispute, Evaluation, Releaser
from evaluations.models.judges import judges_of, without_judge
from evaluations.results.summaries import summarised_people
from kit.audit.first_seals import seal_found
from kit.audit.verification import seal_problems
from people.actions import change_work, correct_work, undo_work
from people.models import StaffMember, TeamLead
from tests.factories.evaluations import NOW, assign, draft, given_answers, open_cycle, released, submitted
from tests.factories.people import StaffFactory, worked
from tests.rule_open import fresh, make_lead, may

TODAY = NOW.date()
JOINED = date(2024, 3, 20)
ONE = timedelta(days=1)
LIST = reverse("evaluations:list")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def hr(people):
    return {"by": people.hoda.user, "at": NOW}


@pytest.fixture
def evaluation(people):
    return released(assign(open_cycle(), subject=people.narges, evaluator=people.saeed))


def readers(people, rows=None):
    rows = Evaluation.objects.all() if rows is None else rows
    return {
        name
        for name in ("narges", "parisa", "saeed", "kaveh", "hoda")
        if rows.visible_to(fresh(getattr(people, name))).exists()
    }


def lead_now(people, name, team, since=JOINED):
    """Somebody else than who wrote it."""
    staff = getattr(people, name)
    TeamLead.objects.filter(staff=staff).delete()
    make_lead(staff, team, since=since)
    return staff


# Reading --------------------------------------------------------------------------------------------------------------


def test_the_new_lead_of_somebody_who_moved_reads_nothing_older(people, evaluation, hr):
    change_work(staff=people.narges, from_=TODAY + ONE, team=people.tajrish_shift, **hr)
    with time_machine.travel(NOW + 9 * ONE, tick=False):
        people.narges.refresh_from_db()
        change_work(staff=people.narges, from_=TODAY + ONE, contract_share=5000, **hr)
        assert readers(people) == {"narges", "saeed", "hoda"}


def test_the_lead_of_the_day_still_reads_of_who_moved_away(people, evaluation, hr):
    other = lead_now(people, "parisa", people.day_shift)
    change_work(staff=people.narges, from_=TODAY, team=people.tajrish_shift, **hr)
    assert evaluation.pk in Evaluation.objects.visible_to(fresh(other)).values_list("pk", flat=True)


@pytest.mark.parametrize(("since", "sees"), [(TODAY - ONE, True), (TODAY, True), (TODAY + ONE, False)])
def test_who_led_from_a_later_day_on_reads_nothing_from_before(people, evaluation, since, sees):
    lead_now(people, "parisa", people.day_shift, since=since)
    with time_machine.travel(NOW + 9 * ONE, tick=False):
        assert ("parisa" in readers(people)) is sees


def test_who_leads_no_longer_reads_what_they_wrote_alone(people, evaluation):
    other = StaffFactory(team=people.day_shift)
    written = released(assign(evaluation.cycle, subject=people.parisa, evaluator=other))
    TeamLead.objects.filter(staff=people.saeed).update(until=TODAY + ONE)
    assert set(Evaluation.objects.visible_to(fresh(people.saeed))) == {evaluation, written}
    with time_machine.travel(NOW + 9 * ONE, tick=False):
        assert set(Evaluation.objects.visible_to(fresh(people.saeed))) == {evaluation}


def test_lists_and_filters_say_the_team_of_the_evaluation(people, evaluation, client_for, hr):
    change_work(staff=people.narges, from_=TODAY + ONE, team=people.tajrish_shift, **hr)
    StaffMember.objects.filter(pk=people.narges.pk).update(team=people.tajrish_shift)
    client = client_for(people.hoda)

    def found(**asked):
        return [row.record for row in client.get(LIST, asked).context["table"].rows]

    assert found(team=people.day_shift.key) == found(branch=people.valiasr.key) == [evaluation]
    assert found(team=people.tajrish_shift.key) == found(branch=people.tajrish.key) == []
    row = client.get(LIST).context["table"].rows[0]
    assert row.get_cell_value("team") == people.day_shift.name


def test_a_cycle_is_seen_by_who_leads_where_somebody_worked_in_it(people, evaluation, hr):
    cycles = Cycle.objects.filter(pk=evaluation.cycle_id)
    assert not cycles.visible_to(fresh(people.kaveh)).exists()
    change_work(staff=people.narges, from_=evaluation.cycle.ends_on, team=people.tajrish_shift, **hr)
    assert not cycles.visible_to(fresh(people.kaveh)).exists()
    change_work(staff=people.narges, from_=evaluation.cycle.ends_on - ONE, team=people.tajrish_shift, **hr)
    assert cycles.visible_to(fresh(people.kaveh)).exists()


# Releasing, deciding --------------------------------------------------------------------------------------------------


def test_the_lead_of_the_day_releases_and_not_the_one_of_today(people, hr):
    cycle = open_cycle()
    Cycle.objects.update(releaser=Releaser.LEAD)
    row = submitted(assign(cycle, subject=people.narges, evaluator=people.parisa))
    row = Evaluation.objects.select_related("cycle").get(pk=row.pk)
    StaffMember.objects.filter(pk=people.narges.pk).update(team=people.tajrish_shift)
    assert may(people.saeed, "evaluations.release_evaluation", row)
    assert not may(people.kaveh, "evaluations.release_evaluation", row)
    assert not may(people.narges, "evaluations.release_evaluation", row)


@pytest.mark.parametrize("ties", ["then", "now"])
def test_hr_who_led_on_that_day_or_leads_today_decides_no_objection(people, evaluation, ties):
    judge = StaffFactory(user__groups=["hr"], team=people.office)
    first = next(iter(given_answers(evaluation.scorecard)))
    dispute = actions.open_dispute(evaluation=evaluation, points={first: "چرا؟"}, by=people.narges.user, at=NOW)
    assert judge.user in judges_of(evaluation)
    if ties == "then":
        make_lead(judge, people.day_shift, until=TODAY + ONE)
    else:
        make_lead(judge, people.tajrish_shift)
        StaffMember.objects.filter(pk=people.narges.pk).update(team=people.tajrish_shift)
    with time_machine.travel(NOW + 3 * ONE, tick=False):
        evaluation = Evaluation.objects.get(pk=evaluation.pk)
        assert fresh(judge) not in judges_of(evaluation)
        assert not may(judge, "evaluations.resolve_dispute", Dispute.objects.get(pk=dispute.pk))
        people.hoda.user.groups.clear()
        assert without_judge(Dispute.objects.all()).exists()


# Summaries ------------------------------------------------------------------------------------------------------------


def test_summaries_are_the_leads_of_all_of_their_days(people, evaluation, hr):
    cycle, kaveh, saeed = evaluation.cycle, people.kaveh, people.saeed
    key = f"{cycle.key}.{people.narges.key}"

    def with_summary(staff):
        listed = summarised_people(StaffMember.objects.all(), cycle, fresh(staff))
        assert (people.narges in listed) is (find_person_summary(key, fresh(staff)) is not None)
        return people.narges in listed

    assert [with_summary(staff) for staff in (saeed, kaveh, people.narges, people.hoda)] == [True, False, True, True]
    change_work(staff=people.narges, from_=TODAY + ONE, team=people.tajrish_shift, **hr)
    StaffMember.objects.filter(pk=people.narges.pk).update(team=people.tajrish_shift)
    assert [with_summary(staff) for staff in (saeed, kaveh)] == [True, False]
    assert find_team_summary(f"{cycle.key}.{people.day_shift.key}", fresh(saeed))
    with time_machine.travel(NOW + 3 * ONE, tick=False):
        people.narges.refresh_from_db()
        released(assign(cycle, subject=people.narges, evaluator=kaveh), at=datetime.now(NOW.tzinfo))
        assert [with_summary(staff) for staff in (saeed, kaveh, people.hoda)] == [False, False, True]


# What is not released follows -----------------------------------------------------------------------------------------


def test_an_evaluation_begins_in_the_team_of_its_day(people):
    worked(people.narges, (JOINED, TODAY + ONE), (TODAY + ONE, None, {"team": people.tajrish_shift}))
    assert draft(assign(open_cycle(), subject=people.narges, evaluator=people.saeed)).team == people.day_shift


def test_what_is_not_released_follows_the_work_of_its_day(people, evaluation, hr):
    open_one = draft(assign(evaluation.cycle, subject=people.narges, evaluator=people.parisa))
    handed_in = submitted(assign(open_cycle(title="دیگر"), subject=people.narges, evaluator=people.saeed))
    seal_found(at=NOW)
    said = list(what_rests(people.narges, TODAY, None, {"team"}))
    assert len(said) == 2 and list(what_rests(people.narges, TODAY + ONE, None, {"team"})) == []
    assert list(what_rests(people.narges, TODAY, None, {"contract_share"})) == []
    change_work(staff=people.narges, from_=TODAY - ONE, team=people.office, **hr)

    def teams():
        return [Evaluation.objects.get(pk=row.pk).team for row in (evaluation, open_one, handed_in)]

    assert teams() == [people.day_shift, people.office, people.office]
    period = people.narges.work_periods.order_by("starts_on").last()
    facts = {"team": people.office, "job_role": people.barista, "contract_share": 10000}
    correct_work(period=period, starts_on=TODAY + ONE, **facts, **hr)
    assert teams() == [people.day_shift] * 3
    undo_work(period=people.narges.work_periods.order_by("starts_on").last(), **hr)
    assert teams() == [people.day_shift] * 3
    assert list(seal_problems("evaluations")) == []
