"""What the workbench says about a course: how far it is, and what stands in the way."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kit.display import moment, number
from kit.forms import LOW
from kit.phrases import listed
from people.company.languages import written_languages
from people.models import StaffMember
from training.courses.pages import lessons_of, pages_of
from training.courses.prerequisites import circle_through, circles_in
from training.labels import mark_words
from training.models import Assignment, Course, CoursePage, CoursePrerequisite, Lesson, LessonPage, LessonProgress


class CourseState(models.TextChoices):
    DRAFT = "draft", gettext_lazy("Draft")
    PUBLISHED = "published", gettext_lazy("Published")
    CHANGED = "changed", gettext_lazy("Published, with changes that are not")


STATE_KINDS = {CourseState.DRAFT: "", CourseState.PUBLISHED: "good", CourseState.CHANGED: "accent"}
STATE_ICONS = {CourseState.DRAFT: "pencil", CourseState.PUBLISHED: "circle-check", CourseState.CHANGED: "versions"}


def state_of(pages, lessons):
    """Of the pages of a course and those of its lessons, in all languages."""
    if not any(page.live for page in pages):
        return CourseState.DRAFT
    waits = any(page.has_unpublished_changes or not page.live for page in [*pages, *lessons])
    return CourseState.CHANGED if waits else CourseState.PUBLISHED


@dataclass(frozen=True)
class CourseDesk:
    course: Course
    pages: dict
    lessons: list

    @classmethod
    def of(cls, course):
        pages = pages_of(course)
        return cls(course, pages, lessons_of(pages))

    @property
    def state(self):
        return state_of(self.pages.values(), [page for lesson in self.lessons for page in lesson.pages.values()])

    @property
    def is_published(self):
        return any(page.live for page in self.pages.values())

    def checks(self):
        """Dicts for {% checks %}: first what stops publishing, then what would be a pity."""
        return [*self._of_lessons(), *self._of_languages(), *self._of_rules(), *self._of_schedule()]

    def _of_lessons(self):
        if not self.lessons:
            yield {"ok": False, "text": _("There is nothing to learn yet: add a lesson.")}
        elif self.is_published and not self.course.is_live:
            text = _("It is published, but staff do not see it: its last published lesson was taken away.")
            yield {"ok": False, "text": text}
        else:
            count = len(self.lessons)
            words = ngettext("%(n)s lesson", "%(n)s lessons", count)
            yield {"ok": True, "text": words % {"n": number(count)}}

    def _of_languages(self):
        missing = [lesson for lesson in self.lessons if set(written_languages()) - set(lesson.pages)]
        for lesson in missing:
            yield {"ok": False, "text": _("“%(title)s” has no text in the other language.") % {"title": lesson.title}}

    def _of_rules(self):
        for name in ("pass_mark", "critical_mark"):
            mark = getattr(self.course, name)
            if 0 < mark < LOW:
                words = {"what": Course._meta.get_field(name).verbose_name, "mark": mark_words(mark)}
                text = _("%(what)s: %(mark)s. Before, it was typed in hundredths of a percent; is so little meant?")
                yield {"ok": False, "text": text % words, "url": "#rules"}
        circle = circle_through(self.course.pk, edges())
        if circle:
            yield {"ok": False, "text": circle_words(_titles(circle)), "url": "#rules"}

    def _of_schedule(self):
        for page in self.pages.values():
            at = page.scheduled_revision.approved_go_live_at if page.scheduled_revision else None
            if at and not page.has_something_to_learn(by=at):
                text = _("It was to be shown from %(when)s on and waits for its first lesson.")
                yield {"ok": False, "text": text % {"when": moment(at)}}


def circle_words(titles):
    """The circle with its courses named."""
    text = _("These wait for one another, so that nobody could begin any of them: %(circle)s.")
    return text % {"circle": " -> ".join(titles)}


def _titles(circle):
    titles = {course.pk: course.title for course in Course.objects.filter(pk__in=circle)}
    return [titles[pk] for pk in circle]


def edges():
    """{course id: ids of those that come before it}."""
    found = {}
    rows = CoursePrerequisite.objects.order_by("pk").values_list("from_course", "to_course")
    for course, earlier in rows:
        found.setdefault(course, set()).add(earlier)
    return found


def progress_on(lesson_key):
    """(how many people finished the lesson, how many have begun it and not finished)."""
    row = Lesson.objects.filter(translation_key=lesson_key).first()
    rows = LessonProgress.objects.filter(lesson=row) if row else LessonProgress.objects.none()
    people = rows.order_by().values("staff")
    finished = people.filter(finished_at__isnull=False).distinct().count()
    return finished, people.distinct().count() - finished


@dataclass(frozen=True)
class CourseLine:
    """A course in the list of all of them."""

    course: Course
    state: str
    lessons: int
    questions: int
    people: int
    warnings: str

    @property
    def pk(self):
        return self.course.pk

    @property
    def title(self):
        return self.course.title


def course_lines(courses, on):
    """A CourseLine for each of the courses (a queryset), by title; a constant number of queries."""
    courses = list(courses.with_sizes().order_by("title_fa", "pk"))
    trees, people = _trees(), _people(on)
    circled = {pk for circle in circles_in(edges()) for pk in circle}
    lines = []
    for course in courses:
        pages, lessons = trees.get(course.translation_key, ([], []))
        lines.append(
            CourseLine(
                course=course,
                state=state_of(pages, lessons),
                lessons=len({page.translation_key for page in lessons}),
                questions=course.question_count,
                people=people.get(course.pk, 0),
                warnings=_warnings(course, pages, course.pk in circled),
            )
        )
    return lines


def _trees():
    """{translation key: ([pages of the course], [pages of its lessons])}; two queries."""
    pages = list(CoursePage.objects.order_by("path"))
    by_path, found = {}, {}
    for page in pages:
        tree = found.setdefault(page.translation_key, ([], []))
        tree[0].append(page)
        by_path[page.path] = tree
    for lesson in LessonPage.objects.order_by("path"):
        tree = by_path.get(lesson.path[: -lesson.steplen])
        if tree:
            tree[1].append(lesson)
    return found


def _people(on):
    """{course id: how many people at work were given it}."""
    at_work = StaffMember.objects.active_on(on).order_by().values("pk")
    rows = Assignment.objects.filter(staff__in=at_work).order_by().values_list("course")
    return dict(rows.annotate(n=Count("staff", distinct=True)))


def _warnings(course, pages, is_circled):
    said = []
    if any(page.live for page in pages) and not course.is_live:
        said.append(_("no lesson is published"))
    for mark in (course.pass_mark, course.critical_mark):
        if 0 < mark < LOW:
            said.append(_("a pass mark of %(mark)s") % {"mark": mark_words(mark)})
    if is_circled:
        said.append(_("waits for itself"))
    return listed(said)
