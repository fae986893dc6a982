"""HR brings past evaluations: the file, what its columns mean, every row looked at, then all of it or nothing."""

from functools import cached_property

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

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
from kit.http.deed_views import as_warning
from kit.importing.flow import READ, SENT, Step
from kit.importing.forms import WhereForm
from kit.importing.models import SavedMapping
from kit.importing.table_flow import TableFlow, line

SHOWN = 20


class PastFile(TableFlow):
    """The columns of the table are a part of the mapping (TOML), which says the scorecard and the scales as well."""

    steps = {
        **TableFlow.steps,
        "preview": Step("<str:name>/", (*READ, *SENT)),
        "mapping": Step("<str:name>/mapping/", READ),
    }
    kind = PAST
    templates = {
        "upload": "evaluations/past.html",
        "columns": "evaluations/past_columns.html",
        "preview": "evaluations/past_preview.html",
    }
    unread_status, per_page = 422, 50
    states = (WRONG, EMPTY, NEW, UNCHANGED)
    refusals = {
        ImportRefused: gettext_lazy("Nothing was imported: some rows still have problems."),
        PlanChanged: as_warning(gettext_lazy("Nothing was imported: something changed meanwhile. Please look again.")),
    }

    def beside_form(self):
        return {"batches": ImportBatch.objects.select_related("cycle")[:SHOWN]}

    def is_ready(self, kept):
        return saved_mappings.mapping_of(kept) is not None

    def columns(self):
        kept, request = self.opened(), self.request
        where = self.where(kept)
        if where.is_bound and where.is_valid() and self.is_read_again(kept, where):
            return redirect(self.url("columns"))
        toml = TomlForm(request.POST, request.FILES) if "toml" in request.POST else TomlForm()
        if toml.is_bound and toml.is_valid():
            return self._taken(kept, toml.cleaned_data["mapping"], kept.filename, toml)
        if key := request.GET.get("mapping"):
            saved = get_object_or_404(SavedMapping, key=key, kind=PAST.name)
            if self._is_kept(kept, saved.layout.get("toml", ""), kept.filename):
                return redirect(self.url("preview"))
        is_said = request.method == "POST" and not where.is_bound and not toml.is_bound
        form = PastForm(saved_mappings.table_in(kept), kept.filename, request.POST if is_said else None)
        if is_said and form.is_valid():
            return self._taken(kept, form.toml(), form.cleaned_data["source_name"], form)
        return self._mapping_page(kept, form, where, toml, 422 if request.method == "POST" else 200)

    def _mapping_page(self, kept, form, where, toml, status):
        shown = {"form": form, "toml": toml, **self.mappings(saved_mappings.fitting(kept))}
        return self.columns_page(kept, where, shown, status)

    def _is_kept(self, kept, text, source):
        try:
            saved_mappings.keep_mapping(kept, text, source=source, by=self.by)
        except MappingError as wrong:
            for problem in wrong.problems[:SHOWN]:
                messages.error(self.request, problem)
            return False
        return True

    def _taken(self, kept, text, source, form):
        """On to the rows, where the mapping is one; else the page again, with what is wrong with it."""
        if self._is_kept(kept, text, source):
            return redirect(self.url("preview"))
        table = saved_mappings.table_in(kept)
        shown = form if isinstance(form, PastForm) else PastForm(table, kept.filename)
        return self._mapping_page(kept, shown, WhereForm(kept), TomlForm(), 422)

    def mapping(self):
        """The mapping as TOML: `manage.py import_evaluations` reads it as it is."""
        kept = self.opened()
        if answer := self.unready(kept):
            return answer
        return bytes_file(kept.about["toml"], "mapping.toml", "application/toml; charset=utf-8")

    @cached_property
    def save(self):
        return SaveForm(posted(self.request))

    def preview(self):
        """Every row and what would become of it. Posting here saves the mapping under a name."""
        kept = self.opened()
        if answer := self.unready(kept):
            return answer
        if self.save.is_bound and self.save.is_valid():
            said = self.save.cleaned_data["save_as"]
            saved_mappings.save_mapping(name=said, text=kept.about["toml"], by=self.by, at=self.at)
            messages.success(self.request, _("Saved as “%(name)s”.") % {"name": said})
            return redirect(self.url("preview"))
        return self.shown(kept, 422 if self.save.errors else 200)

    @property
    def choices(self):
        return saved_mappings.choices_in(self.request.GET)

    def plan(self, kept):
        return rehearsed(saved_mappings.plan_of(kept, self.choices), by=self.by, at=self.at, most=REHEARSED)

    def state(self, row):
        return row.status

    def context(self, kept, plan):
        about = {"filename": kept.filename, "save": self.save, "choices": self.choices, "is_many": _is_many(plan)}
        return about | self.rows(plan)

    def wrong_file(self, kept):
        plan = saved_mappings.plan_of(kept, self.choices)
        content = "\ufeff" + job.report(plan, only=(WRONG, EMPTY))
        return bytes_file(content, "wrong-rows.csv", "text/csv; charset=utf-8")

    def written(self, kept):
        """Many rows are written by the worker, who needs the file."""
        choices, said = saved_mappings.choices_in(self.request.POST), self.request.POST.get("plan")
        plan = saved_mappings.plan_of(kept, choices)
        if plan.is_good and plan.fingerprint == said and _is_many(plan):
            return redirect(job.start(kept, choices, by=self.by, at=self.at))
        return super().written(kept)

    def write(self, kept):
        choices = saved_mappings.choices_in(self.request.POST)
        inputs = saved_mappings.inputs_of(kept, saved_mappings.mapping_of(kept), choices)
        return import_evaluations(**inputs, fingerprint=self.request.POST.get("plan", ""), by=self.by, at=self.at)

    def refuse(self, problem):
        super().refuse(problem)
        if isinstance(problem, ImportRefused):
            for each in problem.plan.problems[:SHOWN]:
                messages.error(self.request, each)

    def done(self, result):
        if result.batch is None:
            messages.info(self.request, _("Every row of this file is known already. Nothing was changed."))
            return reverse("evaluations:import")
        return reverse("evaluations:imported", args=[result.batch.key])


def _is_many(plan):
    return plan.count(NEW) > job.MOST_AT_ONCE


@require_safe
def imported(request, key):
    """What came of a file: how many evaluations, where they are."""
    require(request.user, PAST.permission)
    batch = get_object_or_404(ImportBatch.objects.select_related("cycle", "scorecard", "imported_by"), key=key)
    cycle = Cycle.objects.visible_to(request.user).filter(pk=batch.cycle_id).first()
    context = {"batch": batch, "cycle": cycle, "count": batch.rows.count(), "steps": line(PAST, "done", "-")}
    return render(request, "evaluations/past_imported.html", context)
