"""Getting started: every line done and not done, whose it is, where it leads; hidden and called back."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from home.first_steps.facts import facts_now
from home.first_steps.lines import starting_of, whole_list
from home.first_steps.steps import SetupFacts, steps_of
from kit.reader import reading_as
from people.company.organisation import UNNAMED
from people.models import Organisation, User
from tests.factories.evaluations import open_cycle, published_scorecard
from tests.factories.people import BranchFactory, JobRoleFactory, StaffFactory, TeamFactory, UserFactory, employed
from tests.factories.playbook import frozen_edition
from tests.factories.rewards import published_plan

NOTHING = SetupFacts()
ALL = SetupFacts(
    is_named=True,
    has_logo=True,
    branches=1,
    teams=1,
    job_roles=1,
    people=6,
    leads=1,
    without_sign_in=2,
    hr=1,
    authors=1,
    standards=12,
    frozen_editions=1,
    scales=1,
    scorecards=1,
    courses=1,
    cycles=1,
    plans=1,
)
PAGE = "home:getting_started"


def step(name, facts):
    return next(one for one in steps_of(facts) if one.name == name)


def test_the_lines_in_their_order():
    names = ["company", "structure", "people", "access", "folder", "edition", "scorecard", "course", "cycle", "plan"]
    assert [one.name for one in steps_of(NOTHING)] == names
    assert [one.is_done for one in steps_of(NOTHING)] == [False] * 10
    assert [one.is_done for one in steps_of(ALL)] == [True] * 10
    assert all(one.minutes and one.doors for one in steps_of(NOTHING))


@pytest.mark.parametrize(
    ("name", "lacking", "door"),
    [
        ("company", {"is_named": False, "has_logo": False}, "people:organisation"),
        ("company", {"is_named": False}, "people:organisation"),
        ("company", {"has_logo": False}, "people:letterhead"),
        ("structure", {"branches": 0, "teams": 0}, "people:branch_add"),
        ("structure", {"teams": 0}, "people:team_add"),
        ("structure", {"job_roles": 0}, "people:job_role_add"),
        ("people", {"people": 1}, "people:import"),
        ("people", {"leads": 0}, "people:structure"),
        ("access", {"hr": 0}, "people:access"),
        ("access", {"authors": 0}, "people:access"),
        ("access", {"leads_without_sign_in": 1}, "people:open_ways"),
        ("access", {"without_sign_in": 4}, "people:open_ways"),
        ("folder", {"standards": 0}, "home:starters"),
        ("folder", {"standards": 0, "standard_drafts": 3}, "home:drafts"),
        ("course", {"courses": 0, "course_drafts": 2}, "home:drafts"),
        ("scorecard", {"scorecards": 0, "scorecard_drafts": 2}, "home:drafts"),
        ("edition", {"frozen_editions": 0}, "playbook:edition_new"),
        ("edition", {"frozen_editions": 0, "open_editions": 1}, "playbook:editions"),
        ("scorecard", {"scorecards": 0}, "evaluations:scorecards"),
        ("scorecard", {"scales": 0}, "evaluations:scorecards"),
        ("course", {"courses": 0}, "wagtailadmin_explore_root"),
        ("cycle", {"cycles": 0}, "evaluations:cycle_new"),
        ("plan", {"plans": 0}, "rewards:new_plan"),
        ("plan", {"plans": 0, "draft_plans": 1}, "rewards:plans"),
    ],
)
def test_a_line_is_open_while_its_fact_is_lacking_and_leads_on(name, lacking, door):
    one = step(name, replace(ALL, **lacking))
    assert (one.is_done, one.doors[0].url_name) == (False, door)
    assert reverse(door)


@pytest.mark.parametrize(
    ("name", "lacking", "after"),
    [
        ("edition", {"standards": 0}, "folder"),
        ("course", {"standards": 0}, "folder"),
        ("scorecard", {"frozen_editions": 0}, "edition"),
        ("cycle", {"scorecards": 0}, "scorecard"),
        ("plan", {"cycles": 0}, "cycle"),
        ("access", {"people": 1}, "people"),
        ("access", {"people": 0, "hr": 0}, ""),
        ("people", {"branches": 0, "teams": 0}, ""),
        ("plan", {"scorecards": 0}, ""),
    ],
)
def test_what_has_to_come_before_is_named(name, lacking, after):
    assert step(name, replace(ALL, **lacking)).after == after


@pytest.mark.parametrize("waiting", [2, 3])
def test_access_is_given_when_most_can_sign_in(waiting):
    assert step("access", replace(ALL, people=6, without_sign_in=waiting)).is_done
    assert not step("access", replace(ALL, people=5, without_sign_in=3)).is_done


# What is there -------------------------------------------------------------------------------------------------------


def test_the_facts_of_an_empty_company(db):
    assert facts_now(UserFactory(groups=["hr"])) == SetupFacts(hr=1)


def test_a_company_that_bears_the_products_name_is_not_named(db):
    user = UserFactory()
    Organisation.objects.create(pk=1, **UNNAMED)
    assert facts_now(user).is_named is False
    Organisation.objects.update(name_fa="کافه")
    assert facts_now(user).is_named is True
    Organisation.objects.update(logo="logo.png")
    assert facts_now(user).has_logo is True


def test_the_facts_of_the_company(people):
    facts = facts_now(people.hoda.user)
    assert (facts.branches, facts.teams, facts.job_roles) == (2, 3, 3)
    assert (facts.people, facts.leads, facts.hr, facts.authors) == (7, 2, 1, 1)
    assert (facts.without_sign_in, facts.leads_without_sign_in) == (0, 0)


def test_who_cannot_sign_in_is_counted(people):
    StaffFactory(user=None, team=people.office)
    User.objects.filter(pk=people.saeed.user_id).update(is_active=False)
    facts = facts_now(people.hoda.user)
    assert (facts.people, facts.without_sign_in, facts.leads_without_sign_in) == (8, 2, 1)


def test_the_facts_of_the_work(people):
    edition = frozen_edition()
    card = published_scorecard(edition)
    cycle = open_cycle(card.edition)
    published_plan(cycle)
    facts = facts_now(people.hoda.user)
    assert (facts.frozen_editions, facts.scorecards, facts.cycles, facts.plans) == (1, 1, 1, 1)
    assert facts.scales >= 1
    assert (facts.draft_plans, facts.open_editions) == (0, 0)


# Whose it is ---------------------------------------------------------------------------------------------------------


def lines_of(user):
    with reading_as("en"):
        return {line.step.name: line for line in whole_list(user).lines}


def plain(text):
    return text.replace("<bdi>", "").replace("</bdi>", "")


def test_each_line_says_who_does_it(people):
    people.hoda.user.language = "en"
    lines = lines_of(people.hoda.user)
    assert lines["cycle"].who == "You do this, as HR."
    assert plain(lines["edition"].who) == "This is for an author (Mina Hosseini)."
    assert plain(lines["scorecard"].who) == "You do this, as HR."
    assert plain(lines_of(people.armin.user)["scorecard"].who) == (
        "This is for an author (Mina Hosseini) or HR (Hoda Nouri)."
    )


@pytest.mark.parametrize("groups", [["administrator"], ["hr"], ["author"], ["hr", "author"], ["hr", "administrator"]])
@pytest.mark.parametrize("is_empty", [True, False])
def test_every_button_is_a_door_that_opens_to_its_reader(db, client_for, groups, is_empty):
    user = StaffFactory(user__groups=groups).user if not is_empty else UserFactory(groups=groups)
    client = client_for(user)
    urls = {url for line in whole_list(user).lines for url, _words in line.buttons}
    assert urls
    assert {url: client.get(url).status_code for url in urls if client.get(url).status_code != 200} == {}


def test_an_administrator_alone_is_led_to_give_the_roles(db):
    lines = lines_of(UserFactory(groups=["administrator"]))
    assert plain(lines["edition"].who) == "This is for an author (nobody yet)."
    assert lines["edition"].buttons == [(reverse("people:access"), lines["edition"].buttons[0][1])]
    assert lines["edition"].after == ""


def test_hr_alone_sees_no_door_that_is_shut(db):
    lines = lines_of(UserFactory(groups=["hr"]))
    assert lines["edition"].buttons == []
    assert [url for url, _ in lines["people"].buttons] == [reverse("people:import"), reverse("people:staff_add")]
    assert lines["cycle"].buttons == []
    assert lines["cycle"].after == "Scale and scorecard"


def test_a_later_line_has_no_button_and_says_what_comes_first(people):
    line = lines_of(people.mina.user)["edition"]
    assert (line.buttons, line.after) == ([], "The folder")


# On the first page ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("groups", [["administrator"], ["hr"], ["author"]])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_first_page_of_an_empty_company_leads_on(db, client_for, groups, language):
    page = client_for(UserFactory(groups=groups, language=language)).get("/").content.decode()
    assert 'class="hv-starting"' in page
    assert page.count('class="btn btn-primary btn-sm"') == 1
    with reading_as("en"):
        assert "Nothing waits for you" not in page


@pytest.mark.parametrize(("who", "url_name"), [("hoda", "home:hr_desk"), ("mina", "home:author_desk")])
def test_it_stands_on_the_desks_too(people, client_for, who, url_name):
    page = client_for(getattr(people, who)).get(reverse(url_name)).content.decode()
    assert 'class="hv-starting"' in page


@pytest.mark.parametrize("who", ["narges", "saeed"])
def test_staff_and_leads_see_nothing_of_it_and_it_costs_them_nothing(people, client_for, who, monkeypatch):
    monkeypatch.setattr("home.first_steps.lines.facts_now", lambda user: pytest.fail("asked"))
    page = client_for(getattr(people, who)).get("/")
    assert page.context["starting"] is None
    assert reverse(PAGE) not in page.content.decode()


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_it_costs_the_same_for_few_and_for_many(people, client_for):
    client = client_for(people.hoda)
    few = queries(client, reverse(PAGE))
    for _ in range(10):
        StaffFactory(team=TeamFactory(branch=BranchFactory()), user__groups=["author", "hr"], job_role=JobRoleFactory())
    assert queries(client, reverse(PAGE)) == few


def test_it_asks_one_question_when_all_is_done_and_none_when_hidden(people, monkeypatch, django_assert_num_queries):
    user = people.hoda.user
    user.access_roles  # noqa: B018 - asked once a request
    monkeypatch.setattr("home.first_steps.lines.steps_of", lambda facts: [])
    starting_of(user)  # prepares the query
    with django_assert_num_queries(1):
        assert starting_of(user) is None
    user.hides_starting = True
    with django_assert_num_queries(0):
        assert starting_of(user) is None


def test_a_person_hides_it_and_calls_it_back(people, client_for):
    client = client_for(people.hoda)
    for _ in range(2):
        client.post(reverse("home:hide_starting"))
    assert User.objects.get(pk=people.hoda.user_id).hides_starting is True
    page = client.get("/").content.decode()
    assert 'class="hv-starting"' not in page
    assert reverse(PAGE) in page
    assert reverse("home:show_starting") in client.get(reverse(PAGE)).content.decode()
    assert 'class="hv-starting"' in client_for(people.mina).get("/").content.decode()
    client.post(reverse("home:show_starting"))
    assert 'class="hv-starting"' in client.get("/").content.decode()


def test_done_lines_are_folded(people, client_for):
    page = client_for(people.hoda).get(reverse(PAGE)).content.decode()
    folded = page[page.index('<details class="hv-more"') :]
    with reading_as("fa"):
        title = str(step("structure", ALL).title)
    assert title in folded
    assert title not in page[: page.index('<details class="hv-more"')]


def test_when_all_is_done_it_goes_and_can_be_called_back(people, client_for, monkeypatch):
    monkeypatch.setattr("home.first_steps.lines.facts_now", lambda user: ALL)
    client = client_for(people.hoda)
    page = client.get("/")
    assert page.context["starting"] is None
    assert reverse(PAGE) in page.content.decode()
    assert client.get(reverse(PAGE)).status_code == 200


def test_the_desks_of_all_roles_stand_on_the_first_page(people, client_for):
    both = StaffFactory(user__groups=["hr", "author"], team=people.office, leads=[people.office])
    desks = client_for(both).get("/").context["desks"]
    assert [desk.place.url_name for desk in desks] == ["home:hr_desk", "home:author_desk", "home:board"]
    assert client_for(people.saeed).get("/").context["desks"] == []


def test_somebody_who_left_does_not_count(people):
    employed(people.kaveh, left_on=date(2026, 1, 1))
    facts = facts_now(people.hoda.user)
    assert (facts.people, facts.leads, facts.leads_without_sign_in) == (6, 1, 0)
