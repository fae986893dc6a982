"""The course workbench: lessons in both languages, rules in percent, copying, publishing, the preview."""

import uuid

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from kit.audit.models import AuditEntry
from tests.factories.playbook import live_standard, live_touchpoint
from tests.factories.training import CourseFactory
from tests.training.world import NOON, make_course, make_edition, sit
from tests.worlds import built_once
from training.actions import (
    add_lesson,
    begin_course,
    copy_course,
    finish_lesson,
    move_lesson_by,
    order_lessons,
    publish_course,
    refresh_course,
    remove_lesson,
    require_course,
    set_prerequisites,
    withdraw_course,
)
from training.actions.courses.whole import create_course
from training.courses.pages import lessons_of, pages_of
from training.desk.states import CourseState, Desk
from training.errors import LessonsChanged, NothingToLearn, PrerequisiteCircle
from training.models import (
    Attempt,
    Completion,
    Course,
    CoursePage,
    CoursePrerequisite,
    LessonPage,
    LessonProgress,
    Requirement,
)

TITLES = {"fa": "قهوه", "en": "Coffee"}


@built_once
def mina(people):
    return people.mina.user


def begun(mina, **more):
    return begin_course(titles=TITLES, summaries={}, lesson_titles={}, by=mina, at=NOON, **more)


def url(name, course, *more):
    return reverse(f"training:{name}", args=[course.translation_key, *more])


def order_of(course):
    """{language: titles of the lessons in the order of its pages}."""
    return {
        language: list(LessonPage.objects.child_of(page).order_by("path").values_list("title", flat=True))
        for language, page in pages_of(course).items()
    }


def bodies_of(course):
    """What the lessons say, block by block."""
    pages = [page for lesson in lessons_of(pages_of(course)) for page in lesson.pages.values()]
    return [[(block.block_type, str(block.value)) for block in page.body] for page in pages]


def keys_of(course):
    return [lesson.key for lesson in lessons_of(pages_of(course))]


# Beginning, and the list -------------------------------------------------------------------------------------------


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


# Lessons -------------------------------------------------------------------------------------------------------------


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
    assert Desk.of(course).state == CourseState.CHANGED
    publish_course(course=course, by=people.mina.user, at=NOON)
    row = course.lessons.get(translation_key=key)
    assert (row.title_fa, row.title_en, row.minutes) == ("سلام", "Hello", 5)
    assert Desk.of(course).state == CourseState.PUBLISHED


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
    assert any(not check["ok"] for check in Desk.of(course).checks())
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
    said = [check["text"] for check in Desk.of(course).checks() if not check["ok"]]
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


# Copying -------------------------------------------------------------------------------------------------------------


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


# Rules ---------------------------------------------------------------------------------------------------------------

RULES = {
    "pass_mark": "80",
    "critical_mark": "100",
    "attempt_limit": "3",
    "wait_minutes": "0",
    "validity_months": "0",
    "warn_days": "30",
    "draw_per_standard": "0",
    "observation_count": "2",
}


@pytest.mark.parametrize(
    ("typed", "kept"), [("۸۰", 8000), ("80,5", 8050), ("80.5", 8050), ("۶۶٫۶۷", 6667), ("70 %", 7000), ("۷۰٪", 7000)]
)
def test_marks_are_typed_in_percent(people, client_for, typed, kept, course):
    reply = client_for(people.mina).post(url("course_rules", course), {**RULES, "pass_mark": typed})
    course.refresh_from_db()
    assert (reply.status_code, course.pass_mark) == (302, kept)


@pytest.mark.parametrize("typed", ["8000", "101", "-1", "8,000", "x", ""])
def test_what_is_no_percentage_is_refused_with_a_sentence(people, client_for, typed, course):
    reply = client_for(people.mina).post(url("course_rules", course), {**RULES, "pass_mark": typed})
    course.refresh_from_db()
    assert (reply.status_code, course.pass_mark) == (422, 6000)
    assert reply.context["rules_form"].errors["pass_mark"]


def test_less_than_a_tenth_is_asked_about(people, client_for, course):
    client = client_for(people.mina)
    reply = client.post(url("course_rules", course), {**RULES, "pass_mark": "0.8"})
    assert reply.status_code == 422
    assert 'name="low_is_meant"' in reply.content.decode()
    client.post(url("course_rules", course), {**RULES, "pass_mark": "0.8", "low_is_meant": "on"})
    course.refresh_from_db()
    assert course.pass_mark == 80
    assert any("0" in check["text"] or "۰" in check["text"] for check in Desk.of(course).checks() if not check["ok"])


