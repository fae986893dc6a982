"""What a requirement says: whom, when, for how long; and low scores, which home tells training of."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from kit.dates.calendar import GREGORIAN, add_months
from tests.factories.evaluations import NOW, assign, open_cycle, published_scorecard, released
from tests.factories.playbook import frozen_edition
from tests.factories.training import CourseFactory
from tests.personas import client_for
from tests.training.world import NOON, confirmed, make_course, make_edition, sit
from tests.worlds import built_once
from training.actions import (
    assign_for_low_score,
    assign_required_courses,
    complete_course,
    record_observation,
    require_course,
)
from training.models import Assignment, Completion, Requirement, Standing
from training.models.assignments import Trigger
from training.progress.awaited import awaited_of
from training.progress.terms import current_term

TODAY = NOON.date()


def complete(course, staff, on=TODAY):
    at = NOON + timedelta(days=(on - TODAY).days)
    return complete_course(staff=staff, course=course, term=current_term(staff, course, on), by=staff.user, at=at)


@built_once
def low(people):
    """Whoever scores below 70 percent on the second standard gets the course."""
    edition = frozen_edition()
    course = CourseFactory()
    code = edition.standards.order_by("position")[1].code
    require_course(course=course, standard_code=code, by=people.hoda.user, at=NOON, due_days=10)
    row = assign(
        open_cycle(edition), subject=people.narges, evaluator=people.saeed, scorecard=published_scorecard(edition)
    )
    return course, code, row


def test_a_low_score_that_is_released_gives_the_course(people, low):
    course, code, row = low
    released(row, [10000, 5000, None])
    assignment = Assignment.objects.get()
    reason = assignment.reasons.get()
    assert (assignment.staff, assignment.course) == (people.narges, course)
    assert (reason.trigger, reason.note) == (Trigger.LOW_SCORE, code)


def test_a_good_score_gives_nothing(low):
    released(low[2], [0, 7500, None])
    assert not Assignment.objects.exists()


def test_the_course_that_was_completed_since_is_not_given_again(people, low):
    course, code, _row = low
    complete(course, people.narges)
    about = {"code": code, "score": 1000, "by": None, "at": NOW}
    assert assign_for_low_score(staff=people.narges, seen_on=TODAY, **about) == []
    assert len(assign_for_low_score(staff=people.narges, seen_on=TODAY + timedelta(days=1), **about)) == 1


def test_a_requirement_has_a_validity_of_its_own_and_the_strictest_counts(people, hoda):
    course = CourseFactory(validity_months=24, warn_days=10)
    require_course(course=course, by=hoda.user, at=NOON, validity_months=12, warn_days=45)
    require_course(course=course, staff=people.narges, by=hoda.user, at=NOON, validity_months=6)
    assign_required_courses(on=TODAY, at=NOON)
    mine, other = complete(course, people.narges), complete(course, people.parisa)
    assert mine.valid_until == add_months(TODAY, 6, GREGORIAN)
    assert other.valid_until == add_months(TODAY, 12, GREGORIAN)
    standing = Standing.objects.get(staff=people.parisa)
    assert standing.warned_on == other.valid_until - timedelta(days=45)


def test_early_counts_from_the_old_end_and_late_stays_late(people, hoda):
    course = CourseFactory(validity_months=12, warn_days=30)
    first = complete(course, people.narges, date(2025, 3, 20))
    early = complete(course, people.narges, date(2026, 3, 1))
    assert first.valid_until == date(2026, 3, 20)
    assert early.valid_until == date(2027, 3, 20)
    late = complete(course, people.narges, date(2027, 4, 5))
    assert late.valid_until == date(2028, 4, 5)
    assert list(Completion.objects.order_by("term").values_list("completed_on", flat=True)) == [
        date(2025, 3, 20),
        date(2026, 3, 1),
        date(2027, 4, 5),
    ]


@pytest.mark.parametrize(("flag", "wanted"), [("on_expiry", []), ("on_joining", [Trigger.EXPIRY])])
def test_what_a_requirement_does_not_say_does_not_happen(people, hoda, flag, wanted):
    course = CourseFactory(validity_months=12)
    require_course(course=course, staff=people.narges, by=hoda.user, at=NOON, **{flag: False})
    complete(course, people.narges, date(2025, 3, 12))
    made = assign_required_courses(on=TODAY, at=NOON)
    assert [each.reasons.get().trigger for each in made] == wanted


def test_hr_requires_a_course_of_one_person_for_a_time(people):
    course = CourseFactory()
    client = client_for(people.hoda)
    data = {"course": course.key, "person": people.narges.code, "due_days": "۱۰", "validity_months": "۶"}
    assert client.post(reverse("training:require"), {**data, "team": people.day_shift.key}).status_code == 422
    assert confirmed(client, reverse("training:require"), data).status_code == 302
    row = Requirement.objects.get()
    assert (row.staff, row.due_days, row.validity_months, row.on_joining) == (people.narges, 10, 6, False)
    assert Assignment.objects.get().staff == people.narges
    assert people.narges.name in client.get(reverse("training:requirements")).content.decode()


def test_who_waits_to_be_seen_is_noted_with_one_press(people, monkeypatch, django_assert_num_queries):
    course = make_course(make_edition())
    type(course).objects.update(needs_observation=True)
    for person in (people.narges, people.parisa):
        sit(course, person)
    team = type(people.narges).objects.filter(pk__in=[people.narges.pk, people.parisa.pk])
    with django_assert_num_queries(7):
        awaited = awaited_of(team, TODAY)
    assert [(each.staff, each.standard.code, each.count, each.wanted) for each in awaited[:1]] == [
        (awaited[0].staff, "DUR-01", 0, 2)
    ]
    assert len(awaited) == 6
    one = awaited[0]
    seen = {"staff": one.staff, "standard": one.standard, "observer": people.saeed, "by": people.saeed.user}
    record_observation(**seen, seen_on=TODAY, at=NOON)
    assert len(awaited_of(team, TODAY)) == 5
    assert len(awaited_of(team, TODAY + timedelta(days=1))) == 6
