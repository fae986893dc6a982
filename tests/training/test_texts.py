"""Courses and lessons on the screen of both languages."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, rich_text, streamfield

from playbook.translations.pairs import missing_texts, pair_of, stale_texts
from training.actions.courses.whole import create_course
from training.models import Course, CoursePage, LessonPage

LESSON = {
    "title_fa": "سلام",
    "title_en": "Hello",
    "blocks_fa": [("text", "<p>سلام کن.</p>"), ("task", {"text": "امتحان کن."})],
    "blocks_en": [("text", "<p>Say hello.</p>"), ("task", {"text": "Try it."})],
}


def course(*, english=True, **lesson):
    titles = {"title_fa": "دورهٔ سلام", "summary_fa": "سلام کردن"}
    titles |= {"title_en": "Greeting", "summary_en": "How to greet"} if english else {}
    create_course(lessons=[{**LESSON, **lesson}], **titles)
    return CoursePage.objects.get(locale__language_code="fa"), LessonPage.objects.get(locale__language_code="fa")


def address(page):
    return reverse("playbook_texts:page", args=[page.translation_key])


def body(language, blocks):
    values = [(kind, rich_text(value) if kind == "text" else value) for kind, value in blocks]
    return nested_form_data({f"{language}-body": streamfield(values)})


def sent(client, page, fields, action="publish"):
    data = querydict_from_html(client.get(address(page)).content.decode(), form_id="texts").copy()
    for name, value in {**fields, action: "1"}.items():
        data[name] = value
    return client.post(address(page), data)


def test_a_course_is_written_in_both_languages(cms):
    page, _lesson = course()
    sent(cms, page, {"fa-title": "سلام گرم", "en-title": "A warm hello"})
    row = Course.objects.get()
    assert (row.title_fa, row.title_en) == ("سلام گرم", "A warm hello")


def test_a_lesson_is_written_block_by_block_in_both_languages(cms):
    _course, lesson = course()
    blocks = body("fa", [("text", "<p>گرم سلام کن.</p>")]) | body("en", [("text", "<p>Say a warm hello.</p>")])
    answer = sent(cms, lesson, {**blocks, "fa-minutes": "5"})
    assert answer.status_code == 302
    persian, english = LessonPage.objects.order_by("path")
    assert ("گرم سلام کن." in str(persian.body), "Say a warm hello." in str(english.body)) == (True, True)
    assert (persian.minutes, english.minutes) == (5, 5)
    assert stale_texts(pair_of(persian)) == []


def test_a_lesson_of_one_language_offers_its_blocks_without_their_words(cms):
    _course, lesson = course(english=False)
    offered = cms.get(address(lesson)).context["sheet"].pages["en"].body.get_prep_value()
    assert [(block["type"], block["value"]) for block in offered] == [("text", ""), ("task", {"text": ""})]
    untouched = body("fa", LESSON["blocks_fa"]) | body("en", [("text", ""), ("task", {"text": ""})])
    sent(cms, lesson, untouched)
    assert LessonPage.objects.count() == 1
    written = body("fa", LESSON["blocks_fa"]) | body("en", LESSON["blocks_en"])
    sent(cms, lesson, {**written, "en-title": "Hello"}, "save")
    english = LessonPage.objects.get(locale__language_code="en")
    assert (english.live, english.get_parent().specific.live) == (False, False)
    assert missing_texts(pair_of(lesson)) == []


def test_a_lesson_written_anew_in_persian_leaves_the_english_behind(cms):
    _course, lesson = course()
    unchanged = body("en", LESSON["blocks_en"])
    sent(cms, lesson, {**body("fa", [("text", "<p>اول سلام کن.</p>")]), **unchanged})
    assert stale_texts(pair_of(lesson)) == [("body", "fa")]
    page = cms.get(address(lesson)).content.decode()
    assert "<ins>اول" in page


def test_blocks_that_no_editor_sends_are_answered_with_400(cms):
    _course, lesson = course()
    assert cms.post(address(lesson), {"fa-title": "x", "fa-minutes": "1"}).status_code == 400
    assert Page.objects.get(pk=lesson.pk).title == "سلام"


@pytest.mark.parametrize("who", ["narges", "saeed", "hoda", "armin"])
def test_only_authors_write_lessons(who, request, client_for, people):
    _course, lesson = course()
    assert client_for(getattr(people, who)).get(address(lesson)).status_code in (302, 403)
