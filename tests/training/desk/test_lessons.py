"""Lessons are added, ordered, renamed and removed, in both languages at once."""

import uuid

import pytest

from kit.audit.models import AuditEntry
from tests.training.desk.courses import begun, keys_of, order_of, url
from tests.training.world import NOON
from training.actions import add_lesson, finish_lesson, move_lesson_by, order_lessons, publish_course
from training.desk.states import CourseDesk, CourseState
from training.errors import LessonsChanged
from training.models import LessonPage, LessonProgress


def test_a_lesson_is_added_in_both_languages(mina):
    course = begun(mina)
    key = add_lesson(course=course, titles={"fa": "شیر", "en": "Milk"}, by=mina, at=NOON)
    assert order_of(course) == {"fa": ["قهوه", "شیر"], "en": ["Coffee", "Milk"]}
    assert keys_of(course)[1] == key
    assert not LessonPage.objects.filter(live=True).exists()


def test_adding_leads_to_the_words_of_the_lesson(people, client_for):
    course = begun(people.mina.user)
    reply = client_for(people.mina).post(url("lesson_add", course), {"title_fa": "شیر", "title_en": "Milk"})
    assert reply.status_code == 302
    assert reply.url != url("course_desk", course)


def test_a_new_order_holds_in_both_languages_and_for_readers(mina, course):
    keys = keys_of(course)
    assert order_lessons(course=course, keys=reversed(keys), by=mina, at=NOON)
    assert order_of(course) == {
        "fa": ["حساسیت", "سی ثانیهٔ اول"],
        "en": ["Allergies", "The first thirty seconds"],
    }
    assert [lesson.translation_key for lesson in course.lessons.all()] == keys[::-1]
    assert not order_lessons(course=course, keys=reversed(keys), by=mina, at=NOON)
    assert AuditEntry.objects.filter(verb="lessons.ordered").count() == 1


def test_an_order_of_other_lessons_is_refused(mina, course):
    for keys in (keys_of(course)[:1], [*keys_of(course), uuid.uuid4()], [keys_of(course)[0]] * 2):
        with pytest.raises(LessonsChanged):
            order_lessons(course=course, keys=keys, by=mina, at=NOON)
    assert order_of(course)["fa"] == ["سی ثانیهٔ اول", "حساسیت"]


def test_buttons_order_without_script(people, client_for, course):
    client = client_for(people.mina)
    first, second = keys_of(course)
    client.post(url("lessons_order", course), {"down": first})
    assert keys_of(course) == [second, first]
    client.post(url("lessons_order", course), {"up": first})
    assert keys_of(course) == [first, second]
    assert not move_lesson_by(course=course, key=first, step=-1, by=people.mina.user, at=NOON)


def test_dragging_tells_the_whole_order(people, client_for, course):
    client = client_for(people.mina)
    first, second = keys_of(course)
    reply = client.post(url("lessons_order", course), {"order": [second, first]}, headers={"HX-Request": "true"})
    assert (reply.status_code, keys_of(course)) == (204, [second, first])
    reply = client.post(url("lessons_order", course), {"order": [second]}, headers={"HX-Request": "true"})
    assert (reply.status_code, reply["HX-Refresh"], keys_of(course)) == (409, "true", [second, first])


def test_a_lesson_is_renamed_as_a_draft(people, client_for, course):
    client = client_for(people.mina)
    key = keys_of(course)[0]
    client.post(url("lesson_edit", course, key), {"title_fa": "سلام", "title_en": "Hello", "minutes": "۵"})
    assert course.lessons.get(translation_key=key).title_fa == "سی ثانیهٔ اول"
    assert CourseDesk.of(course).state == CourseState.CHANGED
    publish_course(course=course, by=people.mina.user, at=NOON)
    row = course.lessons.get(translation_key=key)
    assert (row.title_fa, row.title_en, row.minutes) == ("سلام", "Hello", 5)
    assert CourseDesk.of(course).state == CourseState.PUBLISHED


def test_removing_says_what_becomes_of_progress_and_keeps_it(people, client_for, course):
    key = keys_of(course)[0]
    lesson = course.lessons.get(translation_key=key)
    finish_lesson(lesson=lesson, staff=people.narges, by=people.narges.user, at=NOON)
    client, address = client_for(people.mina), url("lesson_remove", course, key)
    assert "1 person has read it" in client.get(address, headers={"Accept-Language": "en"}).content.decode() or (
        client.get(address).context["finished"] == 1
    )
    assert LessonPage.objects.filter(translation_key=key).count() == 2
    client.post(address)
    assert not LessonPage.objects.filter(translation_key=key).exists()
    assert LessonProgress.objects.get().finished_at is not None
    assert client.post(address).status_code == 404
