"""Two who begin at either language of one thing at the same moment: it is done once, and the tree stays whole."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from playbook.models import StandardPage
from tests.factories.playbook import live_standard, live_touchpoint
from tests.personas import client_for, make_people
from tests.safety.test_races import asked, at_once, posting
from tests.training.world import on_disk

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def scene():
    people, place = make_people(), live_touchpoint()
    cookies = [client_for(each).cookies for each in (people.mina, people.mina, people.armin, people.armin)]
    return place, [live_standard(place) for _ in range(3)], cookies


def both_ends(cookies, urls):
    def act(number):
        return posting(cookies[number], urls[number % len(urls)], {})(number)

    return at_once(act, times=len(cookies))


def test_both_languages_deleted_at_once_are_deleted_once(scene, tmp_path):
    _place, pairs, cookies = scene
    urls = [reverse("wagtailadmin_pages:delete", args=[page.pk]) for page in pairs[0]]
    with on_disk(tmp_path):
        found = both_ends(cookies, urls)
        left = asked(lambda: StandardPage.objects.filter(translation_key=pairs[0][0].translation_key).count())
        problems = asked(Page.find_problems)
    assert set(found) <= {302, 404} and found[302] >= 1
    assert left == 0 and problems == ([], [], [], [], [])


def test_both_languages_reordered_at_once_stand_in_one_order(scene, tmp_path):
    place, pairs, cookies = scene
    urls = [
        reverse("wagtailadmin_pages:set_page_position", args=[pairs[2][0].pk]) + "?position=0",
        reverse("wagtailadmin_pages:set_page_position", args=[pairs[1][1].pk]) + "?position=0",
    ]
    with on_disk(tmp_path):
        found = both_ends(cookies, urls)
        orders = asked(lambda: [[page.translation_key for page in each.get_children()] for each in place])
        problems = asked(Page.find_problems)
    assert set(found) == {200}
    assert orders[0] == orders[1] and problems == ([], [], [], [], [])
