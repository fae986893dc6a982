"""Questions from a file and into one: for authors alone, in the product's own pages."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kit.access import require
from kit.display import number
from kit.files.names import file_name
from kit.http.answers import bytes_file
from kit.importing.views import listed
from kit.parsing.messages import said
from kit.parsing.refusal import Refused
from people.accounts.confirmation import password_again
from training.actions import import_questions
from training.bank.intake import BankFileError
from training.bank.plain_data import reading_of
from training.editor import question_files
from training.editor.addresses import desk_url
from training.forms import BankFileForm, ConfirmBankForm
from training.kinds import kind_of, markup
from training.labels import LOSSES, PARTS, PROBLEMS, REMARKS, kind_label
from training.models import Course
from training.quiz.display import in_language

SHOWN, NOTES_SHOWN = 200, 50
_REASONS = {**PROBLEMS, **REMARKS, **LOSSES}


@require_http_methods(["GET", "HEAD", "POST"])
def import_bank(request):
    require(request.user, "training.write_courses")
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = BankFileForm(*sent, initial={"course": request.GET.get("course")})
    if request.method == "POST" and form.is_valid():
        question_files.drop_expired(at=timezone.now())
        try:
            name = question_files.keep(**form.cleaned_data, kind=form.kind, by=request.user, at=timezone.now())
        except BankFileError as wrong:
            form.add_error("file", _said(wrong))
        else:
            return redirect("training:bank_preview", name)
    return render(request, "training/bank_import.html", {"form": form}, status=422 if form.is_bound else 200)


def _kept(request, name):
    require(request.user, "training.write_courses")
    return question_files.load(name, by=request.user, at=timezone.now())


def _gone(request):
    """Pressed twice, or come back too late."""
    messages.info(request, _("This file does not wait here any more: it was imported, or more than two hours passed."))
    return redirect("training:bank_import")


@require_safe
def bank_preview(request, name):
    kept = _kept(request, name)
    if kept is None:
        raise Http404
    context = {"name": name, "filename": kept.filename}
    try:
        plan = question_files.plan(kept, timezone.localdate())
    except BankFileError as wrong:
        return render(request, "training/bank_preview.html", context | {"problem": _said(wrong)}, status=422)
    context |= {
        "plan": plan,
        "new": [(draft, kind_label(draft.kind), draft_text(draft)) for draft in plan.fresh[:SHOWN]],
        "more": max(0, len(plan.fresh) - SHOWN),
        "changed": [_changed(each) for each in plan.changed[:SHOWN]],
        "more_changed": max(0, len(plan.changed) - SHOWN),
        "choices": ConfirmBankForm.CHOICES,
        "remarks": _notes(plan.reading.remarks),
        "refused": _notes(plan.reading.refused),
        "losses": _notes(plan.reading.losses),
    }
    return render(request, "training/bank_preview.html", context)


def draft_text(draft):
    text = in_language(vars(draft.text))
    return markup.plain(text) if draft.text_format == "html" else text


def _changed(each):
    """For the page: the question, its text, what differs, and the answers before and after."""
    return {
        "key": each.question.key,
        "line": each.draft.line,
        "text": draft_text(each.draft),
        "parts": [PARTS[part] for part in each.parts],
        "before": answer_lines(each.before),
        "after": answer_lines(each.draft),
    }


def answer_lines(draft):
    """[(what the answer is, what it earns in basis points)] of a draft."""
    kind = kind_of(draft.kind)
    worth = [int(share * 10000) if kind.options_earn else None for share in kind.shares(draft.options)]
    return [(kind.line(option, in_language), share) for option, share in zip(draft.options, worth, strict=True)]


def _said(wrong):
    words = said(Refused(str(wrong.loss), **wrong.values), LOSSES)
    return _("Line %(line)s: %(words)s") % {"line": number(wrong.line), "words": words} if wrong.line else words


def _notes(notes):
    """[(words, [(line, detail)], how many more)]: everything of one reason together."""
    found = {}
    for note in notes:
        found.setdefault(note.reason, []).append((note.line, note.detail))
    return [
        (_REASONS[reason], places[:NOTES_SHOWN], max(0, len(places) - NOTES_SHOWN)) for reason, places in found.items()
    ]


@require_safe
def bank_wrong(request, name):
    """The questions that cannot be taken over, to mend them in the file: its line, and why."""
    kept = _kept(request, name)
    if kept is None:
        raise Http404
    refused = reading_of(kept.reading).refused
    rows = [(note.line, str(_REASONS[note.reason]), note.detail) for note in refused]
    return listed([_("Line"), _("Problem"), _("What it is about")], rows, _("Questions with a problem"))


@require_POST
def bank_confirm(request, name):
    kept = _kept(request, name)
    if kept is None:
        return _gone(request)
    form = ConfirmBankForm(request.POST)
    try:
        plan = question_files.plan(kept, timezone.localdate())
    except BankFileError:
        return redirect("training:bank_preview", name)
    if plan.reading.refused and not (form.is_valid() and form.cleaned_data["without"]):
        messages.error(request, _("Nothing was imported: some questions cannot be taken over. Say whether to go on."))
        return redirect("training:bank_preview", name)
    replaced, left = _chosen(form, plan.changed)
    made = import_questions(
        drafts=[draft for draft in plan.new if draft not in left],
        replaced=replaced,
        course=plan.course,
        standards=plan.standards,
        by=request.user,
        at=timezone.now(),
    )
    question_files.drop(name, by=request.user)
    words = ngettext("%(n)s question was added.", "%(n)s questions were added.", len(made))
    messages.success(request, words % {"n": number(len(made))})
    if replaced:
        words = ngettext("%(n)s question was put right.", "%(n)s questions were put right.", len(replaced))
        messages.success(request, words % {"n": number(len(replaced))})
        return redirect("training:mended", plan.course.key)
    return redirect(desk_url(plan.course))


def _page(request, key, kind):
    return reverse("training:course", args=[key])


def _chosen(form, changed):
    """([(question, draft)] to put right, drafts that are not written as new ones)."""
    form.is_valid()
    wishes = [(each, form.choice(each.question.key)) for each in changed]
    replaced = [(each.question, each.draft) for each, wish in wishes if wish == form.REPLACE]
    left = [each.found for each, wish in wishes if wish != form.BOTH]
    return replaced, left


@password_again(methods=("GET", "HEAD"), page=_page)
@require_safe
def bank_export(request, key, kind):
    require(request.user, "training.write_courses")
    course = get_object_or_404(Course.objects.visible_to(request.user), key=key)
    if kind not in question_files.ENDINGS:
        raise Http404
    words = _("Questions of %(course)s") % {"course": course.title}
    name = file_name(words, question_files.ENDINGS[kind])
    return bytes_file(question_files.export(course, kind), name, question_files.CONTENT_TYPES[kind])
