"""What people see of courses: in their language, with nothing that tells the right answer before its time."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.training.world import FEEDBACK_CANARY, NOON, make_course, sit, token_of
from training.actions import assign_course, finish_lesson, start_attempt
from training.models import Attempt, Completion, LessonPage, LessonProgress


def begun(course, staff):
    return start_attempt(course=course, staff=staff, by=staff.user, at=timezone.now())


def quiz_pages(client, attempt):
    """Every page of an open attempt, as text."""
    addresses = [reverse("training:question", args=[attempt.key, number]) for number in (1, 2, 3)]
    addresses += [reverse("training:submit", args=[attempt.key]), reverse("training:course", args=[attempt.course.key])]
    return [client.get(address).content.decode() for address in addresses]


def without_chance(page):
    """A page without what differs by itself: tokens, keys, and the order of the options."""
    page = re.sub(r'value="[0-9a-f]{18}"', 'value="TOKEN"', page)
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"', "", page)
    return sorted(re.findall(r'<label class="hv-option">.*?</label>', page, re.S))


def test_before_submission_nothing_in_the_pages_tells_the_right_answer(narges, client_for, course):
    attempt = begun(course, narges)
    client = client_for(narges)
    pages = quiz_pages(client, attempt)
    keys = [key for answer in attempt.answers.all() for _token, key in answer.layout]
    for page in pages:
        assert FEEDBACK_CANARY not in page
        assert not [key for key in keys if key in page]
        assert "correct" not in page
        assert not re.search(r"data-(right|answer|points)", page)


def test_the_mark_up_of_right_and_wrong_options_is_the_same(narges, client_for, course):
    attempt = begun(course, narges)
    page = quiz_pages(client_for(narges), attempt)[0]
    labels = [re.sub(r"<span[^>]*>.*?</span>", "TEXT", label, flags=re.S) for label in without_chance(page)]
    assert len({re.sub(r'data-key="\d"', "", label) for label in labels}) == 1


def test_saving_answers_the_same_whatever_was_chosen(narges, client_for, course):
    attempt = begun(course, narges)
    client, answer = client_for(narges), attempt.answers.select_related("version").first()
    url = reverse("training:question", args=[attempt.key, 1])
    replies = [
        client.post(url, {"answer": token_of(answer, right=right)}, headers={"HX-Request": "true"}).content
        for right in (True, False)
    ]
    assert replies[0] == replies[1]


def test_narges_sits_the_quiz_without_javascript(narges, client_for, course):
    client = client_for(narges)
    reply = client.post(reverse("training:start", args=[course.key]))
    attempt = Attempt.objects.get()
    assert reply.url == reverse("training:attempt", args=[attempt.key])
    for answer in attempt.answers.select_related("version"):
        url = reverse("training:question", args=[attempt.key, answer.position])
        reply = client.post(url, {"answer": token_of(answer, right=True), "go": "next"})
        assert reply.status_code == 302
    assert reply.url == reverse("training:submit", args=[attempt.key])
    reply = client.post(reply.url)
    assert reply.url == reverse("training:result", args=[attempt.key])
    assert Completion.objects.get().staff == narges
    assert client.get(reply.url).status_code == 200


def test_the_quiz_goes_on_where_it_was_left(narges, client_for, course):
    attempt = begun(course, narges)
    url = reverse("training:question", args=[attempt.key, 1])
    client_for(narges).post(url, {"answer": attempt.answers.first().layout[0][0]}, headers={"HX-Request": "true"})
    reply = client_for(narges).get(reverse("training:attempt", args=[attempt.key]))
    assert reply.url == reverse("training:question", args=[attempt.key, 2])


def test_somebody_elses_attempt_does_not_exist(narges, parisa, saeed, hoda, client_for, course):
    attempt = begun(course, narges)
    for other in (parisa, saeed, hoda):
        for name, args in [("attempt", []), ("question", [1]), ("submit", []), ("result", [])]:
            address = reverse(f"training:{name}", args=[attempt.key, *args])
            assert client_for(other).get(address).status_code == 404
        address = reverse("training:submit", args=[attempt.key])
        assert client_for(other).post(address).status_code == 404
    assert Attempt.objects.get().submitted_at is None


def test_a_forged_answer_is_not_found_and_changes_nothing(narges, client_for, course):
    attempt = begun(course, narges)
    url = reverse("training:question", args=[attempt.key, 1])
    forged = {"answer": attempt.answers.first().layout[0][1], "points": 10000, "is_passed": "1", "given": "x"}
    assert client_for(narges).post(url, forged).status_code == 404
    assert client_for(narges).post(reverse("training:question", args=[attempt.key, 77]), forged).status_code == 404
    assert list(attempt.answers.values_list("given", "points")) == [(None, None)] * 3


def test_the_result_names_missed_standards_and_lessons_but_not_the_key(narges, client_for, course):
    attempt = sit(course, narges, wrong=[3])
    page = client_for(narges).get(reverse("training:result", args=[attempt.key])).content.decode()
    content = attempt.answers.get(position=3).version.content
    assert "DUR-05" in page
    assert "حساسیت" in page
    assert "DUR-01" not in page
    assert not [option["fa"] for option in content["options"] if option["fa"] in page]


def test_a_lesson_reads_in_the_readers_language(narges, client_for, course):
    lesson = course.lessons.first()
    assert "سلام و نگاه شما جواب است." in client_for(narges).get(lesson.get_absolute_url()).content.decode()
    narges.user.language = "en"
    narges.user.save()
    assert "Your look is the answer." in client_for(narges).get(lesson.get_absolute_url()).content.decode()


def test_a_lesson_that_is_not_translated_reads_in_the_other_language_and_says_so(narges, client_for, course):
    lesson = course.lessons.first()
    # Published in Persian alone; what is taken down is taken down in both.
    LessonPage.objects.filter(translation_key=lesson.translation_key, locale__language_code="en").update(live=False)
    narges.user.language = "en"
    narges.user.save()
    page = client_for(narges).get(lesson.get_absolute_url()).content.decode()
    assert 'lang="fa" dir="rtl"' in page
    assert "has not been translated yet" in page


def test_the_standard_card_shows_the_edition_in_force(narges, client_for, course):
    lesson = course.lessons.first()
    page = client_for(narges).get(lesson.get_absolute_url()).content.decode()
    assert "DUR-01" in page
    assert "سفارش شمارهٔ 1 را پیش از ثبت بازگو می‌کند." in page


def test_reading_on_is_kept_and_the_next_lesson_follows(narges, client_for, course):
    client = client_for(narges)
    first, second = course.lessons.all()
    place = reverse("training:remember_position", args=[course.key, first.translation_key])
    assert client.post(place, {"position": 2}).status_code == 204
    assert f"{first.get_absolute_url()}#b2" in client.get(course.get_absolute_url()).content.decode()
    assert client.post(place, {"position": 1}).status_code == 204  # an earlier block, told late
    assert LessonProgress.objects.get(lesson=first).position == 2
    finish = reverse("training:finish_lesson", args=[course.key, first.translation_key])
    assert client.post(finish).url == second.get_absolute_url()
    assert LessonProgress.objects.get(lesson=first).finished_at is not None
    assert client.post(place, {"position": "far"}).status_code == 400


def test_a_course_without_a_quiz_is_completed_by_its_last_lesson(narges, course):
    course.questions.update(is_retired=True)
    for lesson in course.lessons.all():
        assert not Completion.objects.exists()
        finish_lesson(lesson=lesson, staff=narges, by=narges.user, at=NOON)
    assert Completion.objects.get().attempt is None


def test_a_page_of_the_tree_leads_to_the_products_own_address(narges, client_for, course):
    page = LessonPage.objects.first()
    reply = client_for(narges).get(page.own_url, follow=True)
    assert reply.redirect_chain[-1][0] == course.lessons.first().get_absolute_url()


def test_an_unpublished_course_is_the_authors_alone(narges, mina, client_for, course):
    course.is_live = False
    course.save()
    assert client_for(narges).get(course.get_absolute_url()).status_code == 404
    assert client_for(mina).get(course.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("language", ["fa", "en"])
def test_my_training_costs_the_same_for_one_course_and_for_six(
    narges, hoda, client_for, django_assert_num_queries, language
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    narges.user.language = language
    narges.user.save()
    client = client_for(narges)

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(reverse("training:mine")).status_code == 200
        return len(captured)

    edition = None
    for number in range(6):
        course = make_course(edition)
        edition = course.questions.first().standards.first().standard.edition
        assign_course(course=course, staff=narges, due_on=NOON.date(), by=hoda.user, at=NOON)
        sit(course, narges, wrong=[] if number % 2 else [1, 2, 3])
        if number == 1:
            client.get(reverse("training:mine"))
            few = cost()
    assert cost() == few
