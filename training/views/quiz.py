"""One question at a time; what is chosen is kept at once. Nothing here knows the right answer before submission."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kit.access import require
from kit.bilingual import active_language
from people.roles import staff_of
from training import grading
from training.actions import AttemptClosed, UnknownAnswer, save_answer, submit_attempt
from training.forms import AnswerForm
from training.models import Attempt, Lesson
from training.quiz import quiz_door
from training.reading import standards_in_force
from training.shuffling import tokens_of
from training.words import REFUSALS


@dataclass(frozen=True)
class ShownOption:
    token: str
    text: str
    is_chosen: bool


def _attempt(request, key):
    return get_object_or_404(Attempt.objects.visible_to(request.user).select_related("course"), key=key)


@require_safe
def attempt(request, key):
    """Where one left: the first question without an answer, or the last page when all have one."""
    row = _attempt(request, key)
    if row.is_submitted:
        return redirect("training:result", row.key)
    waiting = row.answers.filter(given__isnull=True).first()
    return redirect("training:question", row.key, waiting.position) if waiting else redirect("training:submit", row.key)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request, key, position):
    row = _attempt(request, key)
    if row.is_submitted:
        return _closed(request, row)
    if request.method == "POST":
        return _answer(request, row, position)
    return render(request, "training/question.html", _question_context(row, position))


def _question_context(row, position):
    answers = list(row.answers.select_related("version"))
    answer = next((each for each in answers if each.position == position), None)
    if answer is None:
        raise Http404
    return {
        "attempt": row,
        "answer": answer,
        "text": _in_language(answer.version.content["text"]),
        "options": _shown_options(answer),
        "count": len(answers),
        "is_last": position == len(answers),
        "marks": [_mark(each, position) for each in answers],
    }


def _in_language(texts):
    return texts[active_language()] or texts["fa"] or texts["en"]


def _shown_options(answer):
    texts = {option["key"]: _in_language(option) for option in answer.version.content["options"]}
    chosen = tokens_of(answer.layout, answer.given)
    return [ShownOption(token, texts[key], token in chosen) for token, key in answer.layout]


def _mark(answer, position):
    return " ".join(filter(None, ["on" if answer.given else "", "now" if answer.position == position else ""]))


def _answer(request, row, position):
    require(request.user, "training.save_answer", row)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Http404
    token = form.cleaned_data["answer"]
    try:
        if token:
            save_answer(attempt=row, position=position, token=token, at=timezone.now())
    except UnknownAnswer as unknown:
        raise Http404 from unknown
    except AttemptClosed:
        return _closed(request, row)
    if request.htmx:
        answered = row.answers.filter(given__isnull=False).count()
        return render(request, "training/_saved.html", {"answered": answered, "count": row.answers.count()})
    return _go(row, position, form.cleaned_data["go"])


def _go(row, position, where):
    target = position - 1 if where == AnswerForm.PREVIOUS else position + 1
    if where != AnswerForm.REVIEW and row.answers.filter(position=target).exists():
        return redirect("training:question", row.key, target)
    return redirect("training:submit", row.key)


def _closed(request, row):
    messages.info(request, _("This attempt was handed in; here is its result."))
    return redirect("training:result", row.key)


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request, key):
    row = _attempt(request, key)
    if row.is_submitted:
        return redirect("training:result", row.key)
    if request.method == "POST":
        require(request.user, "training.submit_attempt", row)
        submit_attempt(attempt=row, by=request.user, at=timezone.now())
        return redirect("training:result", row.key)
    return render(request, "training/submit.html", _submit_context(row))


def _submit_context(row):
    answers = list(row.answers.select_related("version"))
    return {
        "attempt": row,
        "lines": [(answer, _in_language(answer.version.content["text"])) for answer in answers],
        "count": len(answers),
        "unanswered": sum(answer.given is None for answer in answers),
        "marks": ["on" if answer.given else "" for answer in answers],
    }


@require_safe
def result(request, key):
    row = _attempt(request, key)
    if not row.is_submitted:
        return redirect("training:attempt", row.key)
    staff = staff_of(request.user)
    marked = [grading.mark(answer.version.content, answer.given) for answer in row.answers.select_related("version")]
    outcome = grading.result(marked, pass_mark=row.pass_mark, critical_mark=row.critical_mark)
    door = quiz_door(row.course, staff, timezone.now())
    context = {
        "attempt": row,
        "course": row.course,
        "outcome": outcome,
        "missed": _missed(row.course, outcome),
        "right": sum(each.points == grading.FULL for each in marked),
        "count": len(marked),
        "door": door,
        "refusal": REFUSALS.get(door.refusal),
        "completion": row.course.completions.filter(attempt=row).first(),
    }
    return render(request, "training/result.html", context)


def _missed(course, outcome):
    """Per missed standard: its text in force and the lessons that teach it. Never which option was right."""
    standards = standards_in_force(outcome.missed)
    lessons = {code: [] for code in outcome.missed}
    teaching = Lesson.objects.filter(course=course, is_live=True, standards__code__in=outcome.missed)
    for lesson in teaching.prefetch_related("standards").distinct():
        lesson.course = course
        for taught in lesson.standards.all():
            if taught.code in lessons:
                lessons[taught.code].append(lesson)
    return [
        {
            "code": code,
            "standard": standards.get(code),
            "lessons": lessons[code],
            "is_critical": code in outcome.failed_critical,
        }
        for code in outcome.missed
    ]
