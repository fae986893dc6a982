"""The evaluator's pages: whom to evaluate, the form, saving, evidence."""

import logging

from django.contrib import messages
from django.core.files.storage import storages
from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evaluations import actions, refusals
from evaluations.duties import to_do_of
from evaluations.errors import EvaluationNotReady, ForeignAnswer, StaleVersion, WrongState
from evaluations.forms.evaluations import EvidenceForm, FillForm
from evaluations.models import (
    Criterion,
    CycleAssignment,
    Evaluation,
    EvaluationEvidence,
    EvaluationState,
    HandedOn,
    Scorecard,
)
from evaluations.pages.form import form_page
from evaluations.records.assessment import criteria_of
from evaluations.records.notes import notes_for
from kit.access import require
from kit.display import clock
from kit.files.storage import is_no_room
from kit.http.deed_views import deed, itself
from people.roles import is_hr, is_lead, staff_of

logger = logging.getLogger(__name__)


@require_GET
def to_do(request):
    """Whom I evaluate, and what I have handed in."""
    staff = staff_of(request.user)
    waiting = list(to_do_of(staff).select_related("cycle", "subject__team", "subject__job_role", "scorecard"))
    given = Evaluation.objects.visible_to(request.user).filter(evaluator=staff).exclude(state=EvaluationState.DRAFT)
    given = given.exclude(source="self").with_names().order_by("-submitted_at")[:12] if staff else []
    return render(request, "evaluations/to_do.html", {
        "waiting": waiting,
        "given": given,
        "left": sum(row.wanted - row.done for row in waiting),
        "today": timezone.localdate(),
        "is_evaluating": bool(waiting) or bool(given) or is_lead(request.user) or is_hr(request.user),
    })  # fmt: skip


def _own_assignment(request, key):
    return get_object_or_404(CycleAssignment.objects.of_evaluator(staff_of(request.user)), key=key)


@deed(
    "evaluations.start_evaluation",
    fetch=_own_assignment,
    about=itself,
    refused=refusals.START_EVALUATION,
    to="evaluations:to_do",
)
def start(request, assignment):
    evaluation = actions.start_evaluation(assignment=assignment, by=request.user, at=timezone.now())
    return reverse("evaluations:fill", args=[evaluation.key])


def _draft_of(request, key):
    """The evaluator's own evaluation; for anybody else there is none."""
    mine = Evaluation.objects.visible_to(request.user).filter(evaluator=staff_of(request.user))
    return get_object_or_404(mine.with_names().select_related("edition"), key=key)


@require_http_methods(["GET", "HEAD", "POST"])
def fill(request, key):
    evaluation = _draft_of(request, key)
    if not evaluation.is_draft:
        return _handed_in(request, evaluation)
    require(request.user, "evaluations.save_answers", evaluation)
    scorecard = Scorecard.objects.with_lines().get(pk=evaluation.scorecard_id)
    if request.method == "POST":
        try:
            return _take(request, evaluation, scorecard)
        except WrongState:  # handed in from elsewhere since it was looked up
            return _handed_in(request, evaluation)
    return _form(request, evaluation, scorecard)


def _handed_in(request, evaluation):
    if evaluation.is_void:
        messages.warning(request, _("This evaluation was handed on, or is void. What stood in it is kept."))
    elif request.method == "POST":
        messages.warning(request, _("This evaluation was already handed in. What you sent now was not kept."))
    return redirect(evaluation)


def _form(request, evaluation, scorecard, *, status=200, **more):
    notes = notes_for(evaluation, request.user)
    page = form_page(evaluation, scorecard, form=more.get("form"), lacking=more.get("lacking", ()), notes=notes)
    context = {"evaluation": evaluation, "scorecard": scorecard, "page": page, "is_conflict": status == 409, **more}
    return render(request, "evaluations/fill.html", context, status=status)


def _take(request, evaluation, scorecard):
    """The form sent as a whole, without script: save, add files, remove one, or hand in."""
    form = FillForm(scorecard, request.POST)
    if not form.is_valid():
        return _form(request, evaluation, scorecard, form=form, status=422)
    at = timezone.now()
    try:
        evaluation = actions.save_answers(
            evaluation=evaluation, answers=form.given(), version=form.cleaned_data["version"], by=request.user, at=at
        )
    except StaleVersion as refusal:
        return _form(request, _with_names(refusal.evaluation), scorecard, form=form, status=409)
    problem = _take_files(request, evaluation, scorecard, at)
    if problem:
        messages.error(request, problem)
        return redirect("evaluations:fill", evaluation.key)
    if "submit" in request.POST:
        return _submit(request, evaluation, scorecard, at)
    messages.success(request, _("Saved."))
    return redirect("evaluations:fill", evaluation.key)


def _with_names(evaluation):
    return Evaluation.objects.with_names().select_related("edition").get(pk=evaluation.pk)


