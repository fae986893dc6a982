"""HR brings past evaluations: the file, what its columns mean, every row looked at, then all of it or nothing."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluations.forms.imports import SaveForm, TomlForm
from evaluations.importing import job, saved_mappings
from evaluations.importing.execution import REHEARSED, ImportRefused, PlanChanged, import_evaluations, rehearsed
from evaluations.importing.form import PastForm
from evaluations.importing.mapping import MappingError
from evaluations.importing.plan import EMPTY, NEW, UNCHANGED, WRONG
from evaluations.importing.tables import PAST
from evaluations.models import Cycle, ImportBatch
from kit.access import require
from kit.forms import posted
from kit.http.answers import bytes_file
from kit.importing import views
from kit.importing.forms import TableFileForm, WhereForm
from kit.importing.models import SavedMapping
from kit.importing.uploads import keep_upload, read_again
from kit.spreadsheets import SpreadsheetError

PAGE_SIZE, SHOWN = 50, 20


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request):
    require(request.user, PAST.permission)
    form = TableFileForm(request.POST or None, request.FILES or None)
    answer = views.bring(request, PAST, form)
    batches = ImportBatch.objects.select_related("cycle")[:SHOWN]
    context = {"form": form, "steps": views.line(PAST), "batches": batches}
    return answer or render(request, "evaluations/past.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request, name):
    brought = views.opened(request, name, PAST)
    where = WhereForm(brought, request.POST if "again" in request.POST else None)
    if where.is_bound and where.is_valid() and _read_again(request, brought, where):
        return redirect("evaluations:import_columns", name)
    toml = TomlForm(request.POST, request.FILES) if "toml" in request.POST else TomlForm()
    if toml.is_bound and toml.is_valid():
        return _taken(request, brought, toml.cleaned_data["mapping"], brought.filename, toml)
    if key := request.GET.get("mapping"):
        saved = get_object_or_404(SavedMapping, key=key, kind=PAST.name)
        if _keep(request, brought, saved.layout.get("toml", ""), brought.filename):
            return redirect("evaluations:import_preview", name)
    is_said = request.method == "POST" and not where.is_bound and not toml.is_bound
    form = PastForm(saved_mappings.table_in(brought), brought.filename, request.POST if is_said else None)
    if is_said and form.is_valid():
        return _taken(request, brought, form.toml(), form.cleaned_data["source_name"], form)
    return _columns_page(request, brought, form, where, toml, 422 if request.method == "POST" else 200)


def _columns_page(request, brought, form, where, toml, status):
    context = {"upload": brought, "form": form, "where": where, "toml": toml, "kind": PAST}
    context |= {
        "steps": views.line(PAST, "columns", brought.name),
        **views.mappings_of(PAST, saved_mappings.fitting(brought)),
    }
    return render(request, "evaluations/past_columns.html", context, status=status)


def _read_again(request, brought, where):
    said = where.cleaned_data
    changed = {"sheet": int(said["sheet"])} if "sheet" in said else {}
    if said.get("encoding") and said["encoding"] != brought.grid.encoding:
        changed["encoding"] = said["encoding"]
    try:
        again = read_again(brought, heading=int(said["heading"]), **changed)
    except SpreadsheetError as problem:
        where.add_error(None, str(problem))
        return False
    keep_upload(again, by=request.user)
    return True


def _keep(request, brought, text, source):
    try:
        saved_mappings.keep_mapping(brought, text, source=source, by=request.user)
    except MappingError as wrong:
        for problem in wrong.problems[:SHOWN]:
            messages.error(request, problem)
        return False
    return True


def _taken(request, brought, text, source, form):
    """On to the rows, where the mapping is one; else the page again, with what is wrong with it."""
    if _keep(request, brought, text, source):
        return redirect("evaluations:import_preview", brought.name)
    table = saved_mappings.table_in(brought)
    shown = form if isinstance(form, PastForm) else PastForm(table, brought.filename)
    return _columns_page(request, brought, shown, WhereForm(brought), TomlForm(), 422)


def saved(request):
    return views.saved(request, PAST)


@require_safe
def mapping(request, name):
    """The mapping as TOML: `manage.py import_evaluations` reads it as it is."""
    brought = views.opened(request, name, PAST)
    if saved_mappings.mapping_of(brought) is None:
        return redirect("evaluations:import_columns", name)
    return bytes_file(brought.about["toml"], "mapping.toml", "application/toml; charset=utf-8")


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request, name):
    """Every row and what would become of it. Posting here saves the mapping under a name."""
    brought = views.opened(request, name, PAST)
    if saved_mappings.mapping_of(brought) is None:
        return redirect("evaluations:import_columns", name)
    save = SaveForm(posted(request))
    if request.method == "POST" and save.is_valid():
        said = save.cleaned_data["save_as"]
        saved_mappings.save_mapping(name=said, text=brought.about["toml"], by=request.user, at=timezone.now())
        messages.success(request, _("Saved as “%(name)s”.") % {"name": said})
        return redirect("evaluations:import_preview", name)
    choices = saved_mappings.choices_in(request.GET)
    plan = rehearsed(saved_mappings.plan_of(brought, choices), by=request.user, at=timezone.now(), most=REHEARSED)
    context = _rows(request, plan) | {"name": name, "plan": plan, "save": save, "choices": choices}
    context |= {"steps": views.line(PAST, "preview", name), "filename": brought.filename, "is_many": _is_many(plan)}
    return render(request, "evaluations/past_preview.html", context, status=422 if save.errors else 200)


def _is_many(plan):
    return plan.count(NEW) > job.MOST_AT_ONCE


def _rows(request, plan):
    order = {WRONG: 0, EMPTY: 1, NEW: 2, UNCHANGED: 3}
    chosen = request.GET.get("show")
    rows = [row for row in plan.rows if row.status == chosen] if chosen in order else plan.rows
    page = Paginator(sorted(rows, key=lambda row: order[row.status]), PAGE_SIZE).get_page(request.GET.get("page"))
    also = request.GET.copy()
    for name in ("show", "page"):
        also.pop(name, None)
    return {
        "page": page,
        "chosen": chosen,
        "counts": {name: plan.count(name) for name in order},
        "also": also.urlencode(),
    }


@require_POST
def confirm(request, name):
    brought = views.opened(request, name, PAST)
    if saved_mappings.mapping_of(brought) is None:
        return redirect("evaluations:import_columns", name)
    choices, at = saved_mappings.choices_in(request.POST), timezone.now()
    plan = saved_mappings.plan_of(brought, choices)
    if plan.is_good and plan.fingerprint == request.POST.get("plan") and _is_many(plan):
        return redirect(job.start(brought, choices, by=request.user, at=at))
    try:
        inputs = saved_mappings.inputs_of(brought, saved_mappings.mapping_of(brought), choices)
        done = import_evaluations(**inputs, fingerprint=request.POST.get("plan", ""), by=request.user, at=at)
    except ImportRefused as refused:
        messages.error(request, _("Nothing was imported: some rows still have problems."))
        for problem in refused.plan.problems[:SHOWN]:
            messages.error(request, problem)
        return redirect("evaluations:import_preview", name)
    except PlanChanged:
        messages.warning(request, _("Nothing was imported: something changed meanwhile. Please look again."))
        return redirect("evaluations:import_preview", name)
    views.done(request, brought)
    if done.batch is None:
        messages.info(request, _("Every row of this file is known already. Nothing was changed."))
        return redirect("evaluations:import")
    return redirect("evaluations:imported", done.batch.key)


@require_safe
def wrong(request, name):
    """The rows with a problem, to mend them in a file of their own."""
    brought = views.opened(request, name, PAST)
    if saved_mappings.mapping_of(brought) is None:
        return redirect("evaluations:import_columns", name)
    plan = saved_mappings.plan_of(brought, saved_mappings.choices_in(request.GET))
    return bytes_file("\ufeff" + job.report(plan, only=(WRONG, EMPTY)), "wrong-rows.csv", "text/csv; charset=utf-8")


@require_safe
def imported(request, key):
    """What came of a file: how many evaluations, where they are."""
    require(request.user, PAST.permission)
    batch = get_object_or_404(ImportBatch.objects.select_related("cycle", "scorecard", "imported_by"), key=key)
    cycle = Cycle.objects.visible_to(request.user).filter(pk=batch.cycle_id).first()
    context = {"batch": batch, "cycle": cycle, "count": batch.rows.count(), "steps": views.line(PAST, "done", "-")}
    return render(request, "evaluations/past_imported.html", context)
