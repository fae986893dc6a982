"""Which room is marked in the sidebar."""

import pytest
from django.urls import reverse

from home.navigation import links_for
from kit.reader import reading_as


def marked(person, url_name):
    return [link.label for link in links_for(person.user, reverse(url_name), {}) if link.is_current]


@pytest.mark.parametrize(
    ("url_name", "hr", "administrator"),
    [
        ("people:staff_list", ["People"], ["People"]),
        ("people:structure", ["People"], ["People"]),
        ("people:letterhead", ["Documents"], ["Settings"]),
        ("people:certificate", ["Documents"], ["Settings"]),
        ("people:inbox", [], []),
        ("people:profile", [], []),
    ],
)
def test_a_page_below_people_is_marked_where_it_belongs(people, url_name, hr, administrator):
    with reading_as("en"):
        assert marked(people.hoda, url_name) == hr
        assert marked(people.armin, url_name) == administrator
