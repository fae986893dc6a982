"""The pages of a course: one tree a language, read as one."""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Locale, Page

from kit.text.bilingual import LANGUAGES, active_language
from training.models import CourseIndexPage, CoursePage, LessonPage

SHELF_TITLES = {"fa": "دوره‌های آموزشی", "en": "Courses"}


@dataclass
class LessonPages:
    """A lesson in each of its languages, as its newest draft says it: {language: page}."""

    key: object
    pages: dict = field(default_factory=dict)

    @property
    def shown(self):
        """The reader's page, or the other one."""
        return self.pages.get(active_language()) or next(iter(self.pages.values()))

    @property
    def title(self):
        return self.shown.draft_title

    def titles(self):
        return {language: page.draft_title for language, page in self.pages.items()}

    @property
    def is_live(self):
        return any(page.live for page in self.pages.values())

    @property
    def is_changed(self):
        return self.is_live and any(page.has_unpublished_changes or not page.live for page in self.pages.values())


def pages_of(course):
    """{language: CoursePage}, the Persian one first."""
    pages = CoursePage.objects.filter(translation_key=course.translation_key).select_related("locale")
    found = {page.locale.language_code: page for page in pages.order_by("path")}
    return {language: found[language] for language in LANGUAGES if language in found}


def lessons_of(pages):
    """[LessonPages] in the order of the first language; what only another one has comes after it. `pages`: of
    `pages_of`."""
    found = {}
    for language, page in pages.items():
        for lesson in LessonPage.objects.child_of(page).order_by("path"):
            lessons = found.setdefault(lesson.translation_key, LessonPages(lesson.translation_key))
            lessons.pages[language] = lesson
    return list(found.values())


def shelf(language):
    """The index of courses in a language, made when it is missing."""
    locale, _ = Locale.objects.get_or_create(language_code=language)
    found = CourseIndexPage.objects.filter(locale=locale).first()
    if found:
        return found
    other = CourseIndexPage.objects.exclude(locale=locale).first()
    page = CourseIndexPage(title=SHELF_TITLES[language], slug=f"courses-{language}", locale=locale)
    return publish_page(write_page(Page.get_first_root_node(), page, other.translation_key if other else None))


def write_page(parent, page, translation_key, by=None):
    """A draft below `parent`."""
    if translation_key:
        page.translation_key = translation_key
    page.live = False
    parent.add_child(instance=page)
    page.save_revision(user=by, clean=False)
    return page


def publish_page(page, by=None):
    page.full_clean()
    page.get_latest_revision().publish(user=by)
    page.refresh_from_db()
    return page


def write_course_page(language, title, summary, translation_key, by=None):
    parent = shelf(language)
    page = CoursePage(title=title, slug=_slug(title), summary=summary or title, locale=parent.locale)
    return write_page(parent, page, translation_key, by)


def write_lesson_page(course_page, title, minutes, body, translation_key, by=None):
    page = LessonPage(title=title, slug=_slug(title), minutes=minutes, body=body, locale=course_page.locale)
    return write_page(course_page, page, translation_key, by)


def _slug(title):
    return f"{slugify(title, allow_unicode=True)[:60]}-{timezone.now():%H%M%S%f}"
