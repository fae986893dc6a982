"""One question at a time; what is chosen is kept at once. Nothing here knows the right answer before submission."""

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kit.access import require
from kit.display import digits, percent
from people.roles import staff_of
from training.actions import AttemptClosed, UnknownAnswer, UnreadableAnswer, save_answer, submit_attempt
from training.documents import is_made
from training.forms import AnswerForm
from training.labels import REFUSALS, instruction_of, tally_words
from training.marking import engine
from training.marking.attempts import marked_again
from training.marking.tallies import places_of, shown_score, tallies_of_critical, tally
from training.models import Attempt, Lesson
from training.models.standards import standards_in_force
from training.quiz.display import answer_line, plain_text, shown
from training.quiz.door import quiz_door
from training.quiz.regradings import marks_of, result_of


def _attempt(request, key):
    rows = Attempt.objects.visible_to(request.user).with_result().select_related("course")
    return get_object_or_404(rows, key=key)


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
    content = answer.version.content
    return {
        "attempt": row,
        "answer": answer,
        "question": shown(content, answer.layout, answer.given),
        "instruction": instruction_of(content["kind"]),
        "count": len(answers),
        "is_last": position == len(answers),
        "marks": [_mark(each, position) for each in answers],
    }


def _mark(answer, position):
    return " ".join(filter(None, ["on" if answer.given else "", "now" if answer.position == position else ""]))


def _answer(request, row, position):
    require(request.user, "training.save_answer", row)
    answer = get_object_or_404(row.answers.select_related("version"), position=position)
    form = AnswerForm(request.POST, kind=answer.version.content["kind"], layout=answer.layout)
    if not form.is_valid():
        raise Http404
    problem = said = ""
    try:
        if not form.is_untouched:
            save_answer(attempt=row, position=position, answer=form.answer, at=timezone.now())
            said = _read_as(form.kind.read_as(form.answer))
    except UnknownAnswer as unknown:
        raise Http404 from unknown
    except UnreadableAnswer:
        problem = _("Please write a number, for example 12.5.")
    except AttemptClosed:
        return _closed(request, row)
    if request.htmx:
        return render(request, "training/_saved.html", {"problem": problem, "said": said, **_counts(row)})
    if said:
        messages.info(request, said)
    if problem:
        messages.warning(request, problem)
        return redirect("training:question", row.key, position)
    return _go(row, position, form.cleaned_data["go"])


def _read_as(text):
    return _("Read as %(number)s.") % {"number": digits(text)} if text else ""


def _counts(row):
    return {"answered": row.answers.filter(given__isnull=False).count(), "count": row.answers.count()}


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
        "lines": [(answer, plain_text(answer.version.content)) for answer in answers],
        "count": len(answers),
        "unanswered": sum(answer.given is None for answer in answers),
        "marks": ["on" if answer.given else "" for answer in answers],
    }


@require_safe
def result(request, key):
    row = _attempt(request, key)
    if not row.is_submitted:
        return redirect("training:attempt", row.key)
    prefetch_related_objects([row], "answers__version", "regraded")
    marks = marks_of(row)
    marked = [engine.mark(mark.content, mark.given, mark.rule) for mark in marks]
    outcome = result_of(row, marks, row.newest.rules_version if row.newest else row.rules_version)
    critical = tallies_of_critical(marked, row.critical_mark)
    door = quiz_door(row.course, staff_of(request.user), timezone.now())
    completion = row.course.completions.filter(attempt=row).first()
    context = {
        "attempt": row,
        "course": row.course,
        "outcome": outcome,
        "missed": _missed(row.course, outcome),
        "right": tally_words(tally(marked, row.pass_mark), row.result_passed),
        "critical": [(code, tally_words(critical[code], False)) for code in outcome.failed_critical],
        **_before(row),
        "door": door,
        "refusal": REFUSALS.get(door.refusal),
        "completion": completion,
        "has_certificate": completion is not None and is_made(completion, get_language()),
        "lines": _lines(marks) if _is_over(row, door) else [],
    }
    return render(request, "training/result.html", context)


def _is_over(row, door):
    """While attempts remain, feedback would give the key away."""
    return row.result_passed or row.term != door.term.number or door.term.is_done or door.left == 0


def _lines(marks):
    return [answer_line(mark.content, mark.given, mark.rule) for mark in marks]


def _before(row):
    """The result of its own that stands beside a newer one."""
    if not row.newest:
        return {"regraded": None}
    marked, _outcome = marked_again(row, row.answers.all())
    words = tally_words(tally(marked, row.pass_mark), row.is_passed)
    places = places_of(row.pass_mark)
    return {
        "regraded": row.newest,
        "old": words,
        "old_score": percent(shown_score(row.score, row.pass_mark), places),
    }


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
