"""A course and its lessons are one thing in both languages."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from training.actions import assign_course
from training.models import Course, CourseIndexPage, CoursePage, Lesson, LessonPage

pytestmark = pytest.mark.django_db


def lessons_of(course, language):
    page = CoursePage.objects.get(translation_key=course.translation_key, locale__language_code=language)
    return list(LessonPage.objects.child_of(page).order_by("path"))


def test_a_lesson_is_deleted_in_both_languages(cms, course):
    persian, english = lessons_of(course, "fa")[0], lessons_of(course, "en")[0]
    cms.post(reverse("wagtailadmin_pages:delete", args=[english.pk]))
    assert not LessonPage.objects.filter(pk__in=[persian.pk, english.pk]).exists()
    assert [lesson.is_live for lesson in Lesson.objects.order_by("position")].count(True) == 1
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_course_is_deleted_in_both_languages_and_says_before_what_stays(cms, mina, narges, course):
    assign_course(course=course, staff=narges, due_on=timezone.localdate(), by=mina.user, at=timezone.now())
    page = CoursePage.objects.get(translation_key=course.translation_key, locale__language_code="fa")
    asked = cms.get(reverse("wagtailadmin_pages:delete", args=[page.pk])).text
    assert "Welcome" in asked and "۱ نفر" in asked
    cms.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert not CoursePage.objects.exists() and not LessonPage.objects.exists()
    assert not Course.objects.get(pk=course.pk).is_live


def test_a_course_taken_down_is_taken_down_in_both_languages(cms, course):
    page = CoursePage.objects.get(translation_key=course.translation_key, locale__language_code="en")
    cms.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    assert not CoursePage.objects.live().exists()
    course.refresh_from_db()
    assert not course.is_live


def test_lessons_are_reordered_in_both_languages_from_either(cms, course):
    second = lessons_of(course, "en")[1]
    cms.post(f"{reverse('wagtailadmin_pages:set_page_position', args=[second.pk])}?position=0")
    keys = [[page.translation_key for page in lessons_of(course, language)] for language in ("fa", "en")]
    assert keys[0] == keys[1] and keys[0][0] == second.translation_key
    assert Lesson.objects.order_by("position").first().translation_key == second.translation_key


def test_the_shelf_stays(cms, course):
    shelf = CourseIndexPage.objects.first()
    cms.post(reverse("wagtailadmin_pages:delete", args=[shelf.pk]), {"confirm_site_name": "x"})
    assert CourseIndexPage.objects.filter(pk=shelf.pk).exists()
