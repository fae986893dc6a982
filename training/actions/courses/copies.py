"""A course over again: as a draft of its own, with everything that an author wrote."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kit.audit.chain import record
from kit.dates.calendar import local_day
from people.models import User
from training.actions.courses.catalogue import refresh_course
from training.actions.courses.course import RULES
from training.actions.questions.imports import add_question
from training.courses.pages import lessons_of, pages_of, write_course_page, write_lesson_page
from training.models import Course
from training.questions.drafts import draft_of

# What a copy is called until its author says otherwise; kept within the column.
COPY_OF = {"fa": "رونوشت {}", "en": "Copy of {}"}
LONGEST = 255


@dataclass(frozen=True)
class Copied:
    """How much the copy took along."""

    course: Course
    lessons: int
    questions: int
    prerequisites: int


@transaction.atomic
def copy_course(*, course: Course, by: User, at: datetime) -> Copied:
    """Lessons in every language as their newest drafts say, questions with options and standards (what is retired stays
    retired), rules and prerequisites. What people did with the course, and of whom it is required, stays with the old
    one. Returns a Copied; its course is a draft."""
    source = Course.objects.select_for_update().get(pk=course.pk)
    key, lessons = _copy_pages(source, by)
    copy = refresh_course(translation_key=key, on=local_day(at))
    for name in RULES:
        setattr(copy, name, getattr(source, name))
    copy.save()
    earlier = list(source.prerequisites.all())
    copy.prerequisites.set(earlier)
    questions = _copy_questions(source, copy)
    record(verb="course.copied", on=copy, by=by, at=at, course=source.key, lessons=lessons, questions=questions)
    return Copied(copy, lessons, questions, len(earlier))


def _copy_pages(source, by):
    pages, key, lesson_keys = pages_of(source), None, {}
    lessons = lessons_of(pages)
    for language, page in pages.items():
        draft = page.get_latest_revision_as_object()
        title = COPY_OF[language].format(draft.title)[:LONGEST]
        copy = write_course_page(language, title, draft.summary, key, by)
        key = copy.translation_key
        for lesson in lessons:
            if language in lesson.pages:
                own = lesson.pages[language].get_latest_revision_as_object()
                made = write_lesson_page(copy, own.title, own.minutes, own.body, lesson_keys.get(lesson.key), by)
                lesson_keys[lesson.key] = made.translation_key
    return key, len(lessons)


def _copy_questions(source, copy):
    questions = source.questions.order_by("position", "pk").prefetch_related("options", "standards__standard")
    for question in questions:
        standards = [tag.standard for tag in question.standards.all()]
        made = add_question(draft=draft_of(question), course=copy, standards=standards)
        made.position, made.is_retired = question.position, question.is_retired
        made.save(update_fields=["position", "is_retired"])
    return len(questions)
