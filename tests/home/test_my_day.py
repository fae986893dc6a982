"""The first page of everyone: what waits, how far one is, the score, the reward so far."""

import pytest

from home.desks.my_day import steps_of
from home.duties import duties_of
from home.shell.counts import waiting_counts
from kit.reader import reading_as
from tests.factories.evaluations import NOW, assign
from tests.factories.people import StaffFactory, UserFactory
from tests.factories.playbook import SignatureFactory, frozen_edition
from tests.factories.rewards import RUNNING, published_plan, thanks
from tests.factories.training import AssignmentFactory

TODAY = NOW.date()


@pytest.mark.parametrize("name", ["narges", "saeed", "mina", "hoda", "armin"])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_everyone_has_a_first_page(autumn, people, client_for, name, language):
    who = getattr(people, name)
    who.user.language = language
    who.user.save()
    page = client_for(who).get("/")
    assert page.status_code == 200
    assert who.name_in(language).split()[0] in page.content.decode()


def test_a_sign_in_without_a_place_on_the_staff_list_is_shown_its_rooms(people, client_for):
    page = client_for(UserFactory(first_name="Admin", groups=["administrator"])).get("/")
    assert page.status_code == 200
    assert "/people/access/" in page.content.decode()


def test_what_others_wait_for_comes_first(autumn, people):
    with reading_as("en"):
        kinds = [duty.kind for duty in duties_of(people.saeed.user, TODAY)]
    assert kinds == ["evaluations.evaluate", "playbook.sign"]


def test_the_first_duty_is_the_next_step_and_at_most_four_follow(autumn, people, client_for):
    for _ in range(7):
        AssignmentFactory(staff=people.narges)
    page = client_for(people.narges).get("/").content.decode()
    assert page.count('class="hv-next"') == 1
    assert page.count('class="hv-task"') == 4


def test_the_path_begins_above_nothing_and_ends_at_its_total(clock, people):
    edition = frozen_edition(2)
    AssignmentFactory(staff=people.narges)
    begun = steps_of(people.narges, duties_of(people.narges.user, TODAY), TODAY)
    assert (begun.done, begun.total, begun.unsigned) == (1, 4, 2)
    for standard in edition.standards.all():
        SignatureFactory(staff=people.narges, frozen_standard=standard)
    signed = steps_of(people.narges, duties_of(people.narges.user, TODAY), TODAY)
    assert (signed.done, signed.total, signed.is_complete) == (3, 4, False)


def test_the_score_stands_with_its_count(autumn, people, client_for):
    people.narges.user.language = "en"
    people.narges.user.digits = "en"
    people.narges.user.save()
    page = client_for(people.narges).get("/").content.decode()
    assert "75.0%" in page
    assert "from 1 evaluation" in page


def test_the_reward_so_far_and_a_thank_you(autumn, people, client_for):
    published_plan(autumn.cycle, gate_signed=False, gate_training=False, **RUNNING)
    thanks(people.parisa, people.narges, autumn.edition.standards.first(), "دستت درد نکند، عالی بود.")
    page = client_for(people.narges).get("/").content.decode()
    assert "پاداش پاییز ۱۴۰۵" in page
    assert "دستت درد نکند، عالی بود." in page


def test_counts_of_the_rooms(autumn, people, django_assert_max_num_queries):
    assert people.narges.user.access_roles == frozenset()  # asked once per request, by whoever is first
    with django_assert_max_num_queries(1):
        narges = waiting_counts(people.narges.user)
    unread = people.narges.user.notices.filter(read_at=None).count()
    assert narges == {"folder": 3, "my_evaluations": 1, "disputes": 0, "to_evaluate": 0, "unread": unread}
    assert waiting_counts(people.saeed.user)["to_evaluate"] == 1
    assert waiting_counts(UserFactory()) == {"disputes": 0, "unread": 0}


def test_my_day_asks_as_much_for_a_long_list_as_for_a_short_one(autumn, people, client_for, queries_of):
    client = client_for(people.saeed)
    AssignmentFactory(staff=people.saeed)
    few = queries_of(client, "/")
    for _ in range(10):
        other = StaffFactory(team=people.day_shift, job_role=people.barista)
        assign(autumn.cycle, subject=other, evaluator=people.saeed, scorecard=autumn.card)
        AssignmentFactory(staff=people.saeed)
    assert queries_of(client, "/") == few
