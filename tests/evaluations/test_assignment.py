"""Who evaluates whom: pure, then by the action."""

import itertools

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluations import actions
from evaluations.cycles.assignment import Company, EvaluatorChoice, Obstacle, evaluators_of, proposal_for
from evaluations.errors import WrongState
from evaluations.models import CycleAssignment, Scorecard
from people.actions import appoint_manager, name_managers_evaluator
from people.actions.absences import enter_absence
from people.models import TeamLead
from tests.factories.evaluations import NOW, assign, open_cycle, published_scorecard
from tests.factories.people import StaffFactory, TeamFactory
from tests.worlds import built_once

# Teams 10 and 11 stand in branch 1, team 20 in branch 2.
BRANCHES = {10: 1, 11: 1, 20: 2}
ANN, BEN, LEAD, SECOND, MANAGER, OWNER = range(1, 7)


def company(**more):
    return Company(BRANCHES, **{"leads": {10: [LEAD]}, "managers": {1: MANAGER}, "named": OWNER} | more)


def found(subjects, of=None, **more):
    return evaluators_of(subjects, of or company(), **more)


def test_lead_over_team_manager_over_leads_one_person_over_managers():
    choices = found({ANN: 10, BEN: 11, LEAD: 10, MANAGER: 11, OWNER: 11})
    assert choices[ANN] == EvaluatorChoice(LEAD)
    assert choices[BEN] == EvaluatorChoice(MANAGER)  # a team without a lead
    assert choices[LEAD] == EvaluatorChoice(MANAGER)
    assert choices[MANAGER] == EvaluatorChoice(OWNER)


def test_who_stands_above_all_is_said_to_be_in_conflict():
    assert found({OWNER: 11, MANAGER: 11})[OWNER] == EvaluatorChoice(why=Obstacle.BOTH_WAYS, other=MANAGER)


@pytest.mark.parametrize(
    ("changed", "subject", "team", "why"),
    [
        ({"leads": {}, "managers": {}}, ANN, 10, Obstacle.NO_LEAD),
        ({"managers": {}}, LEAD, 10, Obstacle.NO_MANAGER),
        ({"named": None}, MANAGER, 11, Obstacle.NOBODY_NAMED),
        ({"named": MANAGER}, MANAGER, 11, Obstacle.ONESELF),
        ({"managers": {1: LEAD}, "named": None}, LEAD, 10, Obstacle.NOBODY_NAMED),
    ],
)
def test_why_nobody(changed, subject, team, why):
    choice = found({subject: team}, company(**changed))[subject]
    assert (choice.evaluator, choice.why) == (None, why)


def test_a_lead_who_works_in_anothers_team_is_evaluated_there():
    leads = {10: [LEAD], 20: [SECOND]}
    assert found({SECOND: 10}, company(leads=leads))[SECOND] == EvaluatorChoice(LEAD)


def test_a_lead_from_a_team_without_one_is_evaluated_by_the_manager_of_their_own_branch_or_the_led_ones():
    leads = {20: [SECOND]}
    assert found({SECOND: 11}, company(leads=leads))[SECOND] == EvaluatorChoice(MANAGER)
    assert found({SECOND: 11}, company(leads=leads, managers={2: MANAGER}))[SECOND] == EvaluatorChoice(MANAGER)


def test_two_leads_without_a_manager_never_evaluate_each_other():
    choices = found({LEAD: 10, SECOND: 10}, company(leads={10: [LEAD, SECOND]}, managers={}))
    assert choices[LEAD] == EvaluatorChoice(SECOND)
    assert choices[SECOND] == EvaluatorChoice(why=Obstacle.BOTH_WAYS, other=LEAD, proposal=OWNER)


def test_exceptions_go_before_the_rule_and_are_refused_alike():
    assert found({ANN: 10}, exceptions={ANN: OWNER})[ANN] == EvaluatorChoice(OWNER)
    assert found({ANN: 10}, exceptions={ANN: ANN})[ANN] == EvaluatorChoice(why=Obstacle.ONESELF, proposal=LEAD)
    taken = {frozenset((ANN, OWNER))}
    assert found({ANN: 10}, exceptions={ANN: OWNER}, taken=taken)[ANN] == EvaluatorChoice(
        why=Obstacle.BOTH_WAYS, other=OWNER, proposal=LEAD
    )
    both = found({ANN: 10, BEN: 10}, exceptions={ANN: BEN, BEN: ANN})
    assert both == {ANN: EvaluatorChoice(BEN), BEN: EvaluatorChoice(why=Obstacle.BOTH_WAYS, other=ANN, proposal=LEAD)}


def test_a_proposal_goes_up_until_somebody_can():
    assert proposal_for(ANN, 10, company()) == LEAD
    assert proposal_for(ANN, 10, company(leads={})) == MANAGER
    assert proposal_for(ANN, 10, company(leads={}, managers={})) == OWNER
    assert proposal_for(ANN, 10, company(), taken={frozenset((ANN, LEAD))}) == MANAGER
    assert proposal_for(OWNER, 20, company()) is None