def test_rules_leave_stored_results_and_are_in_the_log(people, client_for, course):
    attempt = sit(course, people.narges, wrong=[1])
    passed = Completion.objects.count()
    client_for(people.mina).post(url("course_rules", course), {**RULES, "pass_mark": "100"})
    attempt.refresh_from_db()
    assert (attempt.pass_mark, attempt.is_passed, Completion.objects.count()) == (6000, True, passed)
    entry = AuditEntry.objects.get(verb="course.rules_changed")
    assert entry.detail["changes"]["pass_mark"] == [6000, 10000]


# Prerequisites -------------------------------------------------------------------------------------------------------


def test_no_course_waits_for_itself_also_not_over_others(mina):
    coffee, milk, cup = (CourseFactory(title_en=title) for title in ("Coffee", "Milk", "Cup"))
    set_prerequisites(course=milk, prerequisites=[cup], by=mina, at=NOON)
    set_prerequisites(course=cup, prerequisites=[coffee], by=mina, at=NOON)
    with pytest.raises(PrerequisiteCircle) as refused:
        set_prerequisites(course=coffee, prerequisites=[milk], by=mina, at=NOON)
    assert refused.value.courses == [coffee, milk, cup, coffee]
    with pytest.raises(PrerequisiteCircle):
        set_prerequisites(course=coffee, prerequisites=[coffee], by=mina, at=NOON)
    assert not coffee.prerequisites.exists()


def test_the_circle_is_named_where_it_was_asked_for(people, client_for, course):
    coffee, milk = course, CourseFactory(title_fa="شیر")
    set_prerequisites(course=milk, prerequisites=[coffee], by=people.mina.user, at=NOON)
    reply = client_for(people.mina).post(url("course_rules", coffee), {**RULES, "prerequisites": [milk.key]})
    assert reply.status_code == 422
    assert "خوشامد -&gt; شیر -&gt; خوشامد" in reply.content.decode()
    coffee.refresh_from_db()
    assert coffee.pass_mark == 6000  # the rest of the form was not kept either


def test_the_database_refuses_the_shortest_circle(db):
    course = CourseFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        CoursePrerequisite.objects.create(from_course=course, to_course=course)


def test_only_one_action_writes_prerequisites():
    from pathlib import Path

    root = Path(__file__).resolve().parents[3]
    wrote = [
        path.relative_to(root).as_posix()
        for app in ("training", "home", "playbook")
        for path in (root / app).rglob("*.py")
        if "migrations" not in path.parts
        and any(f"prerequisites.{verb}(" in path.read_text() for verb in ("add", "set"))
    ]
    assert sorted(wrote) == ["training/actions/courses/copies.py", "training/actions/courses/course.py"]


# Preview -------------------------------------------------------------------------------------------------------------


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


# Data of earlier versions --------------------------------------------------------------------------------------------


def test_a_course_that_was_shown_without_a_lesson_is_shown_no_more(db):
    from importlib import import_module

    from django.apps import apps

    from tests.factories.training import LessonFactory

    empty, full = CourseFactory(), LessonFactory().course
    import_module("training.migrations.0018_courses_without_lessons").hide_what_has_nothing_to_learn(apps, None)
    assert set(Course.objects.filter(is_live=True)) == {full}
    assert not Course.objects.get(pk=empty.pk).is_live


def test_a_mark_that_was_saved_as_hundredths_is_named_and_not_changed(people, client_for, course):
    Course.objects.filter(pk=course.pk).update(pass_mark=80)
    page = client_for(people.mina).get(reverse("training:courses_desk")).content.decode()
    assert "۰٫۸" in page or "0.8" in page
    course.refresh_from_db()
    assert course.pass_mark == 80


def test_the_list_of_workbenches_is_named_in_the_readers_language(mina, client_for):
    address = reverse("training:courses_desk")
    assert "دوره‌ها و میز کارشان" in client_for(mina).get(address).content.decode()
    type(mina).objects.filter(pk=mina.pk).update(language="en")
    page = client_for(mina).get(address).content.decode()
    assert "Courses and their workbenches" in page and "No course yet" in page
    course = make_course()
    page = client_for(mina).get(address).content.decode()
    assert course.title_en in page and course.title_fa not in page
