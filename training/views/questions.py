"""Writing a question: one screen for each kind, its course fixed by the address."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kit.access import require
from kit.http.back import leading, way_back
from kit.http.deed_views import deed
from playbook.chain.knots import line_of
from training.actions import (
    QuestionChanged,
    QuestionUnfinished,
    duplicate_question,
    rewrite_question,
    write_question,
)
from training.editor.addresses import desk_url, kind_links, new_course_url, new_question_url, offered, sound
from training.editor.forms import form_of
from training.editor.preview import feedback_of, key_of, previews_of
from training.kinds import KINDS, drafts, kind_of
from training.links.knots import QuestionKnot
from training.models import Course, LessonStandard, Question
from training.models.standards import found, standards_to_name
from training.questions.drafts import draft_of
from training.questions.fingerprint import fingerprint
from training.quiz.regradings import attempts_asked

NEXT, DONE, DRAFT = "next", "done", "draft"


@require_http_methods(["GET", "HEAD", "POST"])
def question_new(request, course, kind):
    require(request.user, "training.write_courses")
    course = get_object_or_404(Course.objects.visible_to(request.user), translation_key=course)
    if kind not in KINDS:
        raise Http404
    return _written(request, course, kind, None)


def own_question(request, key):
    """A question that the author may write, with its course."""
    require(request.user, "training.write_courses")
    return get_object_or_404(Question.objects.visible_to(request.user).select_related("course"), key=key)


@require_http_methods(["GET", "HEAD", "POST"])
def question_edit(request, key):
    row = own_question(request, key)
    return _written(request, row.course, row.kind, row)


def _written(request, course, kind, row):
    if request.method != "POST":
        form = form_of(kind, question=row, codes=_codes(request, row), seen=fingerprint(row) if row else "")
        return _page(request, course, form)
    form = form_of(kind, request.POST, question=row)
    save = request.POST.get("save")
    if save not in (NEXT, DONE, DRAFT):
        return _drawn_again(request, course, form.quietly())
    if not form.check(is_draft=save == DRAFT):
        return _page(request, course, form, status=422)
    try:
        saved = _save(request, course, form, row, is_draft=save == DRAFT)
    except QuestionUnfinished as unfinished:
        form.say(unfinished.problems)
        return _page(request, course, form, status=422)
    except QuestionChanged:
        return _page(request, course, form, status=409, theirs=draft_of(Question.objects.get(pk=row.pk)))
    return _onward(request, course, form, saved, save)


def _codes(request, row):
    if row is None:
        return sound(request.GET.getlist("standard"), drafts.MOST_CODES)
    return [*draft_of(row).codes, *row.awaited.values_list("code", flat=True)]


def _drawn_again(request, course, form):
    """More lines were asked for, or the preview: nothing is written."""
    if request.htmx and request.htmx.target == "preview":
        return render(request, "training/_question_preview.html", {"previews": previews_of(form.draft(), course)})
    if "more" in request.POST:
        form.more_lines()
    return _page(request, course, form)


def _save(request, course, form, row, *, is_draft):
    facts = {"draft": form.draft(), "is_draft": is_draft, "by": request.user, "at": timezone.now()}
    if row is None:
        return write_question(course=course, **facts)
    return rewrite_question(question=row, kept=form.kept(), seen=form.cleaned_data["seen"], **facts)


def _onward(request, course, form, saved, save):
    name = saved.beginning or _("without words yet")
    if save == DRAFT:
        words = _("Kept as unfinished: “%(name)s” is not asked until you save it whole.")
        messages.success(request, words % {"name": name})
        if form.question and course.is_live and not course.questions.in_use().exists():
            words = _("“%(title)s” asks nothing afterwards: whoever reads all its lessons completes it.")
            messages.warning(request, words % {"title": course.title})
    else:
        messages.success(request, _("Saved: “%(name)s”.") % {"name": name})
    back = way_back(request)
    if save == NEXT:
        return redirect(new_question_url(course, form.kind, form.codes, back))
    return redirect(back or desk_url(course))


def _page(request, course, form, status=200, theirs=None):
    row, today = form.question, timezone.localdate()
    known, back = standards_to_name(today, form.codes), way_back(request)
    asked = attempts_asked(row).count() if row else 0
    draft = form.draft() if form.is_bound else form.as_drawn()
    context = {
        "form": form,
        "course": course,
        "row": row,
        "kind": offered(form.kind),
        "kinds": kind_links(course, form.codes, back),
        "chosen": [known[code] for code in form.codes if code in known],
        "offered": [one for code, one in known.items() if code not in form.codes],
        "found": [],
        "previews": previews_of(draft, course),
        "back": back,
        "back_url": back or desk_url(course),
        "desk_url": desk_url(course),
        "asked": asked,
        "theirs": theirs,
        "seen_now": fingerprint(Question.objects.get(pk=row.pk)) if theirs else "",
        "courses": Course.objects.visible_to(request.user) if row else (),
    }
    return render(request, "training/question_form.html", context, status=status)


@require_safe
def standards_found(request):
    """The standards that are ticked, and below them those that the words find."""
    require(request.user, "training.write_courses")
    codes = sound(request.GET.getlist("standards"), drafts.MOST_CODES)
    known, words = standards_to_name(timezone.localdate(), codes), request.GET.get("find", "")[:100]
    chosen = [known[code] for code in dict.fromkeys(codes) if code in known]
    others = {code: one for code, one in known.items() if code not in codes}
    hits = found(others, words) if words.strip() else []
    context = {"chosen": chosen, "found": hits, "is_nothing": bool(words.strip()) and not hits}
    return render(request, "training/_standard_choice.html", context)


@require_safe
def question_for(request, code):
    """Which course is to ask about a standard?"""
    require(request.user, "training.write_courses")
    known = standards_to_name(timezone.localdate(), [code])
    if code not in known:
        raise Http404
    back = way_back(request)
    cards = LessonStandard.objects.filter(code=code, lesson__is_live=True)
    teaching = {*cards.values_list("lesson__course", flat=True)}
    courses = sorted(Course.objects.visible_to(request.user).with_sizes(), key=lambda row: row.pk not in teaching)
    rows = [(row, row.pk in teaching, new_question_url(row, "single", [code], back)) for row in courses]
    context = {"standard": known[code], "rows": rows, "back": back, "new_course": new_course_url(code, back)}
    return render(request, "training/question_for.html", context)


@require_safe
def question_preview(request, key):
    """As it is asked, and under it what the author alone sees: what each answer earns and what is said to it."""
    row = own_question(request, key)
    draft, place = draft_of(row), QuestionKnot().find(request.user, row.key)
    context = {
        "previews": previews_of(draft, row.course),
        "row": row,
        "key": key_of(draft),
        "feedback": feedback_of(draft),
        "kind": kind_of(row.kind),
        "courses": Course.objects.visible_to(request.user),
        "chain": line_of(place, request.user) if place else None,  # what nobody is asked yet hangs on nothing
    }
    return render(request, "training/question_preview.html", context)


@deed(fetch=own_question, done=gettext_lazy("This is the copy. It is not asked until you save it."))
def question_duplicate(request, row):
    wanted = request.POST.get("course")
    course = get_object_or_404(Course.objects.visible_to(request.user), key=wanted) if wanted else row.course
    copy = duplicate_question(question=row, course=course, by=request.user, at=timezone.now())
    return leading(reverse("training:question_edit", args=[copy.key]), back=way_back(request))
