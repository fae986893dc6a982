"""Courses, lessons and questions are among what is named before an edition is frozen."""

import pytest
from django.urls import reverse

from playbook.translations.findings import Lack, text_findings
from tests.factories.playbook import republish
from tests.training.world import make_course
from tests.worlds import built_once
from training.models import CoursePage, LessonPage, Question

pytestmark = pytest.mark.django_db


def found(lack):
    return [each for each in text_findings() if each.lack == lack]


@built_once
def course(people):
    course = make_course()
    assert found(Lack.MISSING) == []
    return course


def test_a_question_in_one_language_is_found_and_leads_to_its_form(course, mina, client_for):
    question = course.questions.first()
    Question.objects.filter(pk=question.pk).update(text_en="")
    finding = found(Lack.MISSING)[0]
    assert finding.key == question.key and not finding.is_frozen
    assert client_for(mina).get(finding.url("/folder/languages/"), follow=True).status_code == 200
    page = client_for(mina).get(reverse("playbook:languages"), {"show": "missing"}).text
    assert question.text_fa in page


def test_an_option_that_is_a_copy_is_found(course):
    option = course.questions.first().options.first()
    type(option).objects.filter(pk=option.pk).update(text_en=option.text_fa)
    assert len(found(Lack.MISSING)) == 1


def test_a_course_and_a_lesson_are_found(course):
    page = CoursePage.objects.get(locale__language_code="en")
    republish(page, title="خوشامد")
    lesson = LessonPage.objects.filter(locale__language_code="fa").first()
    republish(lesson, title="سی ثانیهٔ نخست")
    assert [each.name for each in found(Lack.MISSING)] == ["خوشامد"]
    assert [each.name for each in found(Lack.STALE)] == ["سی ثانیهٔ نخست"]


def test_a_retired_question_and_a_draft_are_not(course):
    question = course.questions.first()
    Question.objects.filter(pk=question.pk).update(text_en="", is_retired=True)
    assert found(Lack.MISSING) == []
