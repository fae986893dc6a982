"""Leave moves the last day of a course, in every place that tells it."""

from datetime import timedelta
from importlib import import_module

from django.apps import apps

from people.actions.absences import enter_absence, withdraw_absence
from tests.factories.training import CourseFactory
from tests.personas import client_for
from tests.training.world import NOON
from training.actions import assign_course, excuse_assignment, remind_of_courses
from training.duties import duties_for
from training.models import Assignment, Standing
from training.models.status import Status
from training.progress.compliance import compliance_of, own_compliance
from training.verification import due_problems, standing_problems

TODAY = NOON.date()


def day(days):
    return TODAY + timedelta(days=days)


def give(staff, by, days=4, course=None, at=NOON, note=""):
    course = course or CourseFactory()
    return assign_course(course=course, staff=staff, due_on=day(days), by=by.user, at=at, note=note)


def away(staff, by, first, back):
    return enter_absence(staff=staff, starts_on=day(first), ends_on=day(back), reason="سفر", by=by.user, at=NOON)


def due_days(assignment):
    return {
        Assignment.objects.get(pk=assignment.pk).due_on,
        Standing.objects.get(assignment=assignment).due_on,
    }


def test_leave_moves_the_day_and_taking_it_back_moves_it_again(narges, saeed, hoda):
    assignment = give(narges, hoda)
    absence = away(narges, saeed, 2, 12)
    assert due_days(assignment) == {day(14)}
    withdraw_absence(absence=absence, by=saeed.user, at=NOON)
    assert due_days(assignment) == {day(4)}


def test_leave_that_was_entered_before_counts_as_well(narges, saeed, hoda):
    away(narges, saeed, 2, 12)
    away(narges, saeed, 20, 30)
    course = CourseFactory()
    assert give(narges, hoda, 9, course).due_on == day(19)
    assert give(narges, hoda, 8, course, note="sooner").due_on == day(18)
    assert give(narges, hoda, 15, course, note="later").due_on == day(18)


def test_nobody_is_late_on_leave(narges, saeed, hoda):
    give(narges, hoda)
    away(narges, saeed, 2, 12)
    for on, late in ((14, 0), (15, 1)):
        assert compliance_of([narges.pk], day(on))[narges.pk].overdue == late
        assert own_compliance(narges, day(on)).overdue == late
        assert duties_for(narges, day(on))[0].is_overdue(day(on)) == bool(late)


def test_nobody_is_reminded_on_leave(narges, saeed, hoda):
    give(narges, hoda)
    away(narges, saeed, 0, 10)
    told = [days for days in range(16) if remind_of_courses(on=day(days), at=NOON + timedelta(days=days))]
    assert told == [11, 15]


def test_what_is_settled_stays(narges, saeed, hoda):
    assignment = give(narges, hoda)
    excuse_assignment(assignment=assignment, reason="بیمار", by=hoda.user, at=NOON)
    away(narges, saeed, 2, 12)
    assert due_days(assignment) == {day(4)}


def test_it_is_explained_to_her_and_to_hr(narges, saeed, hoda):
    assignment = give(narges, hoda)
    pages = [
        (client_for(narges), assignment.course.get_absolute_url()),
        (client_for(hoda), f"/training/assignments/{assignment.key}/"),
    ]
    said = "moved by leave"
    for staff in (narges, hoda):
        staff.user.language = "en"
        staff.user.save()
    assert not any(said in client.get(url).content.decode() for client, url in pages)
    away(narges, saeed, 2, 12)
    assert all(said in client.get(url).content.decode() for client, url in pages)


def test_a_day_that_does_not_follow_is_found(narges, saeed, hoda):
    assignment = give(narges, hoda)
    away(narges, saeed, 2, 12)
    assert [*due_problems(), *standing_problems()] == []
    Assignment.objects.update(due_on=day(90))
    assert [assignment.key in problem for problem in due_problems()] == [True]


def test_leave_that_was_there_before_moves_the_day(narges, saeed, hoda):
    assignment = give(narges, hoda)
    away(narges, saeed, 2, 12)
    Assignment.objects.update(due_on=day(4))
    Standing.objects.update(due_on=day(4))
    import_module("training.migrations.0010_leave_moves_due_days").move(apps, None)
    assert due_days(assignment) == {day(14)}
    assert compliance_of([narges.pk], day(14))[narges.pk].overdue == 0
    assert Status.OVERDUE not in Standing.objects.with_status(day(14), {}).values_list("status", flat=True)
