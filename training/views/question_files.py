"""Questions from a file and into one: for authors alone, in the product's own pages."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from kit.access import require
from kit.display import number
from kit.files.names import file_name
from kit.http.answers import bytes_file
from kit.importing.flow import Flow, Gone, listed
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


class QuestionsRefused(ValueError):
    """Some questions cannot be taken over, and the author did not say to go on without them."""


class QuestionFile(Flow):
    permission = "training.write_courses"
    store = question_files.PREVIEWS
    form_class = BankFileForm
    templates = {"upload": "training/bank_import.html", "preview": "training/bank_preview.html"}
    unreadable, unread_status = (BankFileError,), 422
    refusals = {
        QuestionsRefused: gettext_lazy(
            "Nothing was imported: some questions cannot be taken over. Say whether to go on."
        ),
        BankFileError: "",
    }

    def url(self, step=""):
        return reverse(f"training:bank_{step}", args=[self.name]) if step else reverse("training:bank_import")

    def initial(self):
        return {"course": self.request.GET.get("course")}

    def read(self, form):
        self.store.drop_expired(at=self.at)
        return question_files.read_file(**form.cleaned_data, kind=form.kind)

    def words(self, problem):
        words = said(Refused(str(problem.loss), **problem.values), LOSSES)
        line = problem.line
        return _("Line %(line)s: %(words)s") % {"line": number(line), "words": words} if line else words

    def load(self):
        kept = super().load()
        return None if kept is None else question_files.Kept(**kept)

    def plan(self, kept):
        return question_files.plan(kept, timezone.localdate())

    def shown(self, kept, status=200):
        try:
            return super().shown(kept, status)
        except BankFileError as wrong:
            context = {"name": self.name, "filename": kept.filename, "problem": self.words(wrong)}
            return self.page("preview", context, status=422)

    def context(self, kept, plan):
        return {
            "filename": kept.filename,
            "new": [(draft, kind_label(draft.kind), draft_text(draft)) for draft in plan.fresh[:SHOWN]],
            "more": max(0, len(plan.fresh) - SHOWN),
            "changed": [_changed(each) for each in plan.changed[:SHOWN]],
            "more_changed": max(0, len(plan.changed) - SHOWN),
            "choices": ConfirmBankForm.CHOICES,
            "remarks": _notes(plan.reading.remarks),
            "refused": _notes(plan.reading.refused),
            "losses": _notes(plan.reading.losses),
        }

    def wrong_file(self, kept):
        """The questions that cannot be taken over: the line, and why."""
        refused = reading_of(kept.reading).refused
        rows = [(note.line, str(_REASONS[note.reason]), note.detail) for note in refused]
        return listed([_("Line"), _("Problem"), _("What it is about")], rows, _("Questions with a problem"))

    def confirm(self):
        try:
            return super().confirm()
        except Gone:  # pressed twice, or come back too late
            words = _("This file does not wait here any more: it was imported, or more than two hours passed.")
            messages.info(self.request, words)
            return redirect(self.url())

    def write(self, kept):
        """Returns (questions made, those put right, their course)."""
        form, plan = ConfirmBankForm(self.request.POST), self.plan(kept)
        if plan.reading.refused and not (form.is_valid() and form.cleaned_data["without"]):
            raise QuestionsRefused
        replaced, left = _chosen(form, plan.changed)
        drafts = [draft for draft in plan.new if draft not in left]
        about = {"course": plan.course, "standards": plan.standards, "by": self.by, "at": self.at}
        return import_questions(drafts=drafts, replaced=replaced, **about), replaced, plan.course

    def done(self, result):
        made, replaced, course = result
        words = ngettext("%(n)s question was added.", "%(n)s questions were added.", len(made))
        messages.success(self.request, words % {"n": number(len(made))})
        if not replaced:
            return desk_url(course)
        words = ngettext("%(n)s question was put right.", "%(n)s questions were put right.", len(replaced))
        messages.success(self.request, words % {"n": number(len(replaced))})
        return reverse("training:mended", args=[course.key])


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


def _notes(notes):
    """[(words, [(line, detail)], how many more)]: everything of one reason together."""
    found = {}
    for note in notes:
        found.setdefault(note.reason, []).append((note.line, note.detail))
    return [
        (_REASONS[reason], places[:NOTES_SHOWN], max(0, len(places) - NOTES_SHOWN)) for reason, places in found.items()
    ]


def _chosen(form, changed):
    """([(question, draft)] to put right, drafts that are not written as new ones)."""
    form.is_valid()
    wishes = [(each, form.choice(each.question.key)) for each in changed]
    replaced = [(each.question, each.draft) for each, wish in wishes if wish == form.REPLACE]
    left = [each.found for each, wish in wishes if wish != form.BOTH]
    return replaced, left


def _page(request, key, kind):
    return reverse("training:course", args=[key])


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
