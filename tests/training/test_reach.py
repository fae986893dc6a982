"""Whom a requirement or an assignment reaches is shown before anything is written."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kit.audit.models import AuditEntry
from people.actions.absences import enter_absence
from tests.factories.people import StaffFactory
from tests.factories.training import CourseFactory
from tests.safety.test_races import at_once
from tests.training.world import NOON, confirmed, make_edition, on_disk
from training.actions import (
    ReachChanged,
    assign_course,
    excuse_assignment,
    require_as_seen,
    require_course,
    set_prerequisites,
)
from training.errors import PrerequisiteCircle
from training.models import Assignment, AssignmentReason, CoursePrerequisite, Requirement
from training.progress.reach import reach_of_assignment, reach_of_requirement

TODAY = NOON.date()


def wish(course, **more):
    return {"course": course, "due_days": 10, **more}


def names(lines):
    return {line.staff for line in lines}


def test_a_requirement_names_whom_it_reaches_who_has_it_and_when_it_is_due(people):
    course = CourseFactory()
    assign_course(course=course, staff=people.parisa, due_on=TODAY + timedelta(days=3), by=people.hoda.user, at=NOON)
    reach = reach_of_requirement(wish(course, team=people.day_shift), TODAY)
    assert (names(reach.new), names(reach.more)) == ({people.narges, people.saeed}, {people.parisa})
    assert {line.due_on for line in reach.new} == {TODAY + timedelta(days=10)}
    assert [line.due_on for line in reach.more] == [TODAY + timedelta(days=3)]
    assert (reach.count, reach.passed, reach.excused, reach.is_there) == (3, [], [], False)
    assert not Requirement.objects.exists()


def test_who_is_excused_or_passed_is_not_reached(people):
    course, hoda = CourseFactory(), people.hoda.user
    row = assign_course(course=course, staff=people.parisa, due_on=TODAY, by=hoda, at=NOON)
    excuse_assignment(assignment=row, reason="سفر", by=hoda, at=NOON)
    require_course(course=course, team=people.day_shift, by=hoda, at=NOON)
    reach = reach_of_requirement(wish(course, team=people.day_shift), TODAY)
    assert (reach.excused, reach.is_there) == ([people.parisa], True)
    assert names(reach.new) == {people.narges, people.saeed}


def test_leave_and_weekend_are_said(people):
    course = CourseFactory()
    friday = date(2026, 3, 13)
    enter_absence(
        staff=people.narges,
        starts_on=TODAY,
        ends_on=TODAY + timedelta(days=2),
        reason="سفر",
        by=people.hoda.user,
        at=NOON,
    )
    reach = reach_of_assignment(course, [people.narges, people.parisa], friday, TODAY)
    assert reach.is_day_off
    moved = {line.staff: line.due_on for line in reach.new}
    assert moved == {people.narges: friday + timedelta(days=2), people.parisa: friday}
    assert not reach_of_assignment(course, [people.parisa], friday + timedelta(days=1), TODAY).is_day_off


def test_what_is_shown_is_what_is_written(people):
    course = CourseFactory()
    about = wish(course, team=people.day_shift)
    reach = reach_of_requirement(about, TODAY)
    _row, given = require_as_seen(wish=about, seen=reach.seal, by=people.hoda.user, at=NOON)
    assert {(each.staff, each.due_on) for each in given} == {(line.staff, line.due_on) for line in reach.new}


def test_nothing_is_written_before_the_yes(people, client_for):
    client, course = client_for(people.hoda), CourseFactory()
    before = AuditEntry.objects.count()
    data = {"course": course.key, "team": people.day_shift.key, "due_days": "10", "on_joining": "on"}
    page = client.post(reverse("training:require"), data)
    assert (page.status_code, page.context["reach"].count) == (200, 3)
    text = page.content.decode()
    assert all(each.name in text for each in (people.narges, people.parisa, people.saeed))
    assert 'name="reach"' in text
    data = {"course": course.key, "team": people.day_shift.key, "due_on": "2036-01-01"}
    assert client.post(reverse("training:assign"), data).context["reach"].count == 3
    assert (Requirement.objects.count(), Assignment.objects.count()) == (0, 0)
    assert AuditEntry.objects.count() == before


def test_changing_it_leads_back_to_what_was_typed(people, client_for):
    course = CourseFactory()
    data = {"course": course.key, "team": people.day_shift.key, "due_days": "17", "edit": "1"}
    page = client_for(people.hoda).post(reverse("training:require"), data)
    assert page.status_code == 200
    assert 'name="due_days" value="17"' in page.content.decode() or "۱۷" in page.content.decode()
    assert not Requirement.objects.exists()


@pytest.mark.parametrize("name", ["training:require", "training:assign"])
def test_a_reach_that_changed_meanwhile_is_said_and_nothing_is_written(people, client_for, name):
    client, course = client_for(people.hoda), CourseFactory()
    data = {"course": course.key, "team": people.day_shift.key, "due_days": "10", "due_on": "2036-01-01"}
    seen = client.post(reverse(name), data).context["reach"].seal
    newcomer = StaffFactory(team=people.day_shift)
    page = client.post(reverse(name), {**data, "reach": seen})
    assert (page.status_code, page.context["has_changed"]) == (409, True)
    assert newcomer.name in page.content.decode()
    assert (Requirement.objects.count(), Assignment.objects.count()) == (0, 0)
    again = page.context["reach"].seal
    assert client.post(reverse(name), {**data, "reach": again}).status_code == 302
    assert Assignment.objects.count() == 4


def test_the_same_yes_twice_gives_nothing_twice(people):
    course = CourseFactory()
    about = wish(course, team=people.day_shift)
    seen = reach_of_requirement(about, TODAY).seal
    require_as_seen(wish=about, seen=seen, by=people.hoda.user, at=NOON)
    with pytest.raises(ReachChanged):
        require_as_seen(wish=about, seen=seen, by=people.hoda.user, at=NOON)
    assert AssignmentReason.objects.count() == 3


def test_a_requirement_gives_its_own_course_alone(people, client_for):
    other = CourseFactory()
    require_course(course=other, by=people.hoda.user, at=NOON)
    data = {"course": CourseFactory().key, "person": people.narges.code, "due_days": "10"}
    confirmed(client_for(people.hoda), reverse("training:require"), data)
    assert Assignment.objects.get().staff == people.narges


def test_later_occasions_are_named(people, client_for):
    make_edition()
    course, client = CourseFactory(warn_days=30), client_for(people.hoda)
    data = {"course": course.key, "due_days": "10", "on_joining": "on", "on_edition": "on", "on_expiry": "on"}
    page = client.post(reverse("training:require"), data)
    assert page.content.decode().count("<li>") >= 3
    low = {"course": course.key, "standard": "DUR-05", "below": "65,5", "due_days": "7"}
    page = client.post(reverse("training:require"), low)
    assert (page.context["reach"].count, "DUR-05" in page.content.decode()) == (0, True)
    confirmed(client, reverse("training:require"), low)
    assert Requirement.objects.get().below == 6550


def test_the_form_opens_with_the_course_that_the_link_was_about(people, client_for):
    course = CourseFactory()
    for name in ("training:require", "training:assign"):
        page = client_for(people.hoda).get(f"{reverse(name)}?course={course.key}").content.decode()
        assert f'value="{course.key}" selected' in page


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_authors_do_not_close_a_circle_from_two_sides(tmp_path):
    from django.db import connection

    courses = [CourseFactory(), CourseFactory()]

    def act(number):
        one, other = courses[number % 2], courses[1 - number % 2]
        try:
            set_prerequisites(course=one, prerequisites=[other], by=None, at=timezone.now())
        except PrerequisiteCircle:
            return "refused"
        finally:
            connection.close()
        return "done"

    with on_disk(tmp_path):
        found = at_once(act)
        rows = list(CoursePrerequisite.objects.values_list("from_course", "to_course"))
    assert len(rows) == 1
    assert set(found) == {"refused", "done"}
