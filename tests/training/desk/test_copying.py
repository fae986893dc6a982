"""A copy has all of a course and nothing of people."""

from django.urls import reverse

from tests.training.desk.courses import keys_of, order_of, url
from tests.training.world import NOON, make_course, make_edition
from training.actions import copy_course, require_course, set_prerequisites
from training.courses.pages import lessons_of, pages_of
from training.models import Attempt, Course, CoursePage, Requirement


def bodies_of(course):
    """What the lessons say, block by block."""
    pages = [page for lesson in lessons_of(pages_of(course)) for page in lesson.pages.values()]
    return [[(block.block_type, str(block.value)) for block in page.body] for page in pages]


def test_a_copy_has_lessons_questions_rules_and_prerequisites_and_nothing_of_people(people):
    edition = make_edition()
    course, first = make_course(edition, pass_mark=6700, attempt_limit=5), make_course(edition)
    mina = people.mina.user
    set_prerequisites(course=course, prerequisites=[first], by=mina, at=NOON)
    require_course(course=course, by=mina, at=NOON)
    retired = course.questions.first()
    retired.is_retired = True
    retired.save()
    copied = copy_course(course=course, by=mina, at=NOON)
    copy = copied.course
    assert (copied.lessons, copied.questions, copied.prerequisites) == (2, 3, 1)
    assert (copy.pass_mark, copy.attempt_limit, copy.is_live) == (6700, 5, False)
    assert list(copy.prerequisites.all()) == [first]
    assert order_of(copy) == order_of(course)
    assert bodies_of(copy) == bodies_of(course)
    assert not {*keys_of(copy)} & {*keys_of(course)}
    assert [row.is_retired for row in copy.questions.order_by("position")] == [True, False, False]
    for old, new in zip(course.questions.order_by("position"), copy.questions.order_by("position"), strict=True):
        assert [option.text_en for option in new.options.all()] == [option.text_en for option in old.options.all()]
        assert [tag.standard for tag in new.standards.all()] == [tag.standard for tag in old.standards.all()]
    assert not Requirement.objects.filter(course=copy).exists()
    assert not Attempt.objects.filter(course=copy).exists()


def test_the_copy_button_of_the_cms_leads_to_the_same_copy(people, client_for, course):
    page = CoursePage.objects.get(translation_key=course.translation_key, locale__language_code="fa")
    reply = client_for(people.mina).get(reverse("wagtailadmin_pages:copy", args=[page.pk]))
    assert reply.url == url("course_copy", course)
    client = client_for(people.mina)
    assert client.get(reply.url).status_code == 200
    assert Course.objects.count() == 1
    client.post(reply.url)
    assert Course.objects.count() == 2
    assert Course.objects.last().questions.count() == 3
