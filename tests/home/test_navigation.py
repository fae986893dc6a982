"""The rooms in the sidebar: all of all roles, none of them shut, the present one marked."""

from itertools import combinations

import pytest
from django.urls import reverse

from home.shell.navigation import TABS, links_for, places_for, tabs_of
from kit.reader import reading_as
from tests.factories.people import StaffFactory, UserFactory


def marked(person, url_name):
    return [link.label for link in links_for(person.user, reverse(url_name), {}) if link.is_current]


@pytest.mark.parametrize(
    ("url_name", "hr", "administrator"),
    [
        ("people:staff_list", ["People"], ["People"]),
        ("people:structure", ["People"], ["People"]),
        ("people:letterhead", ["People"], ["Settings"]),
        ("people:certificate", ["People"], ["Settings"]),
        ("people:inbox", [], []),
        ("people:profile", [], []),
    ],
)
def test_a_page_below_people_is_marked_where_it_belongs(people, url_name, hr, administrator):
    with reading_as("en"):
        assert marked(people.hoda, url_name) == hr
        assert marked(people.armin, url_name) == administrator


ROLES = ("hr", "author", "administrator", "lead")
HELD = [held for count in range(1, 5) for held in combinations(ROLES, count)]


def somebody(people, held, *, is_on_the_list=True):
    groups = [role for role in held if role != "lead"]
    if not is_on_the_list:
        return UserFactory(groups=groups)
    leads = [people.day_shift] if "lead" in held else []
    return StaffFactory(team=people.office, user__groups=groups, leads=leads).user


def labels(user):
    with reading_as("en"):
        return [link.label for link in links_for(user, "/", {})]


@pytest.mark.parametrize("held", HELD, ids="+".join)
def test_all_rooms_of_all_roles_stand_there_once_and_open(people, client_for, held):
    user = somebody(people, held)
    urls = [link.url for link in links_for(user, "/", {})]
    assert len(urls) == len(set(urls))
    alone = {place.url_name for role in held for place in places_for(somebody(people, [role]))}
    assert {place.url_name for place in places_for(user)} == alone
    client = client_for(user)
    assert {url: client.get(url).status_code for url in urls if client.get(url).status_code != 200} == {}


@pytest.mark.parametrize("held", [["hr"], ["administrator"], ["author"], ["hr", "author"]], ids="+".join)
def test_a_sign_in_without_a_place_on_the_list_sees_no_shut_door(people, client_for, held):
    user = somebody(people, held, is_on_the_list=False)
    client = client_for(user)
    assert [link.url for link in links_for(user, "/", {}) if client.get(link.url).status_code != 200] == []


def test_the_author_in_hr_finds_both_desks(people):
    found = labels(somebody(people, ["hr", "author"]))
    assert {"HR desk", "Author's desk", "Write the folder", "Editions", "Cycles", "Reward runs"} <= set(found)


def test_rooms_of_several_roles_stand_under_headings(people):
    with reading_as("en"):
        many = links_for(somebody(people, ["hr", "author", "lead"]), "/", {})
        one = links_for(people.hoda.user, "/", {})
    headed = [(link.heading, link.label) for link in many if link.heading]
    assert headed == [
        ("People and results", "HR desk"),
        ("Writing", "Author's desk"),
        ("Those I lead", "Evaluate"),
        ("My own", "The folder"),
    ]
    assert not any(link.heading for link in one)


@pytest.mark.parametrize(
    ("held", "first"),
    [
        (["hr", "author"], ["My day", "HR desk", "Author", "Folder"]),
        (["hr", "lead"], ["My day", "HR desk", "Evaluate", "Folder"]),
        (["author", "lead"], ["My day", "Author", "Evaluate", "Folder"]),
        (["hr", "author", "administrator"], ["My day", "HR desk", "Author", "Access"]),
        (ROLES, ["My day", "HR desk", "Author", "Evaluate"]),
        (["hr"], ["My day", "HR desk", "Cycles", "Board"]),
        ([], ["My day", "Folder", "Training", "Results"]),
    ],
)
def test_the_tab_bar_has_a_door_of_each_role(people, held, first):
    with reading_as("en"):
        tabs = tabs_of(links_for(somebody(people, held), "/", {}))
    assert len(tabs) == TABS
    assert [tab.short for tab in tabs][:4] == first
