"""The preview walks a course in both languages and records nothing."""

from tests.training.desk.courses import url
from training.actions.courses.whole import create_course
from training.models import Attempt, LessonPage, LessonProgress


def test_the_preview_walks_drafts_and_questions_in_both_languages_and_records_nothing(people, client_for, course):
    lesson = LessonPage.objects.get(title="Allergies")
    lesson.title = "Allergies, newly written"
    lesson.save_revision()
    client = client_for(people.mina)
    frame = client.get(url("course_preview", course)).content.decode()
    assert url("course_preview_step", course, "fa", 0) in frame
    assert "newly written" in client.get(url("course_preview_step", course, "en", 2)).content.decode()
    page = client.get(url("course_preview_step", course, "fa", 3))
    assert 'dir="rtl"' in page.content.decode()
    assert "چه می‌کنید؟" in page.content.decode()
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]
    assert client.get(url("course_preview_step", course, "fa", 7)).status_code == 404
    assert client.get(url("course_preview_step", course, "de", 1)).status_code == 404
    assert (Attempt.objects.count(), LessonProgress.objects.count()) == (0, 0)


def test_one_language_alone_has_no_other_pages(people, client_for):
    course = create_course(title_fa="تنها", lessons=[{"title_fa": "درس", "body_fa": ["متن"]}])
    client = client_for(people.mina)
    assert client.get(url("course_desk", course)).status_code == 200
    assert client.get(url("course_preview_step", course, "en", 1)).status_code == 200