def test_nobody_is_ever_their_own_evaluator_nor_two_each_others():
    """Every small company of three people in two teams of one branch."""
    people = (ANN, BEN, LEAD)
    for leads in itertools.product((None, *people), repeat=2):
        for manager, named, teams in itertools.product((None, *people), (None, *people), ((10, 10, 11), (10, 11, 11))):
            given = Company(
                BRANCHES,
                leads={team: [lead] for team, lead in zip((10, 11), leads, strict=True) if lead},
                managers={1: manager} if manager else {},
                named=named,
            )
            choices = evaluators_of(dict(zip(people, teams, strict=True)), given)
            pairs = [frozenset((one, choice.evaluator)) for one, choice in choices.items() if choice.evaluator]
            assert all(len(pair) == 2 for pair in pairs)
            assert len(set(pairs)) == len(pairs)
            assert all((choice.evaluator is None) == (choice.why is not None) for choice in choices.values())


# By the action and on the pages ------------------------------------------------------------------------------------


@built_once
def cycle(people):
    cycle = open_cycle()
    published_scorecard(cycle.edition)
    return cycle


def in_english(staff):
    staff.user.language, staff.user.digits = "en", "en"
    staff.user.save()


def by_rule(cycle, people):
    return actions.assign_evaluators(cycle=cycle, on=NOW.date(), due_on=cycle.ends_on, by=people.hoda.user, at=NOW)


def manage(people, branch, staff):
    appoint_manager(branch=branch, staff=staff, since=NOW.date(), by=people.hoda.user, at=NOW)


def test_leads_are_led_by_the_manager_of_their_branch(people, cycle):
    manage(people, people.valiasr, people.mina)
    name_managers_evaluator(staff=people.armin, by=people.hoda.user, at=NOW)
    pairs = {(row.subject, row.evaluator) for row in by_rule(cycle, people).made}
    assert pairs >= {(people.saeed, people.mina), (people.mina, people.armin), (people.hoda, people.mina)}
    assert (people.narges, people.saeed) in pairs


def test_who_is_on_leave_until_after_the_date_is_assigned_nobody(people, cycle, client_for):
    about = {"reason": "x", "by": people.hoda.user, "at": NOW}
    enter_absence(staff=people.saeed, starts_on=NOW.date(), ends_on=cycle.ends_on.replace(year=2027), **about)
    report = by_rule(cycle, people)
    assert people.narges in report.without_lead


def test_a_cycle_names_how_many_have_nobody_and_all_are_assigned_on_one_screen(people, cycle, client_for, at_now):
    in_english(people.hoda)
    by_rule(cycle, people)
    client, address = client_for(people.hoda), reverse("evaluations:assign_many", args=[cycle.key])
    page = client.get(cycle.get_absolute_url()).content.decode()
    assert "5 people have no evaluator yet" in page
    assert address in page
    name_managers_evaluator(staff=people.armin, by=people.hoda.user, at=NOW)
    form = client.get(address).context["form"]
    assert form[f"e-{people.saeed.key}"].initial == people.armin.key
    chosen = {f"e-{line.person.key}": line.proposal.key if line.proposal else "" for line in form.lines}
    client.post(address, {"due_on": "2026-12-20", "wanted": "1", **chosen})
    left = set(cycle.assignments.filter(evaluator=people.armin).values_list("subject__code", flat=True))
    assert left == {"P-saeed", "P-kaveh", "P-mina", "P-hoda"}


def test_one_person_for_all_of_them_and_who_cannot_is_named(people, cycle, client_for, at_now):
    address = reverse("evaluations:assign_many", args=[cycle.key])
    form = {"due_on": "2026-12-20", "wanted": "1", "everybody": people.saeed.key, "all": "1"}
    page = client_for(people.hoda).post(address, form, follow=True)
    assert CycleAssignment.objects.filter(evaluator=people.saeed).count() == 6
    assert people.saeed.name in page.content.decode()
    assert not CycleAssignment.objects.filter(subject=people.saeed).exists()


def test_assigning_many_refuses_a_closed_cycle_a_second_time_and_who_left(people, cycle, client_for):
    chosen = {people.mina: people.saeed, people.hoda: people.behnam}
    about = {"cycle": cycle, "on": NOW.date(), "due_on": cycle.ends_on, "by": people.hoda.user, "at": NOW}
    assert [row.subject for row in actions.assign_many(chosen=chosen, **about).made] == [people.mina]
    assert actions.assign_many(chosen={people.mina: people.kaveh}, **about).made == []
    actions.close_cycle(cycle=cycle, by=people.hoda.user, at=NOW)
    page = client_for(people.hoda).get(reverse("evaluations:assign_many", args=[cycle.key]))
    assert page.url == cycle.get_absolute_url()
    with pytest.raises(WrongState):
        actions.assign_many(chosen=chosen, **about)


def test_the_page_of_many_costs_the_same_for_few_and_for_thirty(people, cycle, client_for, at_now):
    client, address = client_for(people.hoda), reverse("evaluations:assign_many", args=[cycle.key])
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    StaffFactory.create_batch(30, team=TeamFactory(branch=people.tajrish))
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_assigning_by_hand_says_when_nobody_can_be_told(people, cycle, client_for, at_now):
    in_english(people.hoda)
    bare = StaffFactory(user=None, code="P-bare", team=people.office)
    TeamLead.objects.create(team=people.office, staff=bare, since=NOW.date())
    form = {"subject": "P-narges", "evaluator": "P-bare", "due_on": "2026-12-20"}
    form["scorecard"] = Scorecard.objects.get().key
    page = client_for(people.hoda).post(reverse("evaluations:cycle_assign_one", args=[cycle.key]), form, follow=True)
    assert "nobody was told" in page.content.decode()
    assert assign(cycle, subject=people.parisa, evaluator=people.saeed).evaluator == people.saeed
