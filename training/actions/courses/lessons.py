"""Lessons as an author writes them: one act on all their languages."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kit.audit.chain import record
from kit.dates.calendar import local_day
from people.models import User
from training.actions.courses.catalogue import refresh_course
from training.courses.pages import lessons_of, pages_of, write_lesson_page
from training.errors import LessonsChanged
from training.models import Course, LessonPage

MINUTES = 3


@transaction.atomic
def add_lesson(
    *, course: Course, titles: Mapping[str, str], by: User, at: datetime, minutes: int = MINUTES, code: str = ""
) -> UUID:
    """A draft at the end of the course, in every language of `titles` {language: text} that the course has. Returns its
    translation key."""
    course, key = _locked(course), None
    body = [("standard", {"code": code})] if code else []
    for language, page in pages_of(course).items():
        if titles.get(language):
            key = write_lesson_page(page, titles[language], minutes, body, key, by).translation_key
    if key is None:
        raise LessonsChanged
    record(verb="lesson.added", on=course, by=by, at=at, lesson=str(key))
    return key


@transaction.atomic
def rename_lesson(
    *, course: Course, key: UUID | str, titles: Mapping[str, str], minutes: int, by: User, at: datetime
) -> bool:
    """New titles and minutes as a draft; readers see them when the course is published. Raises LessonsChanged where the
    lesson is gone."""
    course = _locked(course)
    changed = False
    for language, page in _lesson(course, key).pages.items():
        draft = page.get_latest_revision_as_object()
        title = titles.get(language) or draft.title
        if (title, minutes) != (draft.title, draft.minutes):
            draft.title, draft.minutes, changed = title, minutes, True
            draft.save_revision(user=by, clean=False)
            if not page.live:
                LessonPage.objects.filter(pk=page.pk).update(title=title, draft_title=title, minutes=minutes)
    if changed:
        record(verb="lesson.renamed", on=course, by=by, at=at, lesson=str(key))
    return changed


@transaction.atomic
def remove_lesson(*, course: Course, key: UUID | str, by: User, at: datetime) -> None:
    """Taken away in every language. What people read and passed stays in their records; who is in the middle of the
    course goes on without it. Raises LessonsChanged where it is gone already."""
    course = _locked(course)
    for page in _lesson(course, key).pages.values():
        still = LessonPage.objects.filter(pk=page.pk).first()  # with the first text goes the other
        if still:
            still.delete(user=by)
    refresh_course(translation_key=course.translation_key, on=local_day(at))
    record(verb="lesson.removed", on=course, by=by, at=at, lesson=str(key))


@transaction.atomic
def order_lessons(*, course: Course, keys: Iterable[UUID | str], by: User, at: datetime) -> bool:
    """The lessons in the order of `keys` (of all of them), in every language. Raises LessonsChanged where they are not
    those that the author saw. Returns whether anything moved."""
    course = _locked(course)
    pages = pages_of(course)
    wanted, have = [str(key) for key in keys], [str(lesson.key) for lesson in lessons_of(pages)]
    if sorted(wanted) != sorted(have):
        raise LessonsChanged
    moved = [_order(page, wanted) for page in pages.values()]
    if any(moved):
        refresh_course(translation_key=course.translation_key, on=local_day(at))
        record(verb="lessons.ordered", on=course, by=by, at=at)
    return any(moved)


@transaction.atomic
def move_lesson_by(*, course: Course, key: UUID | str, step: int, by: User, at: datetime) -> bool:
    """One place up (-1) or down (1); at the end of the list nothing moves."""
    keys = [str(lesson.key) for lesson in lessons_of(pages_of(_locked(course)))]
    if str(key) not in keys:
        raise LessonsChanged
    place = keys.index(str(key))
    if not 0 <= place + step < len(keys):
        return False
    keys[place], keys[place + step] = keys[place + step], keys[place]
    return order_lessons(course=course, keys=keys, by=by, at=at)


def _order(parent, keys):
    """The children of one page; only those from the first that stands wrongly are moved."""
    place = {key: number for number, key in enumerate(keys)}
    have = [
        str(key)
        for key in LessonPage.objects.child_of(parent).order_by("path").values_list("translation_key", flat=True)
    ]
    wanted = sorted(have, key=place.get)
    first = next((number for number, pair in enumerate(zip(have, wanted, strict=True)) if pair[0] != pair[1]), None)
    for key in wanted[first:] if first is not None else ():
        page = LessonPage.objects.child_of(parent).get(translation_key=key)
        page.move(type(parent).objects.get(pk=parent.pk), pos="last-child")
    return first is not None


def _locked(course):
    return Course.objects.select_for_update().get(pk=course.pk)


def _lesson(course, key):
    found = next((lesson for lesson in lessons_of(pages_of(course)) if str(lesson.key) == str(key)), None)
    if found is None:
        raise LessonsChanged
    return found
