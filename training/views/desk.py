"""The course workbench: every course, a new one, and one page for all that belongs to a course."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit.access import require
from kit.display import number
from kit.forms import posted
from kit.http.back import way_back
from kit.http.deed_views import deed
from kit.lists import ListPage
from kit.phrases import listed
from playbook.approval.messages import say_published
from playbook.models import StandardPage
from training.actions import (
    begin_course,
    change_rules,
    copy_course,
    publish_course,
    withdraw_course,
)
from training.desk.addresses import course_desk, words_url
from training.desk.forms import CourseForm, LessonForm, RulesForm, by_language
from training.desk.states import STATE_KINDS, CourseDesk, circle_words, course_lines
from training.editor.lists import listed_questions
from training.errors import NothingToLearn, PrerequisiteCircle
from training.labels import refusal
from training.models import Course
from training.progress.reach import requirements_with_reach
from training.tables import CourseDeskTable

WRITE = "training.write_courses"


def written_course(request, translation_key):
    """The course, for those who write courses."""
    require(request.user, WRITE)
    return get_object_or_404(Course.objects.visible_to(request.user), translation_key=translation_key)


class CoursesDesk(ListPage):
    permission = WRITE
    title = gettext_lazy("Courses and their workbenches")
    empty = {"title": gettext_lazy("No course yet"), "text": gettext_lazy("Begin the first one.")}
    table_class = CourseDeskTable
    template_name = "training/desk/courses.html"

    def rows(self):
        return course_lines(Course.objects.visible_to(self.request.user), timezone.localdate())


@require_http_methods(["GET", "HEAD", "POST"])
def course_new(request):
    """`?standard=<code>`: its card stands in the first lesson; `?back=`: where to after that."""
    require(request.user, WRITE)
    code = request.GET.get("standard", "")
    code = code if StandardPage.objects.filter(code=code).exists() else ""
    form = CourseForm(posted(request))
    if request.method == "POST" and form.is_valid():
        texts = {name: by_language(form.cleaned_data, part) for name, part in TEXTS.items()}
        course = begin_course(**texts, code=code, by=request.user, at=timezone.now())
        messages.success(request, _("The course is a draft. Write its lessons; nobody sees it before you publish it."))
        return redirect(way_back(request, course_desk(course)))
    context = {"form": form, "code": code, "back": way_back(request)}
    return render(request, "training/desk/new.html", context, status=422 if form.is_bound else 200)


TEXTS = {"titles": "title", "summaries": "summary", "lesson_titles": "lesson"}


@require_safe
def course_desk_page(request, translation_key):
    course = written_course(request, translation_key)
    return _desk(request, course)


def _desk(request, course, rules=None, lesson=None):
    """The workbench; `rules`, `lesson`: forms that were refused."""
    desk, address = CourseDesk.of(course), course_desk(course)
    context = {
        **listed_questions(request, course),
        "desk": desk,
        "state_kind": STATE_KINDS[desk.state],
        "checks": desk.checks(),
        "lessons": [(each, words_url(each.pages, address)) for each in desk.lessons],
        "words_url": words_url(desk.pages, address) if desk.pages else "",
        "lesson_form": lesson or LessonForm(languages=tuple(desk.pages)),
        "rules_form": rules or RulesForm(instance=course),
        "rules_refused": rules is not None,
        "requirements": requirements_with_reach(course, timezone.localdate()),
    }
    status = 422 if rules is not None or lesson is not None else 200
    return render(request, "training/desk/desk.html", context, status=status)


@require_POST
def course_rules(request, translation_key):
    course = written_course(request, translation_key)
    form = RulesForm(request.POST, instance=Course.objects.get(pk=course.pk))
    if form.is_valid():
        rules, prerequisites = form.rules()
        about = {"rules": rules, "prerequisites": prerequisites, "by": request.user, "at": timezone.now()}
        try:
            change_rules(course=course, **about)
        except PrerequisiteCircle as circle:
            form.add_error("prerequisites", circle_words(circle.titles))
        else:
            messages.success(request, _("The rules hold from now on. Attempts that were begun keep theirs."))
            return redirect(f"{course_desk(course)}#rules")
    return _desk(request, course, rules=form)


@deed(fetch=written_course, refused={NothingToLearn: refusal}, to=course_desk)
def course_publish(request, course):
    done = publish_course(course=course, by=request.user, at=timezone.now())
    say_published(request, done, _("Everything that is ready was published already, or waits for its approval."))


@deed(
    fetch=written_course,
    done=gettext_lazy("Staff do not see the course any more. What was passed stays."),
    to=course_desk,
)
def course_withdraw(request, course):
    withdraw_course(course=course, by=request.user, at=timezone.now())


@require_http_methods(["GET", "HEAD", "POST"])
def course_copy(request, translation_key):
    """What a copy takes along and what not, then the copy."""
    course = written_course(request, translation_key)
    if request.method == "POST":
        copied = copy_course(course=course, by=request.user, at=timezone.now())
        messages.success(request, _copied_words(copied))
        return redirect(course_desk(copied.course))
    context = {
        "course": course,
        "desk": CourseDesk.of(course),
        "questions": course.questions.count(),
        "earlier": listed(each.title for each in course.prerequisites.all()),
        "requirements": course.requirements.filter(ended_on=None).count(),
    }
    return render(request, "training/desk/copy.html", context)


def _copied_words(copied):
    lessons = ngettext("%(n)s lesson", "%(n)s lessons", copied.lessons) % {"n": number(copied.lessons)}
    questions = ngettext("%(n)s question", "%(n)s questions", copied.questions) % {"n": number(copied.questions)}
    text = _("This is the copy, a draft: %(lessons)s, %(questions)s, the rules and the courses before it.")
    return text % {"lessons": lessons, "questions": questions}
