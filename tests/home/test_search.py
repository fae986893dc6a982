"""Search: spelling variants, scope, constancy."""

from datetime import date

import pytest

from playbook.models import FrozenAuthority, FrozenPublicLane
from tests.factories.people import StaffFactory
from tests.factories.playbook import EvidenceFactory, FrozenStandardFactory, frozen_edition, seal
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


def test_authority_and_public_lane_are_found(folder, people, client_for):
    FrozenAuthority.objects.create(edition=folder, position=1, remedy_fa="کارت مهمانی", currency="IRR")
    FrozenPublicLane.objects.create(edition=folder, do_fa="زیر همان پیام", do_en="Under that very post")
    client = client_for(people.narges)
    assert [row.anchor for row in found(client, "كارت مهماني")["steps"].rows] == ["authority"]
    assert [row.anchor for row in found(client, "very post")["steps"].rows] == ["public"]


def test_quotes_are_found_by_authors_alone(folder, people, client_for):
    EvidenceFactory(quote="قهوه سرد بود", consent="refused")
    assert [row.quote for row in found(client_for(people.mina), "قهوة سرد")["quotes"].rows] == ["قهوه سرد بود"]
    for staff in (people.narges, people.saeed, people.hoda):
        assert "quotes" not in found(client_for(staff), "قهوة سرد")
        assert "قهوه سرد بود" not in client_for(staff).get(SEARCH, {"q": "سرد"}).content.decode()


def test_an_older_edition_is_not_found(folder, people, client_for):
    frozen_edition(1, effective_on=date(2026, 2, 1))
    assert found(client_for(people.narges), "DUR-77")["standards"].rows == []


def test_while_one_types_only_the_finds_are_drawn(folder, people, client_for):
    headers = {"HX-Request": "true", "HX-Target": "finds"}
    answer = client_for(people.narges).get(SEARCH, {"q": "می‌گوید"}, headers=headers)
    page = answer.content.decode().strip()
    assert page.startswith('<div id="finds">')
    assert "DUR-77" in page
    assert "<html" not in page
    assert "HX-Request" in answer.headers["Vary"]


def test_search_asks_as_much_for_thirty_as_for_one(folder, people, client_for, queries_of):
    client = client_for(people.hoda)

    def queries():
        client.get(f"{SEARCH}?q=سفارش")  # folds the edition's texts, once
        return queries_of(client, f"{SEARCH}?q=سفارش")

    few = queries()
    for _ in range(9):
        FrozenStandardFactory(edition=folder, behaviour_fa="سفارش را بازگو می‌کند.")
        LessonFactory(title_fa="سفارش")
    seal(folder)
    assert queries() == few
