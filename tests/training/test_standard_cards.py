"""The standard card in a lesson: chosen by what it asks, shown from the edition on that holds it."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from playbook.models import Edition
from tests.factories.playbook import FrozenStandardFactory, frozen_edition, live_standard, live_touchpoint
from tests.worlds import built_once
from training.actions.courses.whole import create_course
from training.models import LessonPage
from training.models.blocks import StandardSelect, standard_choices
from training.models.standards import cards_of

pytestmark = pytest.mark.django_db
COMING = "پیش از سلام لبخند می‌زند."


@built_once
def edition(people):
    edition = frozen_edition(standards=0)
    FrozenStandardFactory(edition=edition, code="DUR-07", behaviour_fa="سلام می‌کند.", behaviour_en="Greets.")
    return edition


@built_once
def coming(edition):
    page, _english = live_standard(live_touchpoint(), behaviour_fa=COMING)
    assert page.code != "DUR-07"
    return page


def a_lesson(*codes):
    lesson = {"title_fa": "درس", "title_en": "Lesson", "standards": list(codes), "body_fa": ["متن."], "body_en": ["x"]}
    return create_course(title_fa="دوره", title_en="Course", lessons=[lesson]).lessons.get()


def test_the_chooser_shows_what_a_standard_asks_in_the_readers_language(coming, mina, client_for):
    groups = dict(standard_choices())
    assert [*groups.values()] == [[("DUR-07", "DUR-07 · سلام می‌کند.")], [(coming.code, f"{coming.code} · {COMING}")]]
    lesson = a_lesson("DUR-07")
    page = LessonPage.objects.get(translation_key=lesson.translation_key, locale__language_code="fa")
    editor = client_for(mina).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "js/choosing" in editor
    assert "data-standards" in editor
    widget = StandardSelect(choices=standard_choices()).render("code", "DUR-07")
    assert 'data-words="سلام می‌کند. Greets."' in widget


def test_a_code_of_a_standard_that_is_gone_can_still_be_saved(coming):
    code = coming.code
    lesson = a_lesson(code)
    for page in type(coming).objects.filter(code=code):
        page.delete()
    page = LessonPage.objects.filter(translation_key=lesson.translation_key).first()
    assert page.standard_codes == [code]
    assert page.body.stream_block.clean(page.body)[1].value["code"] == code
    assert code in {value for _group, rows in standard_choices() for value, _label in rows}


def test_learners_see_nothing_of_a_standard_that_no_edition_holds(coming, narges, mina, client_for):
    lesson = a_lesson("DUR-07", coming.code)
    for who in (narges, mina):
        page = client_for(who).get(lesson.get_absolute_url()).content.decode()
        assert "سلام می‌کند." in page
        assert coming.code not in page and COMING not in page
    in_force = Edition.objects.in_force(timezone.localdate())
    FrozenStandardFactory(edition=in_force, code=coming.code, behaviour_fa=COMING)
    page = client_for(narges).get(lesson.get_absolute_url()).content.decode()
    assert coming.code in page and COMING in page


def test_the_preview_shows_what_is_written_and_says_that_it_is_not_in_an_edition(coming, mina, client_for):
    lesson = a_lesson("DUR-07", coming.code)
    page = LessonPage.objects.get(translation_key=lesson.translation_key, locale__language_code="fa")
    shown = page.make_preview_request(preview_mode="").content.decode()
    assert COMING in shown and "هنوز در هیچ ویرایشی نیست" in shown


def test_a_standard_that_left_the_folder_is_said_to_be_gone(people, narges, client_for):
    old = frozen_edition(standards=0)
    FrozenStandardFactory(edition=old, code="DUR-33")
    lesson = a_lesson("DUR-33")
    frozen_edition(standards=1, effective_on=date(2026, 2, 1))
    assert cards_of(["DUR-33", "DUR-34"]).gone == {"DUR-33"}
    page = client_for(narges).get(lesson.get_absolute_url()).content.decode()
    assert "استاندارد DUR-33 دیگر در ویرایش جاری نیست." in page


def test_a_lesson_asks_as_often_for_six_cards_as_for_two(edition, narges, client_for, queries_of):
    codes = [f"DUR-{n}" for n in range(20, 26)]
    for code in codes[:3]:
        FrozenStandardFactory(edition=edition, code=code)
    few, many = a_lesson(codes[0], codes[5]), a_lesson(*codes)
    client = client_for(narges)
    assert queries_of(client, few.get_absolute_url()) == queries_of(client, many.get_absolute_url())
