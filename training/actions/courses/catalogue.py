"""Keeping the rows of a course in step with its pages."""

from datetime import date
from uuid import UUID

from django.db import transaction

from kit.text.bilingual import LANGUAGES
from playbook.models import Edition
from training.lessons.plain_text import folded_words, plain_text
from training.models import Course, CoursePage, Lesson, LessonPage, LessonStandard, LessonText


@transaction.atomic
def refresh_course(*, translation_key: UUID, on: date) -> Course:
    """Write titles, lessons and taught standards of a course as its pages say now; doing it twice is doing it once. A
    course without a published lesson is shown to nobody but authors.

    Told by the pages, which have their own log in the CMS; so nothing is written to the audit log here.
    """
    course, _ = Course.objects.select_for_update().get_or_create(translation_key=translation_key)
    pages = {page.locale.language_code: page for page in _pages_of(CoursePage, translation_key=translation_key)}
    shown = {language: page for language, page in pages.items() if page.live} or pages
    for language in LANGUAGES:
        page = shown.get(language)
        setattr(course, f"title_{language}", page.title if page else "")
        setattr(course, f"summary_{language}", page.summary if page else "")
    course.is_live = any(page.live and page.has_something_to_learn() for page in pages.values())
    course.save()
    _refresh_lessons(course, pages, Edition.objects.in_force(on))
    return course


def _pages_of(model, **which):
    return model.objects.filter(**which).select_related("locale").order_by("path")


def _refresh_lessons(course, pages, edition):
    """The order is the Persian course's; lessons that only the English one has come after it."""
    by_key = {}
    for language in LANGUAGES:
        page = pages.get(language)
        for lesson in LessonPage.objects.child_of(page).live().order_by("path") if page else ():
            by_key.setdefault(lesson.translation_key, {})[language] = lesson
    course.lessons.exclude(translation_key__in=by_key).update(is_live=False)
    for position, (key, versions) in enumerate(by_key.items(), start=1):
        _refresh_lesson(course, key, versions, position, edition)


def _refresh_lesson(course, key, versions, position, edition):
    first = next(iter(versions.values()))
    titles = {f"title_{language}": versions[language].title if language in versions else "" for language in LANGUAGES}
    lesson, _ = Lesson.objects.update_or_create(
        translation_key=key,
        defaults={"course": course, "position": position, "minutes": first.minutes, "is_live": True, **titles},
    )
    texts = {f"text_{language}": plain_text(page.body.raw_data) for language, page in versions.items()}
    _keep_words(lesson, course, {"text_fa": "", "text_en": "", **texts})
    codes = list(dict.fromkeys(code for page in versions.values() for code in page.standard_codes))
    lesson.standards.exclude(code__in=codes).delete()
    have = set(lesson.standards.values_list("code", flat=True))
    frozen = {each.code: each for each in edition.standards.filter(code__in=codes)} if edition else {}
    LessonStandard.objects.bulk_create(
        LessonStandard(lesson=lesson, code=code, standard=frozen.get(code)) for code in codes if code not in have
    )


def _keep_words(lesson, course, texts):
    titles = (lesson.title_fa, lesson.title_en, course.title_fa, course.title_en)
    facts = {**texts, "folded": folded_words(*titles, *texts.values())}
    LessonText.objects.update_or_create(lesson=lesson, defaults=facts)


@transaction.atomic
def tie_lessons(*, edition: Edition) -> int:
    """Cards of standards that no edition held yet when their lesson was published, tied to `edition`."""
    standards = {row.code: row for row in edition.standards.all()}
    untied = list(LessonStandard.objects.select_for_update().filter(standard=None, code__in=standards))
    for tag in untied:
        tag.standard = standards[tag.code]
    LessonStandard.objects.bulk_update(untied, ["standard"])
    return len(untied)
