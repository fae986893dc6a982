"""What pages may cost, at thirty people: queries of the table in the design, bytes of HTML."""

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from tests.factories.evaluations import NOW, assign, released
from tests.factories.people import StaffFactory
from tests.factories.rewards import RUNNING, published_plan
from tests.home.conftest import make_autumn
from tests.personas import make_people

pytestmark = pytest.mark.django_db

PAGES = [
    ("narges", "home:my_day", "", 20),
    ("saeed", "home:my_day", "", 20),
    ("hoda", "home:my_day", "", 24),
    ("hoda", "home:hr_desk", "", 21),
    ("mina", "home:author_desk", "", 22),
    ("saeed", "home:board", "", 20),
    ("hoda", "home:board", "", 20),
    ("hoda", "people:staff_list", "", 15),
    ("hoda", "evaluations:list", "", 15),
    ("narges", "playbook:folder", "", 20),
    ("narges", "home:search", "?q=مشتری", 20),
    ("hoda", "home:search", "?q=مشتری", 20),
    ("hoda", "home:search", "?q=مشطری", 24),
    ("hoda", "home:search", "?q=1", 22),
]


@pytest.fixture(scope="module")
def thirty(django_db_setup, django_db_blocker):
    """The company with thirty people more, each with a result; made once for all pages."""
    with time_machine.travel(NOW, tick=False), django_db_blocker.unblock(), transaction.atomic():
        people = make_people()
        autumn = make_autumn(people)
        published_plan(autumn.cycle, **RUNNING)
        for _ in range(30):
            staff = StaffFactory(team=people.day_shift, job_role=people.barista)
            about = assign(autumn.cycle, subject=staff, evaluator=people.saeed, scorecard=autumn.card)
            released(about, [10000, 7500, 5000])
        autumn.people = people
        yield autumn
        transaction.set_rollback(True)


@pytest.mark.parametrize(("who", "url_name", "query", "most"), PAGES)
def test_queries_of_a_page(thirty, client_for, queries_of, who, url_name, query, most):
    assert queries_of(client_for(getattr(thirty.people, who)), reverse(url_name) + query) <= most


@pytest.mark.parametrize(("url_name", "most"), [("people:staff_list", 5), ("evaluations:list", 10)])
def test_queries_of_an_export(thirty, client_for, django_assert_max_num_queries, url_name, most):
    client = client_for(thirty.people.hoda)
    with django_assert_max_num_queries(most):
        answer = client.get(reverse(url_name), {"_export": "xlsx"})
        assert b"".join(answer.streaming_content).startswith(b"PK")


def test_queries_of_a_standard(thirty, client_for, queries_of):
    standard = thirty.edition.standards.first()
    assert queries_of(client_for(thirty.people.narges), standard.get_absolute_url()) <= 20


def test_queries_of_one_evaluation(thirty, client_for, queries_of):
    assert queries_of(client_for(thirty.people.hoda), thirty.narges_evaluation.get_absolute_url()) <= 15


def test_bytes_of_a_full_staff_list(thirty, client_for):
    StaffFactory.create_batch(60, team=thirty.people.day_shift, job_role=thirty.people.barista)
    answer = client_for(thirty.people.hoda).get(reverse("people:staff_list"))
    assert answer.content.count(b"<tr") == 21
    assert len(answer.content) <= 80_000
