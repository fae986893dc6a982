"""Courses and lessons as people read them."""

from operator import attrgetter

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit.access import require
from kit.http.deed_views import as_warning, deed
from kit.text.bilingual import LANGUAGES, active_language
from people.roles import staff_of
from playbook.chain.knots import line_of
from playbook.links.citations import effects_now
from training.actions import (
    AttemptRefused,
    NothingChanged,
    finish_lesson,
    remember_position,
    renew_by_changes,
    start_attempt,
)
from training.forms import PositionForm
from training.labels import REFUSALS, refusal
from training.lessons.content import lesson_reading
from training.links.knots import LessonKnot
from training.models import Course, Lesson, LessonMedia
from training.models.media import media_of
from training.models.standards import cards_of
from training.models.status import Status
from training.progress.cards import course_card, course_cards, lesson_lines
from training.progress.competence import seen_for_course
from training.progress.delta import delta_for
from training.progress.due_days import day_before_leave
from training.progress.terms import current_term
from training.quiz.door import missing_prerequisites, quiz_door


@require_safe
def mine(request):
    require(request.user, "training.take_course")
    cards = course_cards(staff_of(request.user), timezone.localdate())
    context = {
        "to_do": [card for card in cards if card.is_to_do],
        "done": [card for card in cards if card.status in (Status.VALID, Status.EXCUSED)],
        "others": [card for card in cards if card.status is None],
    }
    return render(request, "training/mine.html", context)


def _course(request, key):
    require(request.user, "training.take_course")
    return get_object_or_404(Course.objects.visible_to(request.user), key=key)


@require_safe
def course(request, key):
    found, staff = _course(request, key), staff_of(request.user)
    card = course_card(found, staff, timezone.localdate())
    lines = lesson_lines(found, staff, card)
    door = quiz_door(found, staff, timezone.now())
    reasons = list(card.term.assignment.reasons.all()) if card.term.assignment else []
    context = {
        "course": card.course,
        "card": card,
        "lines": lines,
        "next_line": next((line for line in lines if line.is_next), None),
        "door": door,
        "refusal": REFUSALS.get(door.refusal),
        "missing": missing_prerequisites(found, staff),
        "has_changes": delta_for(found, card.term, timezone.localdate()) is not None,
        "reasons": reasons,
        "moved_from": day_before_leave(card.term.assignment, reasons) if reasons else None,
        "seen": _seen(found, staff, card.term) if found.needs_observation else [],
        "outdated": effects_now(group=found.key) if request.user.has_perm("training.write_courses") else [],
        "attempts": found.attempts.visible_to(request.user).submitted().with_result(),
    }
    return render(request, "training/course.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def changes(request, key):
    """Only what changed since the pass; then the questions about it, or having read it."""
    found, staff, now = _course(request, key), staff_of(request.user), timezone.now()
    if request.method == "POST":
        return _renew(request, found, staff, now)
    term = current_term(staff, found, timezone.localdate())
    delta = delta_for(found, term, timezone.localdate())
    if delta is None:
        return redirect(found)
    context = {"course": found, "delta": delta, "texts": delta.texts(), "door": quiz_door(found, staff, now)}
    context["refusal"] = REFUSALS.get(context["door"].refusal) if delta.questions else None
    return render(request, "training/changes.html", context)


def _renew(request, course, staff, at):
    try:
        return redirect(renew_by_changes(course=course, staff=staff, by=request.user, at=at))
    except NothingChanged as refused:
        messages.info(request, refusal(refused))
    except AttemptRefused as refused:
        messages.warning(request, refusal(refused))
    return redirect(course)


def _seen(course, staff, term):
    after = term.previous.completed_on if term.previous else None
    return seen_for_course(course, staff, after, timezone.localdate())


@deed(fetch=_course, refused={AttemptRefused: as_warning(refusal)})
def start(request, course):
    return start_attempt(course=course, staff=staff_of(request.user), by=request.user, at=timezone.now())


def _lesson(request, key, lesson):
    found = _course(request, key)
    row = get_object_or_404(found.lessons.filter(is_live=True), translation_key=lesson)
    row.course = found
    return row


@require_safe
def lesson(request, key, lesson):
    row, staff = _lesson(request, key, lesson), staff_of(request.user)
    reading = lesson_reading(row, active_language())
    if reading is None:
        return redirect(row.course)
    card = course_card(row.course, staff, timezone.localdate())
    lines = lesson_lines(row.course, staff, card)
    place = next(number for number, line in enumerate(lines) if line.lesson.pk == row.pk)
    context = {
        "course": row.course,
        "lesson": row,
        "page": reading.page,
        "reading": reading,
        "cards": cards_of(reading.page.standard_codes),
        "media_files": media_of(reading.page.media_keys),
        "number": place + 1,
        "count": len(lines),
        "marks": [_mark(line, line.lesson.pk == row.pk) for line in lines],
        "is_finished": lines[place].is_finished,
        "previous": lines[place - 1].lesson if place else None,
        "chain": line_of(LessonKnot().place_of(row), request.user),
    }
    return render(request, "training/lesson.html", context)


def _mark(line, is_here):
    return " ".join(filter(None, ["on" if line.is_finished else "", "now" if is_here else ""]))


@deed(fetch=_lesson, to=attrgetter("course"))
def finish(request, row):
    """On to the lesson that follows; after the last one to the course."""
    finish_lesson(lesson=row, staff=staff_of(request.user), by=request.user, at=timezone.now())
    following = row.course.lessons.filter(is_live=True, position__gt=row.position).first()
    if following is not None:
        following.course = row.course
    return following


@require_POST
def position(request, key, lesson):
    row, form = _lesson(request, key, lesson), PositionForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    remember_position(
        lesson=row, staff=staff_of(request.user), position=form.cleaned_data["position"], at=timezone.now()
    )
    return HttpResponse(status=204)


@require_safe
def captions(request, key, language):
    """WebVTT of a lesson's video. No page shows it, so what stands in it is never markup."""
    require(request.user, "training.take_course")
    media = get_object_or_404(LessonMedia, key=key)
    text = getattr(media, f"captions_{language}", "") if language in LANGUAGES else ""
    if not text:
        raise Http404
    return HttpResponse(text, content_type="text/vtt; charset=utf-8")


@require_safe
def course_page(request, translation_key):
    return redirect(get_object_or_404(Course.objects.visible_to(request.user), translation_key=translation_key))


@require_safe
def lesson_page(request, translation_key):
    courses = Course.objects.visible_to(request.user)
    rows = Lesson.objects.select_related("course").filter(course__in=courses, is_live=True)
    return redirect(get_object_or_404(rows, translation_key=translation_key))
