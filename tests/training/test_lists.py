"""The lists of leads, HR and authors."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.people import StaffFactory
from tests.factories.training import AssignmentFactory, CompletionFactory, CourseFactory
from tests.training.world import confirmed, make_edition
from training.actions import rebuild_standings
from training.models import Assignment, Requirement


def queries_of(client, url, django_assert_max_num_queries):
    with django_assert_max_num_queries(40) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", ["training:assignments", "training:requirements"])
def test_lists_cost_the_same_for_one_row_and_for_thirty(name, people, client_for, django_assert_max_num_queries):
    client, course = client_for(people.hoda), CourseFactory()
    client.get(reverse(name))
    counts = []
    for many in (1, 29):
        for _ in range(many):
            person = StaffFactory(team=people.day_shift)
            AssignmentFactory(course=course, staff=person)
            Requirement.objects.create(course=course, staff=person, made_at=timezone.now())
        counts.append(queries_of(client, reverse(name), django_assert_max_num_queries))
    assert counts[0] == counts[1]


def test_a_lead_reads_what_is_not_done_yet_first(people, client_for):
    today = timezone.localdate()
    done = CompletionFactory(staff=people.narges, completed_on=today)
    AssignmentFactory(staff=people.narges, course=done.course, due_on=today)
    AssignmentFactory(staff=people.parisa, due_on=today + timedelta(days=9))
    rebuild_standings()
    page = client_for(people.saeed).get(reverse("training:team")).content.decode()
    assert page.index(people.parisa.name) < page.index(people.narges.name)


def test_a_lead_sees_their_own_team_alone(people, client_for):
    course = CourseFactory()
    for person in (people.narges, people.kaveh):
        AssignmentFactory(staff=person, course=course)
    page = client_for(people.saeed).get(reverse("training:team")).content.decode()
    assert people.narges.name in page
    assert people.kaveh.name not in page


def test_a_list_narrows_by_status(people, client_for):
    AssignmentFactory(staff=people.narges, due_on="2020-01-01")
    done = AssignmentFactory(staff=people.parisa)
    CompletionFactory(staff=people.parisa, course=done.course, completed_on="2026-03-01")
    page = client_for(people.hoda).get(reverse("training:assignments"), {"status": "overdue"}).content.decode()
    assert people.narges.name in page
    assert people.parisa.name not in page


@pytest.mark.parametrize(
    ("words", "status"), [("P-narges", 302), ("نرگس", 302), ("Kamali", 422), ("nobody", 422), ("", 422)]
)
def test_hoda_assigns_by_name_or_code(people, client_for, words, status):
    StaffFactory(), StaffFactory()
    data = {"course": CourseFactory().key, "person": words, "due_on": "2036-01-01", "note": ""}
    assert confirmed(client_for(people.hoda), reverse("training:assign"), data).status_code == status
    assert Assignment.objects.count() == (status == 302)


def test_hoda_assigns_a_team(people, client_for):
    data = {"course": CourseFactory().key, "team": people.day_shift.key, "due_on": "2036-01-01"}
    confirmed(client_for(people.hoda), reverse("training:assign"), data)
    assert {row.staff for row in Assignment.objects.all()} == {people.narges, people.parisa, people.saeed}


def test_requiring_a_course_gives_it_at_once(people, client_for):
    data = {"course": CourseFactory().key, "job_role": people.server.key, "due_days": "۱۰"}
    assert confirmed(client_for(people.hoda), reverse("training:require"), data).status_code == 302
    assert {row.staff for row in Assignment.objects.all()} == {people.parisa, people.kaveh}


def test_nobody_excuses_themselves(people, client_for):
    row = AssignmentFactory(staff=people.hoda)
    reply = client_for(people.hoda).post(reverse("training:excuse", args=[row.key]), {"reason": "خودم"})
    assert reply.status_code == 403
    row.refresh_from_db()
    assert row.excused_at is None


def test_a_course_is_required_for_a_standard(people, client_for):
    edition = make_edition()
    data = {"course": CourseFactory().key, "standard": "DUR-05", "below": "۶۵", "due_days": "7"}
    client = client_for(people.hoda)
    assert client.post(reverse("training:require"), {**data, "team": people.day_shift.key}).status_code == 422
    assert confirmed(client, reverse("training:require"), data).status_code == 302
    made = Requirement.objects.get()
    assert (made.standard_code, made.below, made.due_days) == (edition.standards.get(code="DUR-05").code, 6500, 7)
    assert Assignment.objects.count() == 0
    assert "DUR-05" in client.get(reverse("training:requirements")).content.decode()
