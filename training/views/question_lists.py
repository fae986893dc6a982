"""Lists of questions, their order, and what is done with several of them at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kit.access import require
from kit.display import number
from kit.http.back import way_back
from training.actions import order_questions, step_question
from training.editor.addresses import desk_url, sound
from training.editor.change_forms import ChangeForm
from training.editor.changes import DEEDS, MOST_AT_ONCE, coming
from training.editor.lists import is_stale, listed_questions
from training.models import Course, Question


@require_safe
def questions(request):
    """Of all courses."""
    require(request.user, "training.write_courses")
    return render(request, "training/questions.html", listed_questions(request))


@require_POST
def questions_order(request, course):
    """The new order of the questions that were dragged, or one of them a step up or down."""
    require(request.user, "training.write_courses")
    course = get_object_or_404(Course.objects.visible_to(request.user), translation_key=course)
    for name, step in (("up", -1), ("down", 1)):
        if key := request.POST.get(name):
            row = get_object_or_404(Question.objects.visible_to(request.user), course=course, key=key)
            step_question(question=row, step=step, by=request.user, at=timezone.now())
            return redirect(_list_of(request, course).partition("#")[0] + f"#q-{row.key}")
    keys = sound(request.POST.getlist("order"), MOST_AT_ONCE)
    order_questions(course=course, keys=keys, by=request.user, at=timezone.now())
    return HttpResponse(status=204) if request.htmx else redirect(_list_of(request, course))


def _list_of(request, course=None):
    if back := way_back(request):
        return back
    return desk_url(course) if course else reverse("training:questions")


@require_POST
def questions_change(request):
    """Several at once: first what it comes to, then the deed."""
    require(request.user, "training.write_courses")
    form = ChangeForm(request.POST, user=request.user, on=timezone.localdate())
    rows = _ticked(request)
    if not form.is_valid() or not rows:
        said = next((error for errors in form.errors.values() for error in errors), None)
        messages.info(request, said or _("Nothing was changed: tick the questions first."))
        return redirect(_list_of(request))
    facts = form.facts()
    if "confirm" in request.POST:
        return _done(request, form.cleaned_data["do"], rows, facts)
    context = {
        "coming": coming(form.cleaned_data["do"], rows, **facts),
        "keys": [row.key for row in rows],
        "title": DEEDS[form.cleaned_data["do"]][0],
        "form": form,
        "back": way_back(request),
        "back_url": _list_of(request),
        **facts,
    }
    return render(request, "training/questions_change.html", context)


def _ticked(request):
    rows = Question.objects.visible_to(request.user).filter(key__in=sound(request.POST.getlist("keys"), MOST_AT_ONCE))
    rows = rows.annotate(is_stale=is_stale(timezone.localdate())).select_related("course")
    return list(rows.prefetch_related("standards__standard", "awaited").order_by("course", "position", "pk"))


def _done(request, do, rows, facts):
    done = DEEDS[do][1](questions=rows, **facts, by=request.user, at=timezone.now())
    if done:
        words = ngettext("%(n)s question was changed.", "%(n)s questions were changed.", len(done))
        messages.success(request, words % {"n": number(len(done))})
    else:
        messages.info(request, _("All of them were so already; nothing was changed."))
    return redirect(_list_of(request))