def _take_files(request, evaluation, scorecard, at):
    """Keep the files of the form, remove what was asked; returns a sentence when a file was refused."""
    for criterion in criteria_of(scorecard):
        file = request.FILES.get(f"f-{criterion.key}")
        if file:
            form = EvidenceForm(files={"file": file})
            if not form.is_valid():
                return form.errors["file"][0]
            problem = _keep(request, evaluation, criterion, form.cleaned_data["file"], at)
            if problem:
                return problem
    removed = evaluation.evidence.filter(key=request.POST.get("remove", "")).first()
    if removed:
        actions.remove_evidence(evidence=removed, by=request.user, at=at)
    return ""


def _keep(request, evaluation, criterion, file, at):
    """Keep one file; returns a sentence where there is no room for it."""
    try:
        actions.add_evidence(
            evaluation=evaluation,
            criterion=criterion,
            name=file.name,
            content_type=file.content_type,
            content=file.content,
            by=request.user,
            at=at,
        )
    except OSError as problem:
        if not is_no_room(problem):
            raise
        logger.error("no room for evidence: the disk is full")
        return _("The server has no room left, so the file was not kept; your answers are. Tell whoever runs it.")
    return ""


def _submit(request, evaluation, scorecard, at):
    require(request.user, "evaluations.submit_evaluation", evaluation)
    try:
        actions.submit_evaluation(evaluation=evaluation, by=request.user, at=at)
    except EvaluationNotReady as refusal:
        return _form(request, _with_names(evaluation), scorecard, lacking=refusal.missing, status=422)
    messages.success(request, _("Handed in. The person sees it as soon as it is released."))
    return redirect("evaluations:to_do")


@require_POST
def save(request, key):
    """Autosave: the whole form by script; answers as JSON. 409: saved from elsewhere meanwhile; 423: handed in."""
    evaluation = _draft_of(request, key)
    if not evaluation.is_draft:
        return JsonResponse({"state": evaluation.state}, status=423)
    require(request.user, "evaluations.save_answers", evaluation)
    scorecard = Scorecard.objects.with_lines().get(pk=evaluation.scorecard_id)
    form = FillForm(scorecard, request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    try:
        saved = actions.save_answers(
            evaluation=evaluation,
            answers=form.given(),
            version=form.cleaned_data["version"],
            by=request.user,
            at=timezone.now(),
        )
    except StaleVersion as refusal:
        return JsonResponse(_conflict(refusal.evaluation), status=409)
    except (WrongState, ForeignAnswer):
        return JsonResponse({"state": "refused"}, status=423)
    return JsonResponse({"version": saved.version, "clock": clock(saved.saved_at)})


def _conflict(evaluation):
    """What stands on the server, for the page to show beside what was typed."""
    answers = evaluation.answers.select_related("criterion", "outcome")
    return {
        "version": evaluation.version,
        "clock": clock(evaluation.saved_at),
        "answers": {
            row.criterion.key: {
                "chosen": "na" if row.is_na else row.outcome.key if row.outcome_id else "",
                "label": _("Did not arise") if row.is_na else row.outcome.label if row.outcome_id else "",
                "comment": row.comment,
            }
            for row in answers
        },
    }


@require_POST
def add_evidence(request, key, criterion):
    """A file by script; answers with the criterion's files as a fragment."""
    evaluation = _draft_of(request, key)
    require(request.user, "evaluations.add_evidence", evaluation)
    row = get_object_or_404(Criterion, key=criterion, section__scorecard=evaluation.scorecard_id)
    form = EvidenceForm(files=request.FILES)
    problem = "" if form.is_valid() else form.errors["file"][0]
    if not problem:
        try:
            problem = _keep(request, evaluation, row, form.cleaned_data["file"], timezone.now())
        except WrongState:
            problem = _("This evaluation was already handed in.")
    files = evaluation.evidence.filter(criterion=row)
    context = {"evaluation": evaluation, "files": files, "problem": problem}
    return render(request, "evaluations/_evidence.html", context, status=422 if problem else 200)


@require_GET
def evidence(request, key):
    """One file, for those who may read the evaluation."""
    handed = HandedOn.objects.visible_to(request.user).exclude(notes=None).order_by().values("notes")
    readable = Q(evaluation__in=Evaluation.objects.visible_to(request.user)) | Q(evaluation__in=handed)
    seen = EvaluationEvidence.objects.filter(readable)
    row = get_object_or_404(seen, key=key)
    with storages["private"].open(row.object_key) as file:
        response = HttpResponse(file.read(), content_type=row.content_type)
    is_picture = row.content_type.startswith("image/")
    response["Content-Disposition"] = content_disposition_header(not is_picture, row.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_GET
def standard_text(request, key, criterion):
    """The standard that a criterion cites, as it was frozen, to read beside the form."""
    evaluation = get_object_or_404(Evaluation.objects.visible_to(request.user), key=key)
    rows = Criterion.objects.filter(section__scorecard=evaluation.scorecard_id).select_related("standard__edition")
    row = get_object_or_404(rows, key=criterion)
    url = reverse("playbook:standard", args=[row.standard.key])
    return render(request, "evaluations/_standard.html", {"standard": row.standard, "url": url})
