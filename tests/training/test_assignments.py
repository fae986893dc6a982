"""Who has to take what: merged, never doubled, never reset."""

from datetime import date, timedelta

import pytest

from people.models import Notice, User
from tests.factories.people import employed
from tests.factories.playbook import FrozenStandardFactory, frozen_edition
from tests.factories.training import AssignmentFactory, CompletionFactory, CourseFactory, LessonFactory
from tests.training.world import NOON, sit
from training.actions import (
    AlreadySettled,
    assign_course,
    assign_for_low_score,
    assign_required_courses,
    end_requirement,
    excuse_assignment,
    require_course,
)
from training.duties import duties_for
from training.models import Assignment, Completion, LessonStandard
from training.models.assignments import Trigger
from training.progress.compliance import Compliance, compliance_of
from training.upkeep import greet_newcomers

TODAY = NOON.date()


def give(course, staff, by, days=14, **more):
    return assign_course(course=course, staff=staff, due_on=TODAY + timedelta(days=days), by=by.user, at=NOON, **more)


def test_several_reasons_make_one_assignment_due_on_the_earliest_day(narges, hoda):
    course = CourseFactory()
    give(course, narges, hoda, days=14)
    give(course, narges, hoda, days=7, reason=Trigger.EDITION)
    give(course, narges, hoda, days=21, note="لطفاً")
    assignment = Assignment.objects.get()
    assert assignment.due_on == TODAY + timedelta(days=7)
    assert [reason.trigger for reason in assignment.reasons.all()] == ["by_hand", "edition", "by_hand"]
    assert Notice.objects.filter(recipient=narges.user, kind="training.assigned").count() == 1


def test_the_same_reason_twice_is_one(narges, hoda):
    course = CourseFactory()
    give(course, narges, hoda)
    give(course, narges, hoda)
    assert Assignment.objects.get().reasons.count() == 1


def test_after_a_pass_a_new_term_begins_and_the_old_record_stays(narges, hoda, course):
    give(course, narges, hoda)
    sit(course, narges)
    again = give(course, narges, hoda, reason=Trigger.LOW_SCORE)
    assert again.term == 2
    assert Completion.objects.get().term == 1
    assert sit(course, narges).term == 2


def test_an_excuse_needs_an_open_assignment(narges, hoda):
    assignment = AssignmentFactory(staff=narges)
    excuse_assignment(assignment=assignment, reason="مرخصی", by=hoda.user, at=NOON)
    with pytest.raises(AlreadySettled):
        excuse_assignment(assignment=assignment, reason="باز هم", by=hoda.user, at=NOON)
    assert Assignment.objects.get().excuse == "مرخصی"


def test_a_requirement_reaches_everyone_it_names_once(people, hoda):
    course = CourseFactory()
    require_course(course=course, job_role=people.server, by=hoda.user, at=NOON, due_days=10)
    made = assign_required_courses(on=TODAY, at=NOON)
    assert {each.staff for each in made} == {people.parisa, people.kaveh}
    assert {each.due_on for each in made} == {TODAY + timedelta(days=10)}
    assert assign_required_courses(on=TODAY, at=NOON) == []


def test_a_requirement_of_everyone_leaves_out_who_has_left(people, hoda):
    require_course(course=CourseFactory(), by=hoda.user, at=NOON)
    made = assign_required_courses(on=TODAY, at=NOON)
    assert people.behnam not in {each.staff for each in made}
    assert len(made) == 7


def test_a_joiner_gets_the_course_for_joining(people, hoda):
    require_course(course=CourseFactory(), team=people.day_shift, by=hoda.user, at=NOON)
    employed(people.narges, joined_on=TODAY + timedelta(days=3))
    later = NOON + timedelta(days=3)
    made = assign_required_courses(on=TODAY + timedelta(days=3), at=later, people=[people.narges.pk])
    assert [each.reasons.get().trigger for each in made] == ["joining"]


def test_a_sign_in_made_a_moment_ago_brings_the_courses_at_once(people, hoda):
    """Not only with tomorrow's upkeep; asking again, or for somebody who has been here for long, gives nothing."""
    require_course(course=CourseFactory(), by=hoda.user, at=NOON)
    User.objects.update(date_joined=NOON - timedelta(days=30))
    people.narges.user.date_joined = NOON + timedelta(days=2)
    people.narges.user.save()
    moment = NOON + timedelta(days=2, minutes=1)
    greet_newcomers(at=moment)
    assert [each.staff for each in Assignment.objects.all()] == [people.narges]
    greet_newcomers(at=moment)
    assert Assignment.objects.count() == 1


