"""Counting attempts again after a question's key was put right: what it would change, then what it changed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kit.access import require
from kit.forms import posted
from training.actions import RegradingRefused, begin_regrading
from training.forms import RegradeForm
from training.models import Course, Question, Regrading
from training.quiz.regradings import attempts_asked, outcomes
from training.tasks import regrade_later

SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
def regrade(request, key):
    """Preview and button. Names say who passes now, never what somebody answered."""
    require(request.user, "training.write_courses")
    question = get_object_or_404(Question.objects.select_related("course"), key=key)
    form = RegradeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        return _begin(request, question, form.cleaned_data["reason"])
    found = list(outcomes(question, attempts_asked(question, request.user)))
    passing = [each for each in found if each.passes_now]
    context = {
        "question": question,
        "form": form,
        "asked": attempts_asked(question).count(),
        "own": attempts_asked(question).count() - attempts_asked(question, request.user).count(),
        "changed": sum(not each.would_fail for each in found),
        "spared": sum(each.would_fail for each in found),
        "passing": [each.attempt for each in passing[:SHOWN]],
        "more": max(0, len(passing) - SHOWN),
        "count": len(passing),
        "earlier": question.regradings.all()[:20],
    }
    return render(request, "training/regrade.html", context, status=422 if form.is_bound else 200)


def _begin(request, question, reason):
    try:
        regrading = begin_regrading(question=question, reason=reason, by=request.user, at=timezone.now())
    except RegradingRefused:
        if under_way := question.regradings.filter(done_at=None).first():
            regrade_later.enqueue(under_way.key)  # the same part twice changes nothing
            return redirect(under_way)
        messages.info(request, _("Nothing would change now: every attempt has this result already."))
        return redirect("training:regrade", question.key)
    if regrading.done_at is None:
        regrade_later.enqueue(regrading.key)
    return redirect(regrading)


@require_safe
def regrading(request, key):
    """What counting again came to."""
    require(request.user, "training.write_courses")
    row = get_object_or_404(Regrading.objects.select_related("question", "course", "began_by"), key=key)
    results = row.results.select_related("attempt__staff").order_by("pk")
    passing = results.filter(is_passed=True, attempt__is_passed=False)
    context = {
        "regrading": row,
        "question": row.question,
        "count": results.count(),
        "passing": [each.attempt for each in passing[:SHOWN]],
        "passed": passing.count(),
        "more": max(0, passing.count() - SHOWN),
    }
    return render(request, "training/regrading.html", context)


@require_safe
def mended(request, key):
    """After a file put questions right: which of them attempts can be counted again by."""
    require(request.user, "training.write_courses")
    course = get_object_or_404(Course.objects.visible_to(request.user), key=key)
    asked = course.questions.in_use().filter(answers__attempt__submitted_at__isnull=False).distinct()
    differs = [question for question in asked if _changes_something(question, request.user)]
    return render(request, "training/mended.html", {"course": course, "questions": differs})


def _changes_something(question, user):
    return next(outcomes(question, attempts_asked(question, user)), None) is not None
