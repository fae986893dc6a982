"""The course workbench: a course begins in both languages; the list names state and reach."""

import pytest
from django.urls import reverse

from tests.factories.playbook import live_standard, live_touchpoint
from tests.training.desk.courses import TITLES, begun, keys_of, order_of, url
from tests.training.world import NOON, make_course
from training.actions import require_course
from training.models import Course, CoursePage, LessonPage


def test_a_course_begins_in_both_languages_with_rules_and_the_card_of_the_standard(people, client_for):
    code = live_standard(live_touchpoint())[0].code
    client = client_for(people.mina)
    data = {"title_fa": "قهوه", "title_en": "Coffee", "lesson_fa": "دم کردن", "lesson_en": "Brewing"}
    reply = client.post(f"{reverse('training:course_new')}?standard={code}&back=/folder/", data)
    course = Course.objects.get()
    assert (reply.status_code, reply.url) == (302, "/folder/")
    assert (course.title_fa, course.title_en, course.is_live, course.pass_mark) == ("قهوه", "Coffee", False, 8000)
    assert order_of(course) == {"fa": ["دم کردن"], "en": ["Brewing"]}
    assert {tuple(page.standard_codes) for page in LessonPage.objects.all()} == {(code,)}
    assert len(keys_of(course)) == 1


def test_back_leads_to_no_other_site(people, client_for):
    reply = client_for(people.mina).post(
        f"{reverse('training:course_new')}?back=//evil.example/", {"title_fa": "قهوه", "title_en": "Coffee"}
    )
    assert reply.url == url("course_desk", Course.objects.get())


def test_the_list_names_state_and_reach_in_a_constant_number_of_queries(
    people, client_for, django_assert_max_num_queries, course
):
    require_course(course=course, job_role=people.server, by=people.hoda.user, at=NOON)
    begun(people.mina.user)
    client, address = client_for(people.mina), reverse("training:courses_desk")
    page = client.get(address).content.decode()
    assert "خوشامد" in page
    assert "قهوه" in page
    assert url("course_desk", course) in page
    for _more in range(4):
        begun(people.mina.user)
    with django_assert_max_num_queries(30):
        client.get(address)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_list_names_a_course_in_the_readers_language(people, client_for, language):
    mina = people.mina.user
    begun(mina)
    mina.language = language
    mina.save()
    page = client_for(mina).get(reverse("training:courses_desk")).content.decode()
    other = {"fa": "en", "en": "fa"}[language]
    assert TITLES[language] in page and TITLES[other] not in page


def test_the_authors_desk_and_the_course_lead_to_the_workbench(people, client_for, course):
    desk = client_for(people.mina).get(reverse("home:author_desk")).content.decode()
    assert reverse("training:courses_desk") in desk
    assert url("course_desk", course) in client_for(people.mina).get(course.get_absolute_url()).content.decode()
    assert url("course_desk", course) not in client_for(people.narges).get(course.get_absolute_url()).content.decode()


def test_the_cms_leads_to_the_workbench(people, client_for, course):
    page = CoursePage.objects.get(translation_key=course.translation_key, locale__language_code="fa")
    shown = client_for(people.mina).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert url("course_desk", course) in shown
    assert reverse("training:courses_desk") in shown


def test_the_list_of_workbenches_is_named_in_the_readers_language(mina, client_for):
    address = reverse("training:courses_desk")
    assert "دوره‌ها و میز کارشان" in client_for(mina).get(address).content.decode()
    type(mina).objects.filter(pk=mina.pk).update(language="en")
    page = client_for(mina).get(address).content.decode()
    assert "Courses and their workbenches" in page and "No course yet" in page
    course = make_course()
    page = client_for(mina).get(address).content.decode()
    assert course.title_en in page and course.title_fa not in page
