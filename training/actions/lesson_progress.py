from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest

from kit.audit.chain import record
from kit.dates.calendar import local_day
from people.models import StaffMember, User
from training.actions.completions import complete_if_ready
from training.actions.standings import refresh_standing
from training.models import Lesson, LessonProgress
from training.progress.terms import current_term


@transaction.atomic
def remember_position(*, lesson: Lesson, staff: StaffMember, position: int, at: datetime) -> LessonProgress:
    """Keep the furthest block that was in view: the blocks of one screen are told at once and arrive in any order.

    Told many times a lesson, so it is not written to the audit log."""
    term = current_term(staff, lesson.course, local_day(at))
    progress, is_new = LessonProgress.objects.get_or_create(
        staff=staff, lesson=lesson, term=term.number, defaults={"position": position, "seen_at": at}
    )
    if is_new:
        refresh_standing(staff=staff, course=lesson.course)
    else:
        rows = LessonProgress.objects.filter(pk=progress.pk)
        rows.update(position=Greatest("position", Value(position)), seen_at=at)
        progress.refresh_from_db(fields=["position", "seen_at"])
    return progress


@transaction.atomic
def finish_lesson(*, lesson: Lesson, staff: StaffMember, by: User | None, at: datetime) -> LessonProgress:
    """The person read the lesson to its end. The last lesson of a course without a quiz completes the course."""
    StaffMember.objects.select_for_update().get(pk=staff.pk)
    course = lesson.course
    term = current_term(staff, course, local_day(at))
    progress, is_new = LessonProgress.objects.get_or_create(
        staff=staff, lesson=lesson, term=term.number, defaults={"seen_at": at}
    )
    if is_new:
        refresh_standing(staff=staff, course=course)
    if progress.finished_at is None:
        progress.finished_at = progress.seen_at = at
        progress.save(update_fields=["finished_at", "seen_at"])
        about: dict[str, Any] = {"lesson": str(lesson.translation_key), "term": term.number}
        record(verb="lesson.finished", on=course, by=by, at=at, seals=[progress], **about)
    if not course.questions.in_use().exists():
        complete_if_ready(staff=staff, course=course, term=term, by=by, at=at)
    return progress
