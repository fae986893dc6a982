"""Lessons on the workbench: added, renamed, put in order, taken away, in all their languages at once."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kit.forms import posted
from training.actions import add_lesson, move_lesson_by, order_lessons, remove_lesson, rename_lesson
from training.desk.addresses import course_desk, words_url
from training.desk.forms import LessonDetailsForm, LessonForm, OrderForm, by_language
from training.desk.states import CourseDesk, progress_on
from training.errors import LessonsChanged
from training.views.desk import _desk, written_course


@require_POST
def lesson_add(request, translation_key):
    """The two columns of its words open at once."""
    course = written_course(request, translation_key)
    form = LessonForm(request.POST, languages=tuple(CourseDesk.of(course).pages))
    if not form.is_valid():
        return _desk(request, course, lesson=form)
    try:
        key = add_lesson(
            course=course, titles=by_language(form.cleaned_data, "title"), by=request.user, at=timezone.now()
        )
    except LessonsChanged:
        messages.error(request, _("The course has no page in the language of this title. Nothing was added."))
        return redirect(course_desk(course))
    return redirect(words_url(_lesson(course, key).pages, course_desk(course)))


def _lesson(course, key):
    found = next((lesson for lesson in CourseDesk.of(course).lessons if str(lesson.key) == str(key)), None)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def lesson_edit(request, translation_key, lesson):
    """Titles and minutes."""
    course = written_course(request, translation_key)
    found = _lesson(course, lesson)
    initial = {f"title_{language}": title for language, title in found.titles().items()}
    initial["minutes"] = found.shown.get_latest_revision_as_object().minutes
    data = posted(request)
    form = LessonDetailsForm(data, initial=initial, languages=tuple(found.pages))
    if request.method == "POST" and form.is_valid():
        titles = by_language(form.cleaned_data, "title")
        about = {"titles": titles, "minutes": form.cleaned_data["minutes"], "by": request.user, "at": timezone.now()}
        try:
            rename_lesson(course=course, key=found.key, **about)
        except LessonsChanged as gone:
            raise Http404 from gone
        messages.success(request, _("The lesson is renamed. Readers see it when the course is published."))
        return redirect(course_desk(course))
    context = {
        "course": course,
        "lesson": found,
        "form": form,
        "words_url": words_url(found.pages, course_desk(course)),
    }
    return render(request, "training/desk/lesson.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def lesson_remove(request, translation_key, lesson):
    """First what becomes of those who read it."""
    course = written_course(request, translation_key)
    found = _lesson(course, lesson)
    if request.method == "POST":
        try:
            remove_lesson(course=course, key=found.key, by=request.user, at=timezone.now())
        except LessonsChanged as gone:
            raise Http404 from gone
        messages.success(request, _("The lesson is removed in every language."))
        return redirect(course_desk(course))
    finished, begun = progress_on(found.key)
    live = [each for each in CourseDesk.of(course).lessons if each.is_live]
    context = {"course": course, "lesson": found, "finished": finished, "begun": begun}
    context["is_last"] = found.is_live and len(live) == 1
    return render(request, "training/desk/lesson_remove.html", context)


@require_POST
def lessons_order(request, translation_key):
    """The whole order (dragged), or one of them up or down (a button)."""
    course, form = written_course(request, translation_key), OrderForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    about = {"course": course, "by": request.user, "at": timezone.now()}
    try:
        if form.step:
            move_lesson_by(key=form.step[0], step=form.step[1], **about)
        else:
            order_lessons(keys=form.order, **about)
    except LessonsChanged:
        return _stale_order(request, course)
    return HttpResponse(status=204) if request.htmx else redirect(f"{course_desk(course)}#lessons")


def _stale_order(request, course):
    messages.warning(request, _("Somebody changed the lessons meanwhile; this is how they stand. Nothing was moved."))
    if not request.htmx:
        return redirect(f"{course_desk(course)}#lessons")
    return HttpResponse(status=409, headers={"HX-Refresh": "true"})
