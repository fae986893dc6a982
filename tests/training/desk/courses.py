"""A course that was begun, and what its lessons are and say."""

from django.urls import reverse

from tests.training.world import NOON
from training.actions import begin_course
from training.courses.pages import lessons_of, pages_of
from training.models import LessonPage

TITLES = {"fa": "قهوه", "en": "Coffee"}


def begun(mina, **more):
    return begin_course(titles=TITLES, summaries={}, lesson_titles={}, by=mina, at=NOON, **more)


def url(name, course, *more):
    return reverse(f"training:{name}", args=[course.translation_key, *more])


def order_of(course):
    """{language: titles of the lessons in the order of its pages}."""
    return {
        language: list(LessonPage.objects.child_of(page).order_by("path").values_list("title", flat=True))
        for language, page in pages_of(course).items()
    }


def keys_of(course):
    return [lesson.key for lesson in lessons_of(pages_of(course))]