def test_an_expiring_pass_is_required_anew_and_an_excused_one_is_not(narges, parisa, hoda):
    course = CourseFactory(warn_days=30, validity_months=12)
    for person in (narges, parisa):
        require_course(course=course, staff=person, by=hoda.user, at=NOON)
        CompletionFactory(staff=person, course=course, completed_on=date(2025, 3, 20), valid_until=date(2026, 3, 20))
    made = assign_required_courses(on=TODAY, at=NOON)
    assert [(each.term, each.reasons.get().trigger) for each in made] == [(2, "expiry")] * 2
    excuse_assignment(assignment=made[0], reason="سفر", by=hoda.user, at=NOON)
    assert assign_required_courses(on=TODAY + timedelta(days=1), at=NOON) == []


def test_an_ended_requirement_assigns_nobody(hoda, people):
    requirement = require_course(course=CourseFactory(), by=hoda.user, at=NOON)
    end_requirement(requirement=requirement, by=hoda.user, at=NOON)
    assert assign_required_courses(on=TODAY, at=NOON) == []


def test_a_major_change_of_a_taught_standard_outdates_the_pass(narges, hoda):
    old = frozen_edition(standards=0, effective_on=date(2026, 1, 1))
    FrozenStandardFactory(edition=old, code="DUR-01")
    course = CourseFactory()
    LessonStandard.objects.create(lesson=LessonFactory(course=course), code="DUR-01")
    AssignmentFactory(staff=narges, course=course)
    CompletionFactory(staff=narges, course=course, edition=old, completed_on=date(2026, 2, 1))
    assert compliance_of([narges.pk], TODAY)[narges.pk].is_valid is True
    new = frozen_edition(standards=0, effective_on=date(2026, 3, 1))
    FrozenStandardFactory(edition=new, code="DUR-01", change_class="major")
    assert compliance_of([narges.pk], date(2026, 2, 28))[narges.pk].is_valid is True
    assert compliance_of([narges.pk], TODAY)[narges.pk] == Compliance(assigned=1, done=0, overdue=0, lapsed=1)


def test_the_standing_of_a_team_costs_the_same_for_one_and_for_seven(people, hoda, django_assert_num_queries):
    courses = [CourseFactory(), CourseFactory()]
    for person in people.everybody:
        give(courses[0], person, hoda, days=-1)
        give(courses[1], person, hoda, days=5)
    CompletionFactory(staff=people.narges, course=courses[0], completed_on=TODAY)
    with django_assert_num_queries(2):
        one = compliance_of([people.narges.pk], TODAY)
    with django_assert_num_queries(2):
        found = compliance_of([person.pk for person in people.everybody], TODAY)
    assert one == {people.narges.pk: Compliance(assigned=2, done=1)}
    assert found[people.parisa.pk] == Compliance(assigned=2, overdue=1)
    assert found[people.parisa.pk].is_valid is False


def test_nobody_without_courses_is_in_bad_standing(narges):
    assert compliance_of([narges.pk], TODAY) == {narges.pk: Compliance()}


def test_a_duty_for_what_is_asked_and_none_for_what_is_done(narges, hoda, course):
    assert duties_for(narges, TODAY) == []
    give(course, narges, hoda, days=3)
    (duty,) = duties_for(narges, TODAY)
    assert (duty.kind, duty.due_on, duty.url) == (
        "training.course",
        TODAY + timedelta(days=3),
        course.get_absolute_url(),
    )
    sit(course, narges)
    assert duties_for(narges, TODAY) == []


def low(staff, hoda, score, code="DUR-01", seen_on=TODAY):
    return assign_for_low_score(staff=staff, code=code, score=score, seen_on=seen_on, by=hoda.user, at=NOON)


def test_a_low_score_on_a_standard_brings_its_course_once(narges, hoda):
    course = CourseFactory()
    require_course(course=course, standard_code="DUR-01", below=7000, due_days=10, by=hoda.user, at=NOON)
    assert assign_required_courses(on=TODAY, at=NOON) == []
    assert low(narges, hoda, 7000) == low(narges, hoda, 0, code="DUR-02") == []
    for _ in range(2):
        (assignment,) = low(narges, hoda, 6999)
    reason = assignment.reasons.get()
    assert (reason.trigger, reason.note, assignment.due_on) == ("low_score", "DUR-01", TODAY + timedelta(days=10))


def test_a_low_score_joins_what_is_open_and_spares_who_learned_since(narges, parisa, hoda):
    course = CourseFactory()
    require_course(course=course, standard_code="DUR-01", by=hoda.user, at=NOON)
    give(course, narges, hoda, days=3)
    (assignment,) = low(narges, hoda, 100)
    assert [reason.trigger for reason in assignment.reasons.all()] == ["by_hand", "low_score"]
    assert assignment.due_on == TODAY + timedelta(days=3)
    CompletionFactory(staff=parisa, course=course, completed_on=TODAY)
    assert low(parisa, hoda, 100) == []
    (again,) = low(parisa, hoda, 100, seen_on=TODAY + timedelta(days=1))
    assert again.term == 2
