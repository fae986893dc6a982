"""Writing a course as a whole: its rules, what comes before it, when it is shown."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from kit.audit.chain import record
from kit.dates.calendar import local_day
from kit.text.bilingual import LANGUAGES
from people.models import User
from playbook.actions.drafts import Published, publish_drafts
from training.actions.courses.catalogue import refresh_course
from training.actions.standings import rebuild_standings
from training.courses.pages import lessons_of, pages_of, write_course_page, write_lesson_page
from training.courses.prerequisites import circle_through
from training.errors import NothingToLearn, PrerequisiteCircle
from training.models import Course, CoursePrerequisite

RULES = (
    *("pass_mark", "critical_mark", "attempt_limit", "wait_minutes", "validity_months", "warn_days"),
    *("draw_per_standard", "needs_observation", "observation_count"),
)
MINUTES = 3


@transaction.atomic
def begin_course(
    *,
    titles: Mapping[str, str],
    summaries: Mapping[str, str],
    lesson_titles: Mapping[str, str],
    by: User,
    at: datetime,
    code: str = "",
) -> Course:
    """A draft of a course with its first lesson, in every language of `titles` {language: text}; `code`: a standard
    whose card the lesson begins with. Returns the Course."""
    key, lesson_key, body = None, None, [("standard", {"code": code})] if code else []
    for language in LANGUAGES:
        if not titles.get(language):
            continue
        page = write_course_page(language, titles[language], summaries.get(language, ""), key, by)
        title = lesson_titles.get(language) or titles[language]
        lesson = write_lesson_page(page, title, MINUTES, body, lesson_key, by)
        key, lesson_key = page.translation_key, lesson.translation_key
    assert key is not None, titles
    course = refresh_course(translation_key=key, on=local_day(at))
    record(verb="course.begun", on=course, by=by, at=at)
    return course


@transaction.atomic
def change_rules(
    *, course: Course, rules: Mapping[str, object], prerequisites: Iterable[Course], by: User, at: datetime
) -> Course:
    """Rules hold for attempts from now on; `rules`: {name of RULES: value}. Raises PrerequisiteCircle, ValidationError.

    Where people stand follows the days on which a renewal may begin, so that is written anew.
    """
    course = set_prerequisites(course=course, prerequisites=prerequisites, by=by, at=at)
    before = {name: getattr(course, name) for name in RULES}
    changed = {name: [before[name], rules[name]] for name in RULES if name in rules and rules[name] != before[name]}
    if changed:
        for name, (_was, value) in changed.items():
            setattr(course, name, value)
        _valid(course)
        course.save(update_fields=[*changed])
        rebuild_standings(course=course)
        record(verb="course.rules_changed", on=course, by=by, at=at, changes=changed)
    return course


def _valid(course):
    course.full_clean(exclude=["translation_key", "key"])


@transaction.atomic
def set_prerequisites(*, course: Course, prerequisites: Iterable[Course], by: User, at: datetime) -> Course:
    """These come before the course from now on. Raises PrerequisiteCircle where one of them, by itself or over others,
    waits for the course. All courses are locked in one order: two authors cannot close a circle from two sides."""
    courses = {each.pk: each for each in Course.objects.select_for_update().order_by("pk")}
    course, wanted = courses[course.pk], {each.pk for each in prerequisites}
    before = _before()
    had = before.get(course.pk, set())
    if wanted == had:
        return course
    circle = circle_through(course.pk, {**before, course.pk: wanted})
    if circle:
        raise PrerequisiteCircle([courses[pk] for pk in circle])
    course.prerequisites.set(wanted)
    keys = sorted(courses[pk].key for pk in wanted)
    record(verb="course.prerequisites_set", on=course, by=by, at=at, courses=keys)
    return course


def _before():
    """{course id: ids of the courses that come before it}."""
    found = {}
    for course, earlier in CoursePrerequisite.objects.order_by("pk").values_list("from_course", "to_course"):
        found.setdefault(course, set()).add(earlier)
    return found


@transaction.atomic
def publish_course(*, course: Course, by: User, at: datetime) -> Published:
    """Everything of it that is written: the lessons first, then the course in each language that has one. Returns the
    `Published` of them. Raises NothingToLearn where no lesson is ready: then all stays as it was."""
    course = Course.objects.select_for_update().get(pk=course.pk)
    pages = pages_of(course)
    lessons = [page for lesson in lessons_of(pages) for page in lesson.pages.values()]
    done = publish_drafts(pages=lessons, by=by, at=at)
    waiting = {page.locale_id for page in done.sent}
    ready = [page for page in pages.values() if page.has_something_to_learn() or page.locale_id in waiting]
    if not ready:
        raise NothingToLearn
    of_course = publish_drafts(pages=ready, by=by, at=at)
    done.pages.extend(of_course.pages)
    done.sent.extend(of_course.sent)
    done.held.extend(of_course.held)
    done.held.extend((page, str(NothingToLearn.message)) for page in pages.values() if page not in ready)
    refresh_course(translation_key=course.translation_key, on=local_day(at))
    return done


@transaction.atomic
def withdraw_course(*, course: Course, by: User, at: datetime) -> Course:
    """Nobody but authors sees it any more, in any language; what was passed and signed stays."""
    course = Course.objects.select_for_update().get(pk=course.pk)
    live = [page for page in pages_of(course).values() if page.live]
    for page in live:
        page.refresh_from_db(fields=["live"])  # with the first text goes the other
        if page.live:
            page.unpublish(user=by)
    if live:
        record(verb="course.withdrawn", on=course, by=by, at=at)
    return refresh_course(translation_key=course.translation_key, on=local_day(at))
