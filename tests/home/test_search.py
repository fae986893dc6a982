"""Search: spelling variants, scope, constancy."""

import pytest

from tests.factories.people import StaffFactory
from tests.factories.playbook import FrozenStandardFactory, frozen_edition
from tests.factories.training import LessonFactory
from tests.home.conftest import TAJRISH_SECRET

SEARCH = "/search/"


@pytest.fixture
def folder(people):
    edition = frozen_edition(1, steps=2)
    FrozenStandardFactory(edition=edition, behaviour_fa="به مهمان می‌گوید چه وقت می‌رسد.", code="DUR-77")
    LessonFactory(title_fa="وقتی سفارش دیر می‌شود", title_en="When an order runs late")
    return edition


def found(client, words):
    return client.get(SEARCH, {"q": words}).context["found"]


@pytest.mark.parametrize("words", ["می‌گوید", "میگوید", "مي‌گويد", "DUR-77", "dur-77", "۷۷"])
def test_letters_half_spaces_and_digits_make_no_difference(folder, people, client_for, words):
    assert [row.code for row in found(client_for(people.narges), words)["standards"].rows] == ["DUR-77"]


def test_lessons_and_steps_are_found_in_both_languages(folder, people, client_for):
    client = client_for(people.narges)
    assert found(client, "runs late")["lessons"].count == 1
    assert found(client, "دیر می‌شود")["lessons"].count == 1
    assert found(client, "I understand")["steps"].count == 2


def test_people_are_found_by_those_who_may_see_them(folder, people, client_for):
    StaffFactory(given_name_fa="رویا", family_name_fa=TAJRISH_SECRET, team=people.tajrish_shift)
    assert found(client_for(people.saeed), "رازدار")["people"].count == 0
    assert found(client_for(people.kaveh), "رازدار")["people"].count == 1
    assert found(client_for(people.hoda), "رازدار تجريشي")["people"].count == 1


def test_drafts_of_an_edition_are_not_found(people, client_for):
    assert "standards" not in found(client_for(people.narges), "سفارش")


@pytest.mark.parametrize("words", ["", "   ", "%", "‌", "x" * 5000, "'; drop table", "\x00"])
def test_strange_words_find_nothing_and_break_nothing(folder, people, client_for, words):
    answer = client_for(people.narges).get(SEARCH, {"q": words})
    assert answer.status_code == 200
    assert answer.context["total"] == 0


def test_search_asks_as_much_for_thirty_as_for_one(folder, people, client_for, queries_of):
    client = client_for(people.hoda)
    few = queries_of(client, f"{SEARCH}?q=سفارش")
    for _ in range(9):
        FrozenStandardFactory(edition=folder)
        LessonFactory(title_fa="سفارش")
    assert queries_of(client, f"{SEARCH}?q=سفارش") == few
