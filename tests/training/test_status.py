"""Statuses are computed: as pure function, and the same in the database."""

from datetime import date, timedelta
from itertools import product

import pytest

from tests.factories.playbook import frozen_edition
from tests.factories.training import AssignmentFactory, CompletionFactory, CourseFactory, LessonFactory
from training.actions import refresh_standing
from training.models import Assignment, Course, LessonProgress
from training.models.status import Facts, Status, status_of
from training.progress.steps import progress
from training.progress.validity import valid_until

TODAY = date(2026, 3, 10)
DUE = date(2026, 3, 15)


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({}, Status.ASSIGNED),
        ({"due_on": TODAY}, Status.ASSIGNED),
        ({"has_begun": True}, Status.IN_PROGRESS),
        ({"due_on": TODAY - timedelta(days=1), "has_begun": True}, Status.OVERDUE),
        ({"is_excused": True}, Status.EXCUSED),
        ({"completed_on": TODAY}, Status.VALID),
        ({"completed_on": TODAY, "due_on": date(2026, 1, 1)}, Status.VALID),
        ({"completed_on": date(2025, 3, 9), "valid_until": date(2026, 3, 9)}, Status.EXPIRED),
        ({"completed_on": date(2025, 3, 10), "valid_until": TODAY}, Status.EXPIRING),
        ({"completed_on": date(2025, 3, 10), "valid_until": date(2026, 4, 10)}, Status.VALID),
        ({"completed_on": date(2026, 1, 5), "changed_on": date(2026, 2, 1)}, Status.OUTDATED),
        ({"completed_on": date(2026, 1, 5), "changed_on": date(2026, 4, 1)}, Status.VALID),
        (
            {"completed_on": date(2026, 2, 5), "changed_on": date(2026, 2, 1), "learned_on": date(2026, 2, 1)},
            Status.VALID,
        ),
    ],
)
def test_status_of_an_assignment(facts, status):
    assert status_of(Facts(**{"due_on": DUE, **facts}), TODAY) == status


def test_a_renewal_in_the_warn_window_counts_from_the_old_expiry():
    old = date(2026, 3, 20)
    assert valid_until(completed_on=TODAY, months=12, previous=old, warn_days=30) == date(2027, 3, 20)
    assert valid_until(completed_on=TODAY, months=12, previous=date(2026, 6, 1), warn_days=30) == date(2027, 3, 10)
    assert valid_until(completed_on=TODAY, months=12, previous=date(2026, 3, 1), warn_days=30) == date(2027, 3, 10)
    assert valid_until(completed_on=TODAY, months=0, previous=old, warn_days=30) is None


def test_progress_never_starts_at_zero():
    assert progress(lessons=4, finished=0, has_quiz=True, is_completed=False).share == 1667
    assert progress(lessons=4, finished=4, has_quiz=True, is_completed=False).share == 8333
    assert progress(lessons=4, finished=0, has_quiz=True, is_completed=True).share == 10000
    assert progress(lessons=3, finished=9, has_quiz=False, is_completed=False).share == 10000


def test_the_database_says_the_same_as_the_function(people):
    """Every mixture of facts, once as rows and once as Facts."""
    edition = frozen_edition(effective_on=date(2026, 1, 1))
    ends = [None, date(2026, 3, 9), TODAY, date(2026, 4, 9), date(2026, 4, 10)]
    kinds = product([DUE, date(2026, 3, 9)], [False, True], [False, True], [None, date(2026, 2, 1)], ends)
    expected = {}
    for number, (due_on, is_excused, has_begun, completed_on, until) in enumerate(kinds):
        course = CourseFactory(warn_days=30)
        excused = {"excused_at": "2026-03-01T00:00Z", "excuse": "سفر"} if is_excused else {}
        row = AssignmentFactory(staff=people.narges, course=course, due_on=due_on, **excused)
        if has_begun:
            lesson = LessonFactory(course=course)
            LessonProgress.objects.create(staff=people.narges, lesson=lesson, seen_at="2026-03-01T00:00Z")
            refresh_standing(staff=people.narges, course=course)
        if completed_on:
            CompletionFactory(
                staff=people.narges,
                course=course,
                completed_on=completed_on,
                valid_until=until,
                edition=edition if number % 2 else None,
            )
        expected[row.pk] = Facts(
            due_on,
            is_excused,
            has_begun,
            completed_on,
            until if completed_on else None,
            edition.effective_on if completed_on and number % 2 else None,
        )
    for changed in (None, date(2026, 1, 15), date(2026, 3, 1), date(2026, 5, 1)):
        days = dict.fromkeys(Course.objects.values_list("pk", flat=True), changed) if changed else {}
        found = dict(Assignment.objects.with_status(TODAY, days).values_list("pk", "status"))
        wanted = {
            pk: status_of(Facts(**{**vars(facts), "changed_on": changed}), TODAY) for pk, facts in expected.items()
        }
        assert found == wanted
