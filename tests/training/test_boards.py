"""The boards: whom each reader sees, that counts agree with the rows, and that more rows cost no more queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories.people import StaffFactory
from tests.factories.training import AssignmentFactory, CompletionFactory, CourseFactory
from tests.personas import client_for
from tests.training.world import NOON, make_course, make_edition, sit
from training.actions import assign_course, finish_lesson
from training.boards.figures import figures_of_courses, funnel, quiz_figures
from training.models import Attempt
from training.models.status import Status

TODAY = NOON.date()


def give(course, *people, by):
    for person in people:
        assign_course(course=course, staff=person, due_on=TODAY, by=by.user, at=NOON)


def text(client, name, query="", **kwargs):
    answer = client.get(f"{reverse(name, kwargs=kwargs)}?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_lead_sees_the_team_and_hr_everyone(people):
    course = CourseFactory()
    give(course, people.narges, people.kaveh, by=people.hoda)
    mine = text(client_for(people.saeed), "training:board")
    assert people.narges.name in mine
    assert people.kaveh.name not in mine
    assert people.behnam.name not in mine
    assert people.kaveh.name in text(client_for(people.hoda), "training:board")


def test_people_are_narrowed_by_course_and_status_together(people):
    one, other = CourseFactory(), CourseFactory()
    AssignmentFactory(staff=people.narges, course=one, due_on="2020-01-01")
    AssignmentFactory(staff=people.parisa, course=other, due_on="2020-01-01")
    found = text(client_for(people.hoda), "training:board", f"course={one.key}&status=overdue&sort=-to_mend")
    assert people.narges.name in found
    assert people.parisa.name not in found


def test_the_count_of_a_course_is_the_count_of_its_rows(people):
    course = make_course(validity_months=12)
    give(course, people.narges, people.parisa, people.kaveh, people.saeed, by=people.hoda)
    sit(course, people.narges)
    sit(course, people.parisa, wrong=[1, 2, 3])
    finish_lesson(lesson=course.lessons.first(), staff=people.kaveh, by=people.kaveh.user, at=NOON)
    figures = figures_of_courses(TODAY)[course.pk]
    assert figures.by_status == {Status.VALID: 1, Status.IN_PROGRESS: 2, Status.ASSIGNED: 1}
    assert (figures.sat, figures.passed, figures.pass_rate, figures.valid_share) == (2, 1, 5000, 2500)
    Attempt.objects.filter(staff=people.parisa).update(is_delta=True)  # a renewal by what changed is no first attempt
    assert figures_of_courses(TODAY)[course.pk].pass_rate == 10000
    Attempt.objects.update(is_delta=False)
    later = figures_of_courses(TODAY + timedelta(days=1))[course.pk]
    assert (later.late, later.done) == (3, 1)
    assert [step.count for step in funnel(course, TODAY)] == [4, 3, 2, 2, 1]


def test_a_team_has_its_own_figures(people):
    course = CourseFactory()
    give(course, people.narges, people.kaveh, by=people.hoda)
    assert figures_of_courses(TODAY, team=people.narges.team)[course.pk].people == 1


def test_a_sitting_has_its_length_and_its_questions_their_marks(people, course):
    sit(course, people.narges)
    sit(course, people.parisa, wrong=[1])
    quiz = quiz_figures(course)
    assert (quiz.attempts, quiz.seconds) == (2, 0)
    assert [quiz.items[each.pk].difficulty for each in course.questions.all()] == [5000, 10000, 10000]
    page = text(client_for(people.mina), "training:course_board", key=course.key)
    assert reverse("training:question_edit", args=[course.questions.first().key]) in page


def test_what_expires_is_listed_until_it_is_renewed(people):
    today, course = timezone.localdate(), CourseFactory(validity_months=12)
    CompletionFactory(staff=people.narges, course=course, valid_until=today + timedelta(days=40))
    CompletionFactory(staff=people.parisa, course=course, valid_until=today + timedelta(days=80))
    CompletionFactory(staff=people.kaveh, course=course, valid_until=today - timedelta(days=3))
    lead, hr = client_for(people.saeed), client_for(people.hoda)
    assert people.narges.name in text(lead, "training:expiring")
    assert people.parisa.name not in text(lead, "training:expiring")
    assert people.parisa.name in text(lead, "training:expiring", "within=90")
    assert people.kaveh.name in text(hr, "training:expiring")
    CompletionFactory(staff=people.kaveh, course=course, term=2, valid_until=today + timedelta(days=400))
    assert people.kaveh.name not in text(hr, "training:expiring")


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("training:board", ""),
        ("training:board", "sort=-to_mend&status=overdue"),
        ("training:board", "_export=csv"),
        ("training:courses_board", "sort=-late"),
        ("training:expiring", ""),
        ("training:expiring", "_export=csv"),
    ],
)
def test_thirty_people_cost_no_more_queries_than_two(people, name, query, monkeypatch):
    monkeypatch.setattr("people.accounts.confirmation.password_confirmed_recently", lambda request, within=None: True)
    client, course = client_for(people.hoda), make_course(make_edition())
    others = [CourseFactory() for _ in range(2)]

    def fill(count):
        for _ in range(count):
            person = StaffFactory(team=people.day_shift)
            CompletionFactory(staff=person, course=course, valid_until=timezone.localdate())
            for other in others:
                AssignmentFactory(staff=person, course=other, due_on="2020-01-01")

    fill(2)
    text_of(client, name, query)
    with CaptureQueriesContext(
        connection,
    ) as few:
        text_of(client, name, query)
    fill(28)
    with CaptureQueriesContext(connection) as many:
        text_of(client, name, query)
    assert len(many) == len(few)


def text_of(client, name, query):
    answer = client.get(f"{reverse(name)}?{query}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content
