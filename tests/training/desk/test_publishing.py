"""A course is published once there is something to learn, in the languages that are ready."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from kit.audit.models import AuditEntry
from tests.factories.training import CourseFactory
from tests.training.desk.courses import begun, keys_of, url
from tests.training.world import NOON
from training.actions import publish_course, refresh_course, remove_lesson, withdraw_course
from training.desk.states import CourseDesk
from training.errors import NothingToLearn
from training.models import Course, CoursePage, LessonPage

# Publishing ----------------------------------------------------------------------------------------------------------


def test_nothing_is_published_while_there_is_nothing_to_learn(people, client_for):
    course = begun(people.mina.user)  # its lesson has no words yet
    with pytest.raises(NothingToLearn):
        publish_course(course=course, by=people.mina.user, at=NOON)
    client_for(people.mina).post(url("course_publish", course))
    course.refresh_from_db()
    assert not course.is_live
    assert not CoursePage.objects.filter(live=True).exists()


def test_publishing_shows_lessons_and_course_in_the_languages_that_are_ready(mina):
    course = begun(mina, code="")
    persian = LessonPage.objects.get(locale__language_code="fa")
    persian.body = [("text", "<p>سلام</p>")]
    persian.save_revision()
    done = publish_course(course=course, by=mina, at=NOON)
    course.refresh_from_db()
    assert course.is_live
    assert {page.locale.language_code for page in CoursePage.objects.live()} == {"fa"}
    assert {page.locale.language_code for page, _why in done.held} == {"en"}


def test_the_cms_refuses_to_publish_a_course_without_lessons(people, client_for):
    begun(people.mina.user)
    page = CoursePage.objects.get(locale__language_code="fa")
    data = {"title": "قهوهٔ تازه", "summary": "خلاصه", "slug": page.slug, "action-publish": "1"}
    data |= {f"comments-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    client_for(people.mina).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    page.refresh_from_db()
    assert not page.live
    assert page.get_latest_revision_as_object().title == "قهوهٔ تازه"  # what was written is kept


def test_no_other_way_publishes_it(mina):
    begun(mina)
    page = CoursePage.objects.get(locale__language_code="fa")
    with pytest.raises(NothingToLearn):
        page.get_latest_revision().publish(user=mina)


def test_a_scheduled_course_waits_for_its_first_lesson(mina):
    course = begun(mina)
    page = CoursePage.objects.get(locale__language_code="fa")
    revision = page.get_latest_revision()
    revision.approved_go_live_at = timezone.now() - timezone.timedelta(minutes=1)
    revision.save()
    call_command("publish_scheduled")
    page.refresh_from_db()
    assert not page.live
    assert any(not check["ok"] for check in CourseDesk.of(course).checks())
    lesson = LessonPage.objects.get(locale__language_code="fa")
    lesson.body = [("text", "<p>سلام</p>")]
    lesson.save_revision().publish()
    call_command("publish_scheduled")
    course.refresh_from_db()
    assert course.is_live


def test_a_published_course_without_lessons_is_shown_to_authors_alone(people, client_for, mina, course):
    for key in keys_of(course):
        remove_lesson(course=course, key=key, by=mina, at=NOON)
    course.refresh_from_db()
    assert not course.is_live
    assert client_for(people.narges).get(course.get_absolute_url()).status_code == 404
    said = [check["text"] for check in CourseDesk.of(course).checks() if not check["ok"]]
    assert len(said) == 1
    page = client_for(people.mina).get(url("course_desk", course)).content.decode()
    assert "hv-checks" in page


def test_a_course_is_offered_in_the_readers_language_alone(people, client_for, course):
    # Taken down by hand both languages go; here its English was never published.
    LessonPage.objects.filter(locale__language_code="en").update(live=False)
    refresh_course(translation_key=course.translation_key, on=timezone.localdate())
    narges = people.narges
    assert course.get_absolute_url() in client_for(narges).get(reverse("training:mine")).content.decode()
    narges.user.language = "en"
    narges.user.save()
    assert course.get_absolute_url() not in client_for(narges).get(reverse("training:mine")).content.decode()


def test_a_course_is_taken_back(mina, course):
    withdraw_course(course=course, by=mina, at=NOON)
    withdraw_course(course=course, by=mina, at=NOON)
    course.refresh_from_db()
    assert not course.is_live
    assert AuditEntry.objects.filter(verb="course.withdrawn").count() == 1


# Data of earlier versions --------------------------------------------------------------------------------------------


def test_a_course_that_was_shown_without_a_lesson_is_shown_no_more(db):
    from importlib import import_module

    from django.apps import apps

    from tests.factories.training import LessonFactory

    empty, full = CourseFactory(), LessonFactory().course
    import_module("training.migrations.0018_courses_without_lessons").hide_what_has_nothing_to_learn(apps, None)
    assert set(Course.objects.filter(is_live=True)) == {full}
    assert not Course.objects.get(pk=empty.pk).is_live
