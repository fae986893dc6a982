"""Statuses are computed: as pure function, and the same in the database."""

import random
import re
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.factories.playbook import frozen_edition
from tests.factories.training import AssignmentFactory, CompletionFactory, CourseFactory, LessonFactory
from training.actions import refresh_standing
from training.models import LessonProgress, Standing
from training.models.status import Facts, Status, status_of
from training.progress.facts import facts_of
from training.progress.steps import progress
from training.progress.validity import valid_until

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 3, 10)
DUE = date(2026, 3, 15)
BEGUN = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({}, Status.ASSIGNED),
        ({"due_on": TODAY}, Status.ASSIGNED),
        ({"begun_at": BEGUN}, Status.IN_PROGRESS),
        ({"due_on": TODAY - timedelta(days=1), "begun_at": BEGUN}, Status.OVERDUE),
        ({"is_excused": True}, Status.EXCUSED),
        ({"completed_on": TODAY}, Status.VALID),
        ({"completed_on": TODAY, "due_on": date(2026, 1, 1)}, Status.VALID),
        ({"completed_on": date(2025, 3, 9), "valid_until": date(2026, 3, 9)}, Status.EXPIRED),
        ({"completed_on": date(2025, 3, 10), "valid_until": TODAY, "warned_on": date(2026, 2, 8)}, Status.EXPIRING),
        (
            {"completed_on": date(2025, 3, 10), "valid_until": date(2026, 4, 10), "warned_on": date(2026, 3, 11)},
            Status.VALID,
        ),
        ({"completed_on": date(2026, 1, 5), "changed": date(2026, 2, 1)}, Status.OUTDATED),
        ({"completed_on": date(2026, 1, 5), "changed": date(2026, 4, 1)}, Status.VALID),
        (
            {"completed_on": date(2026, 2, 5), "changed": date(2026, 2, 1), "learned_on": date(2026, 2, 1)},
            Status.VALID,
        ),
    ],
)
def test_status_of_an_assignment(facts, status):
    changed = facts.get("changed")
    own = {name: value for name, value in facts.items() if name != "changed"}
    assert status_of(Facts(**{"due_on": DUE, **own}), TODAY, changed) == status


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


LASTING = [None, date(2026, 3, 9), TODAY, date(2026, 4, 9), date(2026, 4, 10), date(2027, 1, 1)]


@pytest.mark.parametrize("seed", range(4))
def test_facts_come_to_the_same_whether_read_from_rows_or_kept_in_a_standing(people, seed):
    """Any mixture of rows: the Facts built from them, the Standing that repeats them and the database agree."""
    chance, edition = random.Random(seed), frozen_edition(effective_on=date(2026, 1, 1))
    rows = {course.pk: (course, *_rows(chance, people.narges, course, edition)) for course in _courses(chance)}
    kept = {standing.course_id: standing for standing in Standing.objects.filter(staff=people.narges)}
    assert kept.keys() == rows.keys()
    for pk, (course, assignment, completion) in rows.items():
        facts = facts_of(course=course, assignment=assignment, completion=completion, begun_at=kept[pk].begun_at)
        assert asdict(facts) == {name: getattr(kept[pk], name) for name in asdict(facts)}
    for changed in (None, date(2026, 1, 15), date(2026, 3, 1), date(2026, 5, 1)):
        days = {pk: changed for pk in rows if changed and chance.random() < 0.8}
        found = dict(Standing.objects.with_status(TODAY, days).values_list("course", "status"))
        assert found == {pk: status_of(kept[pk], TODAY, days.get(pk)) for pk in rows}
        for pk, (course, assignment, completion) in rows.items():
            facts = facts_of(course=course, assignment=assignment, completion=completion, begun_at=kept[pk].begun_at)
            assert status_of(facts, TODAY, days.get(pk)) == found[pk]


def _courses(chance):
    return [CourseFactory(warn_days=chance.choice([0, 30, 31, 60])) for _ in range(25)]


def _rows(chance, staff, course, edition):
    """A newest assignment, a newest completion with its edition, or one of them; terms in any order."""
    has, excused = chance.choice(["assignment", "completion", "both"]), {}
    assignment = completion = None
    if chance.random() < 0.3:
        excused = {"excused_at": BEGUN, "excuse": "سفر"}
    if has != "completion":
        due_on = TODAY + timedelta(days=chance.choice([-1, 0, 5]))
        assignment = AssignmentFactory(
            staff=staff, course=course, term=chance.choice([1, 2, 3]), due_on=due_on, **excused
        )
    if has != "assignment":
        completion = CompletionFactory(
            staff=staff,
            course=course,
            term=2,
            completed_on=chance.choice([date(2025, 12, 1), date(2026, 2, 1)]),
            valid_until=chance.choice(LASTING),
            warn_days=chance.choice([None, 0, 29, 30, 90]),
            edition=chance.choice([None, edition]),
        )
    if chance.random() < 0.5:
        lesson = LessonFactory(course=course)
        LessonProgress.objects.create(staff=staff, lesson=lesson, term=chance.choice([1, 2, 3]), seen_at=BEGUN)
        refresh_standing(staff=staff, course=course)
    return assignment, completion


def test_only_one_place_knows_what_falls_back_on_the_course():
    """`warn_days` None means "as the course says": said once, in progress.validity."""
    written = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "training").rglob("*.py")
        if "migrations" not in path.parts
        and re.search(r"(warn_days|validity_months) is (not )?None", path.read_text(encoding="utf-8"))
    }
    assert written == {"training/progress/validity.py"}


def test_only_one_place_builds_facts():
    built = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "training").rglob("*.py")
        if re.search(r"(?<!class )\bFacts\(", path.read_text(encoding="utf-8"))
    }
    assert built == {"training/progress/facts.py"}
